"""An upload on its way in: from what a client sends to complete files in staging.

    wire.py      the connection: its deadlines, and its end
    body.py      the request's body, piece by piece, under caps
    digests.py   the hashes that its sender announced
    parts.py     multipart/form-data, as a stream
    form.py      its files and fields
    names.py     what a file is called
    upload.py    all of it together

Nothing here looks into a picture, and nothing is kept: a draft ends with its block.
"""

from endpoint.image.receive.caps import Caps
from endpoint.image.receive.idempotency import idempotency_key
from endpoint.image.receive.refusals import FIELD, NoRoom
from endpoint.image.receive.upload import Received, receive

__all__ = ["FIELD", "Caps", "NoRoom", "Received", "idempotency_key", "receive"]
