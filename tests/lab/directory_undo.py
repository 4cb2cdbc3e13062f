#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage, inside the lab: directory_undo.py IMAGE

Restores dc1's directory from the folder IMAGE, record by record, while dc1 runs. The server sees
changes of its databases at once, and other things that depend on it, such as the connections of the
file servers, stay as they are. Prints how many records were restored. Leaves out the schema,
because no fault changes it.
"""

import glob
import os
import sys

import tdb

PRIVATE = "dc1/private"
PARTS = ["sam.ldb", "sam.ldb.d/*.ldb", "sam.ldb.d/metadata.tdb"]
UNCHANGED = "CN=SCHEMA,"
ATTEMPTS = 3


def files():
    """The names of the databases below PRIVATE, in the order in which Samba locks them: first the
    main file."""
    place = os.path.join("/run/lab", PRIVATE)
    names = [os.path.relpath(path, place) for part in PARTS
             for path in sorted(glob.glob(os.path.join(place, part)))]
    return [name for name in names if UNCHANGED not in name]


def content(database):
    return {key: database[key] for key in database}


def put_back(live, clean):
    """Makes the live database hold exactly the clean records, in the caller's transaction."""
    now = content(live)
    for key in now.keys() - clean.keys():
        live.delete(key)
    changed = [key for key, value in clean.items() if now.get(key) != value]
    for key in changed:
        live.store(key, clean[key], tdb.REPLACE)
    return len(changed) + len(now.keys() - clean.keys())


def main(image):
    names = files()
    live = [tdb.open(os.path.join("/run/lab", PRIVATE, name), flags=os.O_RDWR) for name in names]
    clean = [content(tdb.open(os.path.join(image, PRIVATE, name), flags=os.O_RDONLY))
             for name in names]
    for database in live:
        database.transaction_start()
    count = sum(put_back(database, records) for database, records in zip(live, clean))
    for database in live:
        database.transaction_prepare_commit()
    for database in live:
        database.transaction_commit()
    print(f"{count} records")


if len(sys.argv) != 2:
    sys.exit(__doc__)
for left in reversed(range(ATTEMPTS)):
    try:
        main(sys.argv[1])
        break
    except RuntimeError:  # the server holds a lock; closing the databases cancels everything
        if left == 0:
            raise
