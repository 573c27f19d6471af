"""Move the badges of a README from shields to this host, and say what cannot be moved.

find.py      where a text shows images: Markdown, HTML, reStructuredText, AsciiDoc
shields.py   an address of shields → the target that draws the same here
mend.py      what shields forgives and this service refuses, where the meaning is certain
carry.py     an address → carried over, or left with a reason
rewrite.py   a text → the same text, but for its addresses
report.py    what is told about it
files.py     bytes of a README, read and written
"""
