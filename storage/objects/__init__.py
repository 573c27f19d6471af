"""The objects of the image repository: bytes that people entrusted to it, under random keys.

    <root>/objects/<2 digits>/<key>   an object: folder.py
    <root>/quarantine/<key>           what a check of the store has put out of the way
    <root>/staging/                   what is arriving: staging.py

In a bucket they have the same names below its prefix, but for staging, which is always a folder.
"""

from storage.objects.bucket import BucketStore
from storage.objects.folder import FolderStore
from storage.objects.key import KEY, Found, new_key
from storage.objects.staging import Draft, Staging
from storage.objects.store import ObjectStore
from storage.objects.watched import Watch

__all__ = [
    "KEY",
    "BucketStore",
    "Draft",
    "FolderStore",
    "Found",
    "ObjectStore",
    "Staging",
    "Watch",
    "new_key",
]
