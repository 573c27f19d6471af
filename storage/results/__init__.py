"""The result store: what is costly to make again, on disk, within a budget of bytes.

    <folder>/<2 digits>/<48 digits>   an entry: see entry.py
    <folder>/drafts/                  entries being written: draft.py
    <folder>/usage                    how much all of them have: ledger.py
    <folder>/locks/                   who makes what at the moment: locks.py
    <folder>/counts/                  hits and misses: counts.py

All of it may be deleted at any time.
"""

from storage.results.purge import Purged
from storage.results.store import ResultStore, Stats

__all__ = ["Purged", "ResultStore", "Stats"]
