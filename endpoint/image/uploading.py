"""`POST /image/upload`: from a request to uploads that will not be lost."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Response, g, jsonify, request

from endpoint.auth import Caller, Verb, require
from endpoint.errors import fault_of
from endpoint.image import bp
from endpoint.image.documented import UPLOADED, UploadForm
from endpoint.image.examining import examine
from endpoint.image.install import images
from endpoint.image.keeping import Arrival, Kept, Once
from endpoint.image.receive import FIELD, Received, idempotency_key, receive
from endpoint.image.receive.wire import Wire
from endpoint.image.service import find
from endpoint.image.shown import shown
from endpoint.image.words import read_words
from endpoint.image.writable import check_writable
from endpoint.openapi import api
from image_proc.original import Original


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What has become of one file.

    Args:
        status: 201, 200 for a replay, or of the error.
        fields: what is told of it.
    """

    status: int
    fields: dict[str, Any]


@bp.post("/image/upload")
@api.route(tag="Images", body=UploadForm, answers=UPLOADED)
def upload() -> Response:
    """Keep a picture, or several; what is answered for will not be lost.

    Sent as a form with one or several files in the field `image`, or as the body itself. The same
    picture again is an upload of its own that says of which it is a duplicate; the same bytes are
    kept once. With `Idempotency-Key` a request can be repeated that may have been lost on its way.
    """
    with _unread_where_refused():
        caller = require(Verb.UPLOAD)
        check_writable()
        g.files_field = FIELD  # problem documents name it
    key = idempotency_key(request)
    with receive(request, images().staging, images().caps) as received:
        if len(received) == 1:
            return _answer_one(_keep(received[0], caller, _once(caller, key, 0)))
        outcomes = [
            _try(received_, caller, _once(caller, key, part))
            for part, received_ in enumerate(received)
        ]
    return _answer_all(outcomes)


@contextmanager
def _unread_where_refused() -> Iterator[None]:
    """Give the connection up with the answer: gunicorn would wait for each byte of the body."""
    try:
        yield
    except Exception:
        Wire(request.environ).abandon()
        raise


def _once(caller: Caller, key: str | None, part: int) -> Once | None:
    return Once(caller.owner, key, part) if key else None


def _keep(received: Received, caller: Caller, once: Once | None) -> _Outcome:
    draft = received.draft
    stored = Original(received.name, draft.sha256, draft.size, draft.open)
    kept = images().keeper.keep(
        Arrival(
            draft=draft,
            name=received.name,
            uploader=caller.name,
            tags=read_words(received.tags),
            once=once,
            examine=partial(examine, stored),
        )
    )
    return _Outcome(HTTPStatus.OK if kept.replayed else HTTPStatus.CREATED, _fields(kept))


def _fields(kept: Kept) -> dict[str, Any]:
    return shown(find(kept.id)) | {"duplicate_of": kept.duplicate_of}


def _try(received: Received, caller: Caller, once: Once | None) -> _Outcome:
    """Keep one of several files; an error is its own alone."""
    try:
        return _keep(received, caller, once)
    except Exception as error:  # fault_of logs what nobody expected
        fault = fault_of(error)
        problem = fault.problem.model_dump(mode="json", exclude_none=True)
        return _Outcome(fault.status, {"name": received.name, "problem": problem})


def _answer_one(outcome: _Outcome) -> Response:
    response = jsonify(outcome.fields)
    response.status_code = outcome.status
    response.headers["Location"] = outcome.fields["url"]
    return _uncached(response)


def _answer_all(outcomes: Sequence[_Outcome]) -> Response:
    """Answer for several files: as for each, where it was the same for all."""
    statuses = {outcome.status for outcome in outcomes}
    listed = [{"status": outcome.status, **outcome.fields} for outcome in outcomes]
    response = jsonify(images=listed)
    response.status_code = statuses.pop() if len(statuses) == 1 else HTTPStatus.MULTI_STATUS
    return _uncached(response)


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
