# SPDX-License-Identifier: GPL-3.0-or-later
"""The code blocks of a Markdown document, by the names in their info strings: ```sh gate."""

import subprocess
import xml.etree.ElementTree


class Document:
    """All code blocks, also those without a name. What a test took is remembered."""

    def __init__(self, path):
        text = subprocess.run(["cmark-gfm", "-e", "table", "-t", "xml", path], check=True,
                              capture_output=True).stdout
        self.root = xml.etree.ElementTree.fromstring(text)
        self.nameless, self.twice = [], []
        self.language, self.text, self.taken = {}, {}, set()
        for block in self.root.iterfind(".//{*}code_block"):
            info = block.get("info", "").split()
            if len(info) != 2:
                self.nameless.append(block.text.split("\n")[0])
            elif info[1] in self.text:
                self.twice.append(info[1])
            else:
                self.language[info[1]], self.text[info[1]] = info[0], block.text

    def take(self, name, language):
        """The text of a block, which counts as run from now on."""
        assert self.language.get(name) == language, f"there is no block {name} in {language}"
        self.taken.add(name)
        return self.text[name]

    def complaints_of_shellcheck(self):
        """About all blocks of the shell, as POSIX has it."""
        return "".join(
            subprocess.run(["shellcheck", "--shell=sh", "-"], input=self.text[name].encode(),
                           capture_output=True, check=False).stdout.decode()
            for name, language in self.language.items() if language == "sh")

    def untaken(self):
        return sorted(self.text.keys() - self.taken)

    def tables(self):
        """Each table as a list of rows, each a list of texts."""
        return [[["".join(part.text for part in cell.iter() if not len(part) and part.text)
                  for cell in row] for row in table]
                for table in self.root.iterfind(".//{*}table")]
