"""`flask images`: what the operator of a repository does with it.

Each can be broken off at any time and begun again.

gc.py               takes away what nobody needs
fsck.py, checking/  compares rows and objects, and mends what can be mended
export.py           writes all of it to a plain folder
importing.py        reads such a folder
record.py           a line of the folder's index
migrate_store.py    copies all objects to another store
terminal.py         what all of them say in the same way
"""

from flask.cli import AppGroup

from endpoint.image.commands.export import export
from endpoint.image.commands.fsck import fsck
from endpoint.image.commands.gc import gc
from endpoint.image.commands.importing import import_
from endpoint.image.commands.migrate_store import migrate_store

cli = AppGroup("images", help="Look after the uploaded images: check, back up, move.")

for _command in (gc, fsck, export, import_, migrate_store):
    cli.add_command(_command)
