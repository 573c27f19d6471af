"""The way of uploads into store and database, and out of them: nothing answered for is lost.

A file of new bytes goes through these steps; each is on the disk before the next begins.

1. Its intent is committed: "an object of this key is about to come".
2. The object is put into the store, under a random key that no object ever had.
3. One transaction takes the intent away and makes the rows. Only now it is answered for.

Whoever dies in between leaves an intent, which the collector (collect.py) finds when it has
expired. It turns the intent into trash in one transaction, and deletes the object after that. If
the writer was not dead but asleep, it finds no intent any more, makes no rows, and begins again
with a new key. So an object that has a row is never deleted, however late anybody is: time decides
only when the collector looks, never whether it may.

    values.py       what is to be kept, and what has become of it
    keeper.py       the steps above; deleting, restoring
    rows.py         the rows of an upload
    healing.py      objects that were lost, put back
    burial.py       what ends for good
    leftovers.py    what nobody needs
    collect.py      takes it away
    transaction.py  transactions, and the database's clock
    steps.py        the steps by name, for tests that stop there
"""

from endpoint.image.keeping.collect import Collected, Collector
from endpoint.image.keeping.keeper import Keeper
from endpoint.image.keeping.values import Arrival, Kept, Once, OtherBody, Past

__all__ = ["Arrival", "Collected", "Collector", "Keeper", "Kept", "Once", "OtherBody", "Past"]
