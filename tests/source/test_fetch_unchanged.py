"""Documents that are asked for again, and come only when they are others."""

from http.client import HTTPMessage

import pytest

from source.caching import Caching
from source.errors import Missing, TooLong, Unreachable
from source.fetch import Document, Fetcher, FetchLimits, Request
from source.origin import AllowList
from tests.upstream import Reply, Upstream, serving

ETAG = '"one"'
DATE = "Sat, 21 Nov 2026 16:00:00 GMT"
MARKS = {"ETag": ETAG, "Last-Modified": DATE}
KNOWN = Caching(ETAG, DATE)


def fetcher_of(*upstreams: Upstream) -> Fetcher:
    allow = AllowList.parse(" ".join(upstream.origin for upstream in upstreams))
    return Fetcher(allow, FetchLimits(body=1000))


def test_a_document_tells_its_marks(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply(b"1", headers=MARKS | {"Cache-Control": "max-age=90"})
    document = fetcher_of(upstream).fetch(Request(f"{upstream.origin}/x"))
    assert document == Document(b"1", None, Caching(ETAG, DATE, 90))


def test_what_is_known_is_asked_for_by_its_marks(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply(status=304, headers={"ETag": ETAG, "Cache-Control": "max-age=5"})
    document = fetcher_of(upstream).fetch(Request(f"{upstream.origin}/x", known=KNOWN))
    assert document == Document(b"", None, Caching(ETAG, "", 5), unchanged=True)
    seen = upstream.requests[0].headers
    assert (seen["if-none-match"], seen["if-modified-since"]) == (ETAG, DATE)


def test_what_is_another_by_now_comes(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply(b"2", headers={"ETag": '"two"'})
    document = fetcher_of(upstream).fetch(Request(f"{upstream.origin}/x", known=KNOWN))
    assert document == Document(b"2", None, Caching('"two"'))


def test_unchanged_is_no_answer_to_who_knows_nothing(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply(status=304)
    with pytest.raises(Unreachable, match="status 304"):
        fetcher_of(upstream).fetch(Request(f"{upstream.origin}/x"))
    assert "if-none-match" not in upstream.requests[0].headers


def test_marks_are_of_one_address_only(upstream: Upstream) -> None:
    """Two addresses may have the same mark for other documents."""
    with serving() as other:
        for leads_to in (f"{upstream.origin}/there", f"{other.origin}/there"):
            upstream.routes["/x"] = Reply(status=302, headers={"Location": leads_to})
            for each in (upstream, other):
                each.routes["/there"] = Reply(b"3", headers=MARKS | {"Cache-Control": "max-age=9"})
            document = fetcher_of(upstream, other).fetch(
                Request(f"{upstream.origin}/x", known=KNOWN)
            )
            assert document == Document(b"3", None, Caching(max_age=9))
        seen = {
            request.target: "if-none-match" in request.headers
            for request in upstream.requests + other.requests
        }
    assert seen == {"/x": True, "/there": False}


@pytest.mark.parametrize("status", [404, 410])
def test_an_origin_may_say_that_nothing_is_there(upstream: Upstream, status: int) -> None:
    upstream.routes["/x"] = Reply(status=status)
    with pytest.raises(Missing, match=f"status {status}"):
        fetcher_of(upstream).fetch(Request(f"{upstream.origin}/x"))


def test_what_is_too_long_is_told_from_what_is_broken(upstream: Upstream) -> None:
    upstream.routes["/x"] = Reply(bytes(1001))
    with pytest.raises(TooLong, match="1000 bytes"):
        fetcher_of(upstream).fetch(Request(f"{upstream.origin}/x"))


@pytest.mark.parametrize(
    ("lines", "caching"),
    [
        ({}, Caching()),
        ({"ETag": 'W/"a-b.c"'}, Caching('W/"a-b.c"')),
        ({"ETag": '""'}, Caching('""')),
        ({"ETag": "one"}, Caching()),
        ({"ETag": '"one", "two"'}, Caching()),
        ({"ETag": '"ü"'}, Caching()),
        ({"ETag": f'"{"x" * 256}"'}, Caching()),
        ({"Last-Modified": DATE}, Caching("", DATE)),
        ({"Last-Modified": "<now>"}, Caching()),
        ({"Cache-Control": "public, max-age=60"}, Caching(max_age=60)),
        ({"Cache-Control": 'MAX-AGE = "60"'}, Caching(max_age=60)),
        ({"Cache-Control": "max-age=60, s-maxage=10"}, Caching(max_age=10)),
        ({"Cache-Control": "max-age=0"}, Caching(max_age=0)),
        ({"Cache-Control": "no-store, max-age=60"}, Caching(max_age=0)),
        ({"Cache-Control": "max-age=60, No-Cache"}, Caching(max_age=0)),
        ({"Cache-Control": 'private="x", max-age=60'}, Caching(max_age=0)),
        ({"Cache-Control": "max-age=-1"}, Caching()),
        ({"Cache-Control": "max-age=" + "9" * 11}, Caching()),
        ({"Cache-Control": "stale-max-age=60"}, Caching()),
    ],
)
def test_only_what_has_their_form_is_kept_of_headers(
    lines: dict[str, str], caching: Caching
) -> None:
    headers = HTTPMessage()
    for name, value in lines.items():
        headers[name] = value
    assert Caching.of(headers) == caching
