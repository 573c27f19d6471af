"""Tables in files of a folder: logs and lists of numbers, read from their end, as points.

`read_table(file, wanted, path)` reads a file that `source.files.Files.open` has opened; `Wanted`
says what of it; `Points` is what a chart is made of. `version(files, path)` tells whether a file
is another one than before, without reading it. `parse_window`, `parse_span` and `choose_bucket`
read and choose lengths of time. None of them knows what time it is: whoever asks for the last
24 hours says which those are.

What is asked for and is not in a file is a `BadChoice`, a file that is not what it should be a
`BadTable`, one of its lines a `BadLine`, and what would be too much work a `TooMuch`.
"""

from source.table.errors import BadChoice, BadLine, BadTable, TooMuch
from source.table.points import Column, Points
from source.table.read import read_table
from source.table.spans import choose_bucket, parse_span, parse_window, write_span
from source.table.version import Version, version
from source.table.wanted import Agg, Between, Bounds, Kind, Rows, Wanted

__all__ = [
    "Agg",
    "BadChoice",
    "BadLine",
    "BadTable",
    "Between",
    "Bounds",
    "Column",
    "Kind",
    "Points",
    "Rows",
    "TooMuch",
    "Version",
    "Wanted",
    "choose_bucket",
    "parse_span",
    "parse_window",
    "read_table",
    "version",
    "write_span",
]
