"""Compares rows and objects, while uploads come and go.

Nothing stops them meanwhile, and nothing that is right is taken for wrong.

problem.py     what can be wrong
inventory.py   what the store has, listed before any row is read
objects.py     objects of rows, and objects without
rows.py        rows without each other
hashes.py      pixel hashes of an older version
check.py       all of it
"""

from endpoint.image.commands.checking.check import Check
from endpoint.image.commands.checking.problem import Kind, Problem

__all__ = ["Check", "Kind", "Problem"]
