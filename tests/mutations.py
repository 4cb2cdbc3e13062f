# SPDX-License-Identifier: GPL-3.0-or-later
"""Every single mutation of a JSON document, made in its text: a mutation costs a copy, not a parse."""
import json

GAP = json.dumps({'cause': 'timeout', 'text': 'no answer'})
NAMES = ('dn', 'server', 'kind', 'names', 'name')  # what people call an item of a list
NUMBERS = (0, 3, 2**32 - 1)


def called(index, item):
    """An item's name in a path: an index would change with the next recording."""
    if isinstance(item, dict):
        for key in NAMES:
            if isinstance(item.get(key), str):
                return item[key] + (' ' + item['type'] if 'type' in item else '')
    return str(index)


class Value:
    """A value and where it stands in the text; `key` is its key or index in its parent."""

    def __init__(self, value, path, parent, key):
        self.value, self.path, self.parent, self.key = value, path, parent, key
        self.children = []
        self.start = self.end = self.begin = 0  # begin: of the key, if it has one


class Document:
    def __init__(self, value):
        self.pieces, self.length, self.values = [], 0, []
        self.root = self._write(value, (), None, None)
        self.text = ''.join(self.pieces)

    def _put(self, text):
        self.pieces.append(text)
        self.length += len(text)

    def _write(self, value, path, parent, key):
        here = Value(value, path, parent, key)
        self.values.append(here)
        here.begin = self.length
        if isinstance(key, str):
            self._put(json.dumps(key) + ':')
        here.start = self.length
        if isinstance(value, (dict, list)):
            is_list = isinstance(value, list)
            self._put('[' if is_list else '{')
            items = enumerate(value) if is_list else value.items()
            for count, (name, item) in enumerate(items):
                self._put(',' if count else '')
                step = called(name, item) if is_list else name
                here.children.append(self._write(item, path + (step,), here, name))
            self._put(']' if is_list else '}')
        else:
            self._put(json.dumps(value))
        here.end = self.length
        return here

    def of(self, value):
        return self.text[value.start:value.end]

    def replaced(self, start, end, new):
        return self.text[:start] + new + self.text[end:]

    def without(self, value):
        """Of the list or object around it: one comma goes, too."""
        siblings = value.parent.children
        at = siblings.index(value)
        if at > 0:
            return self.replaced(siblings[at - 1].end, value.end, '')
        if len(siblings) > 1:
            return self.replaced(value.begin, siblings[1].begin, '')
        return self.replaced(value.begin, value.end, '')


def kinds(document, value):
    """The mutations of one value: (name, start, end, new text), or (name, None, None, whole)."""
    inside = value.value
    text = document.of(value)
    yield 'delete', None, None, lambda: document.without(value)
    if isinstance(value.key, int):
        yield 'double', value.start, value.end, text + ',' + text
        if value.key > 0:
            others = [document.of(each) for each in value.parent.children if each is not value]
            yield 'swap', value.parent.start, value.parent.end, '[' + ','.join([text] + others) + ']'
    if isinstance(inside, list):
        if inside:
            yield 'empty', value.start, value.end, '[]'
        if len(inside) > 1:
            turned = [document.of(each) for each in reversed(value.children)]
            yield 'reverse', value.start, value.end, '[' + ','.join(turned) + ']'
        if value.parent.key == 'attributes':
            yield 'gap', value.start, value.end, GAP
    elif isinstance(inside, dict):
        takes_gap = isinstance(value.key, int) or value.key in ('root', 'directory', 'dns', 'shares')
        if takes_gap and 'gap' not in inside and not {'ttl', 'data'} <= set(inside):
            comma = ',' if inside else ''
            yield 'add-gap', value.start, value.end, text[:-1] + comma + '"gap":' + GAP + '}'
    elif isinstance(inside, bool):
        yield 'flip', value.start, value.end, json.dumps(not inside)
    elif isinstance(inside, int):
        for number in NUMBERS:
            if number != inside:
                yield f'number {number}', value.start, value.end, str(number)
    elif isinstance(inside, str):
        for name, new in (('no text', ''), ('text x', 'x'), ('upper case', inside.upper())):
            if new != inside:
                yield name, value.start, value.end, json.dumps(new)


def mutations(document):
    """(path, name, function that makes the text)"""
    for value in document.values[1:]:
        path = '/' + '/'.join(value.path)
        for name, start, end, new in kinds(document, value):
            if start is None:
                yield path, name, new
            else:
                yield path, name, lambda s=start, e=end, n=new: document.replaced(s, e, n)
