"""RFC 9110, RFC 9111 and RFC 5861 as a table: who is asked, and what the client sees."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_accept_header

from front.cache.selecting import accepts, is_plain
from tests.front.caching import Behind, Told, cc, run


@dataclass(frozen=True)
class Ask:
    """One request of a case.

    Args:
        reaches: whether it reaches the application.
        status: that the client sees.
        after: seconds since the last.
        says: header fields of the request; keywords with underscores.
        shows: header fields that the answer must have; None for one that it must not have.
        answers: what the application would say to it, where that has changed.
    """

    reaches: bool
    status: int = 200
    after: float = 0
    method: str = "GET"
    target: str = "/a"
    says: dict[str, str] = field(default_factory=dict)
    shows: dict[str, str | None] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)


FRESH = cc("public, max-age=100")
TAGGED = FRESH | {"etag": '"v1"'}
FIRST, AGAIN = Ask(reaches=True), Ask(reaches=False)
ASKED_ANEW = Ask(reaches=True)

CASES: dict[str, tuple[dict[str, Any], list[Ask]]] = {
    # What may be kept (RFC 9111, section 3).
    "max-age is kept": (FRESH, [FIRST, AGAIN]),
    "immutable is kept": (cc("public, max-age=31536000, immutable"), [FIRST, AGAIN]),
    "no lifetime is not kept": ({}, [FIRST, ASKED_ANEW]),
    "public without a lifetime is not kept": (cc("public"), [FIRST, ASKED_ANEW]),
    "no-store is not kept": (cc("no-store, max-age=100"), [FIRST, ASKED_ANEW]),
    "private is not kept": (cc("private, max-age=100"), [FIRST, ASKED_ANEW]),
    "private fields are not kept either": (cc('private="x", max-age=9'), [FIRST, ASKED_ANEW]),
    "no-cache is not kept": (cc("no-cache, max-age=100"), [FIRST, ASKED_ANEW]),
    "NO-STORE in capitals is not kept": (cc("NO-STORE,MAX-AGE=100"), [FIRST, ASKED_ANEW]),
    "Set-Cookie is not kept": (cc("max-age=100", **{"set-cookie": "a=b"}), [FIRST, ASKED_ANEW]),
    "an unknown directive does not matter": (cc("max-age=100, x-new=1"), [FIRST, AGAIN]),
    "no-store as another's argument is none": (cc('x="no-store", max-age=9'), [FIRST, AGAIN]),
    "an error with a lifetime is kept": (
        FRESH | {"status": 404},
        [Ask(reaches=True, status=404), Ask(reaches=False, status=404)],
    ),
    "a 500 is not kept": (
        FRESH | {"status": 500},
        [Ask(reaches=True, status=500), Ask(reaches=True, status=500)],
    ),
    "a 302 is not kept": (
        FRESH | {"status": 302},
        [Ask(reaches=True, status=302), Ask(reaches=True, status=302)],
    ),
    "a 301 is kept": (
        cc("max-age=9", location="/b") | {"status": 301},
        [
            Ask(reaches=True, status=301),
            Ask(reaches=False, status=301, shows={"location": "/b"}),
        ],
    ),
    "a 206 is not kept": (
        FRESH | {"status": 206},
        [Ask(reaches=True, status=206), Ask(reaches=True, status=206)],
    ),
    # How long (section 4.2).
    "max-age ends": (cc("max-age=10"), [FIRST, Ask(reaches=False, after=9), Ask(True, after=2)]),
    "s-maxage goes before max-age": (
        cc("max-age=1, s-maxage=50"),
        [FIRST, Ask(reaches=False, after=40), Ask(True, after=11)],
    ),
    "s-maxage=0 keeps nothing": (cc("max-age=100, s-maxage=0"), [FIRST, ASKED_ANEW]),
    "max-age goes before Expires": (
        cc("max-age=50", expires="Thu, 01 Jan 1970 00:00:00 GMT"),
        [FIRST, AGAIN],
    ),
    "Expires alone": (
        {
            "headers": {
                "date": "Wed, 15 Nov 2023 12:00:00 GMT",
                "expires": "Wed, 15 Nov 2023 12:01:00 GMT",
            }
        },
        [FIRST, Ask(reaches=False, after=59), Ask(True, after=2)],
    ),
    "Expires: 0 is over": ({"headers": {"expires": "0"}}, [FIRST, ASKED_ANEW]),
    "of two lifetimes the shorter": (cc("max-age=5, max-age=50"), [FIRST, Ask(True, after=6)]),
    "an unreadable lifetime is none": (cc("max-age=soon"), [FIRST, ASKED_ANEW]),
    "a negative lifetime is none": (cc("max-age=-5"), [FIRST, ASKED_ANEW]),
    "a lifetime in quotes counts": (cc('max-age="100"'), [FIRST, AGAIN]),
    "an endless lifetime is long": (cc("max-age=" + "9" * 5000), [FIRST, AGAIN]),
    "Age counts": (
        cc("max-age=60", age="50"),
        [FIRST, Ask(reaches=False, after=9, shows={"age": "59"}), Ask(True, after=2)],
    ),
    "what is older than its lifetime is not kept": (
        cc("max-age=60", age="60"),
        [FIRST, ASKED_ANEW],
    ),
    "the age is told": (
        FRESH,
        [
            Ask(reaches=True, shows={"age": None}),
            Ask(reaches=False, after=7.9, shows={"age": "7"}),
        ],
    ),
    # Vary (section 4.1).
    "Vary tells answers apart": (
        cc("max-age=100", vary="Accept"),
        [
            Ask(True, says={"accept": "image/webp"}),
            Ask(True, says={"accept": "image/png"}),
            Ask(False, says={"accept": "image/webp"}),
            Ask(False, says={"accept": "image/png"}),
            Ask(True),
        ],
    ),
    "what Vary does not name does not matter": (
        cc("max-age=100", vary="Accept"),
        [Ask(True, says={"user_agent": "one"}), Ask(False, says={"user_agent": "two"})],
    ),
    "Vary of two fields": (
        cc("max-age=100", vary="accept-encoding, ACCEPT"),
        [
            Ask(True, says={"accept": "a", "accept_encoding": "gzip"}),
            Ask(True, says={"accept": "a"}),
            Ask(False, says={"accept": "a", "accept_encoding": "gzip"}),
        ],
    ),
    "Vary: * is not kept": (cc("max-age=100", vary="*"), [FIRST, ASKED_ANEW]),
    "Vary: * beside others is not kept": (
        cc("max-age=100", vary="accept, *"),
        [FIRST, ASKED_ANEW],
    ),
    "a Vary that grows": (
        cc("max-age=10"),
        [
            FIRST,
            Ask(True, after=11, says={"accept": "b"}, answers=cc("max-age=10", vary="accept")),
            Ask(True, says={"accept": "c"}),
            Ask(False, says={"accept": "b"}),
        ],
    ),
    # Whose requests (sections 3.5 and 4).
    "a token's request is the application's": (
        FRESH,
        [
            Ask(True, says={"authorization": "Bearer x"}),
            FIRST,
            Ask(True, says={"authorization": "Bearer x"}),
            AGAIN,
        ],
    ),
    "a range is the application's": (FRESH, [FIRST, Ask(True, says={"range": "bytes=0-1"}), AGAIN]),
    "If-Match is the application's": (FRESH, [FIRST, Ask(True, says={"if_match": '"x"'})]),
    "a GET with a body is the application's": (
        FRESH,
        [FIRST, Ask(True, says={"content_length": "3"}), Ask(False, says={"content_length": "0"})],
    ),
    "another query is another answer": (
        FRESH,
        [FIRST, Ask(True, target="/a?x"), Ask(False, target="/a?x"), AGAIN],
    ),
    "another host is another answer": (FRESH, [FIRST, Ask(True, says={"host": "i"}), AGAIN]),
    "another spelling is another answer": (FRESH, [FIRST, Ask(True, target="/%61")]),
    "POST is not answered from memory": (FRESH, [FIRST, Ask(True, method="POST"), FIRST, AGAIN]),
    "OPTIONS is the application's, and changes nothing": (
        FRESH,
        [FIRST, Ask(True, method="OPTIONS"), AGAIN],
    ),
    "an unknown method is unsafe": (FRESH, [FIRST, Ask(True, method="BREW"), FIRST]),
    # HEAD (RFC 9110, section 9.3.2).
    "HEAD is answered by a GET's answer": (
        cc("max-age=100", **{"content-length": "4"}),
        [FIRST, Ask(False, method="HEAD", shows={"content-length": "4"})],
    ),
    "HEAD alone keeps nothing": (
        FRESH,
        [Ask(True, method="HEAD"), Ask(True, method="HEAD"), FIRST, AGAIN],
    ),
    # Conditions (RFC 9110, section 13).
    "If-None-Match": (
        TAGGED,
        [
            FIRST,
            Ask(False, 304, says={"if_none_match": '"v1"'}, shows={"etag": '"v1"'}),
            Ask(False, 200, says={"if_none_match": '"v2"'}),
        ],
    ),
    "If-None-Match, a list": (
        TAGGED,
        [FIRST, Ask(False, 304, says={"if_none_match": '"a,b", W/"c" ,"v1"'})],
    ),
    "If-None-Match, weak": (TAGGED, [FIRST, Ask(False, 304, says={"if_none_match": 'W/"v1"'})]),
    "If-None-Match: *": (TAGGED, [FIRST, Ask(False, 304, says={"if_none_match": "*"})]),
    "If-None-Match, a weak tag here": (
        FRESH | {"etag": 'W/"v1"'},
        [FIRST, Ask(False, 304, says={"if_none_match": '"v1"'})],
    ),
    "If-None-Match, a part of the tag": (
        TAGGED,
        [FIRST, Ask(False, 200, says={"if_none_match": '"v"'})],
    ),
    "If-None-Match, no tag here": (FRESH, [FIRST, Ask(False, says={"if_none_match": '"v1"'})]),
    "If-None-Match goes before If-Modified-Since": (
        cc("max-age=9", **{"last-modified": "Wed, 15 Nov 2023 12:00:00 GMT"}) | {"etag": '"v1"'},
        [
            FIRST,
            Ask(
                False,
                200,
                says={
                    "if_none_match": '"v2"',
                    "if_modified_since": "Wed, 15 Nov 2023 12:00:00 GMT",
                },
            ),
        ],
    ),
    "If-Modified-Since": (
        cc("max-age=9", **{"last-modified": "Wed, 15 Nov 2023 12:00:00 GMT"}),
        [
            FIRST,
            Ask(False, 304, says={"if_modified_since": "Wed, 15 Nov 2023 12:00:00 GMT"}),
            Ask(False, 200, says={"if_modified_since": "Wed, 15 Nov 2023 11:59:59 GMT"}),
            Ask(False, 200, says={"if_modified_since": "yesterday"}),
        ],
    ),
    "If-Modified-Since, no date here": (
        FRESH,
        [FIRST, Ask(False, 200, says={"if_modified_since": "Wed, 15 Nov 2023 12:00:00 GMT"})],
    ),
    "a 304 tells nothing of content": (
        cc("max-age=9", **{"content-type": "image/png", "content-length": "4", "vary": "Accept"})
        | {"etag": '"v1"'},
        [
            FIRST,
            Ask(
                False,
                304,
                says={"if_none_match": '"v1"'},
                shows={
                    "content-type": None,
                    "content-length": None,
                    "vary": "Accept",
                    "cache-control": "max-age=9",
                },
            ),
        ],
    ),
    "HEAD with a condition": (
        TAGGED,
        [FIRST, Ask(False, 304, method="HEAD", says={"if_none_match": '"v1"'})],
    ),
    "a condition without anything kept goes on": (
        TAGGED,
        [Ask(True, 304, says={"if_none_match": '"v1"'}), FIRST, AGAIN],
    ),
    "a condition on an error kept does not hold": (
        TAGGED | {"status": 404},
        [Ask(True, 404), Ask(False, 404, says={"if_none_match": '"v1"'})],
    ),
    # Asking again (section 4.3).
    "what is stale is confirmed": (
        cc("max-age=10") | {"etag": '"v1"'},
        [
            FIRST,
            Ask(True, 200, after=11, shows={"age": "0"}),
            Ask(False, after=9),
            Ask(True, 200, after=2),
        ],
    ),
    "what is stale is confirmed to who has it": (
        cc("max-age=10") | {"etag": '"v1"'},
        [
            FIRST,
            Ask(True, 304, after=11, says={"if_none_match": '"v1"'}),
            Ask(False, 200),
        ],
    ),
    "what is stale has changed": (
        cc("max-age=10") | {"etag": '"v1"'},
        [
            FIRST,
            Ask(True, 200, after=11, answers={"etag": '"v2"'}, shows={"etag": '"v2"'}),
            Ask(False, shows={"etag": '"v2"'}),
        ],
    ),
    "what is stale is kept no longer": (
        cc("max-age=10") | {"etag": '"v1"'},
        [FIRST, Ask(True, after=11, answers=cc("no-store")), ASKED_ANEW],
    ),
    "a confirmation brings fields": (
        cc("max-age=10", **{"x-more": "1"}) | {"etag": '"v1"'},
        [
            FIRST,
            Ask(True, after=11, answers=cc("max-age=50", **{"x-more": "2"})),
            Ask(False, after=40, shows={"x-more": "2", "cache-control": "max-age=50"}),
        ],
    ),
    "an error does not replace what is stale": (
        cc("max-age=10") | {"etag": '"v1"'},
        [
            FIRST,
            Ask(True, 503, after=11, answers={"status": 503, "etag": ""}),
            Ask(True, 200, answers={"status": 200, "etag": '"v1"'}),
        ],
    ),
    # stale-while-revalidate (RFC 5861, section 3).
    "stale once, new at the next": (
        cc("max-age=10, stale-while-revalidate=100") | {"etag": '"v1"'},
        [
            FIRST,
            Ask(True, 200, after=11, answers={"etag": '"v2"'}, shows={"etag": '"v1"', "age": "11"}),
            Ask(False, shows={"etag": '"v2"', "age": "0"}),
        ],
    ),
    "past the window it is asked for": (
        cc("max-age=10, stale-while-revalidate=20") | {"etag": '"v1"'},
        [FIRST, Ask(True, after=31, answers={"etag": '"v2"'}, shows={"etag": '"v2"'})],
    ),
    "must-revalidate is never stale": (
        cc("max-age=10, must-revalidate, stale-while-revalidate=100") | {"etag": '"v1"'},
        [FIRST, Ask(True, after=11, answers={"etag": '"v2"'}, shows={"etag": '"v2"'})],
    ),
    "stale answers an error behind": (
        cc("max-age=10, stale-while-revalidate=100") | {"etag": '"v1"'},
        [
            FIRST,
            Ask(True, 200, after=11, answers={"status": 500, "etag": ""}, shows={"etag": '"v1"'}),
            Ask(False, 200, shows={"etag": '"v1"'}),
            Ask(True, 200, after=6, answers={"status": 200, "etag": '"v1"'}),
            Ask(False, 200, shows={"age": "0"}),
        ],
    ),
    # What a client wishes (section 5.2.1).
    "no-cache asks again": (
        TAGGED,
        [FIRST, Ask(True, 200, says={"cache_control": "no-cache"}), AGAIN],
    ),
    "no-store keeps nothing": (
        FRESH,
        [Ask(True, says={"cache_control": "no-store"}), FIRST, AGAIN],
    ),
    "max-age=0 asks again": (
        TAGGED,
        [
            FIRST,
            Ask(False, says={"cache_control": "max-age=50"}, after=5),
            Ask(True, says={"cache_control": "max-age=0"}, after=1),
        ],
    ),
    "min-fresh": (
        FRESH,
        [
            FIRST,
            Ask(False, after=50, says={"cache_control": "min-fresh=50"}),
            Ask(True, says={"cache_control": "min-fresh=51"}),
        ],
    ),
    "max-stale takes what is over": (
        cc("max-age=10") | {"etag": '"v1"'},
        [
            FIRST,
            Ask(False, after=15, says={"cache_control": "max-stale=5"}),
            Ask(False, says={"cache_control": "max-stale"}),
            Ask(True, says={"cache_control": "max-stale=4"}),
        ],
    ),
    "max-stale does not move must-revalidate": (
        cc("max-age=10, must-revalidate"),
        [FIRST, Ask(True, after=15, says={"cache_control": "max-stale=500"})],
    ),
    "only-if-cached": (
        FRESH,
        [
            Ask(False, 504, says={"cache_control": "only-if-cached"}),
            FIRST,
            Ask(False, 200, says={"cache_control": "only-if-cached"}),
            Ask(False, 504, after=101, says={"cache_control": "only-if-cached"}),
        ],
    ),
    # What changes (section 4.4).
    "a change forgets": (FRESH, [FIRST, Ask(True, method="PUT"), FIRST]),
    "a change that fails forgets nothing": (
        FRESH,
        [
            FIRST,
            Ask(True, 403, method="PUT", answers={"status": 403}),
            Ask(False, answers={"status": 200}),
        ],
    ),
    "a change forgets what it names": (
        FRESH,
        [
            FIRST,
            Ask(True, 201, method="POST", target="/new",
                answers=cc("no-store", location="http://h/a") | {"status": 201}),
            Ask(True, answers=FRESH | {"status": 200}),
        ],
    ),
    "a change does not forget another host's": (
        FRESH,
        [
            FIRST,
            Ask(True, 201, method="POST", target="/new",
                answers=cc("no-store", location="http://other/a") | {"status": 201}),
            Ask(False, answers=FRESH | {"status": 200}),
        ],
    ),
    "a change forgets all answers of an address": (
        cc("max-age=100", vary="accept"),
        [
            Ask(True, says={"accept": "a"}),
            Ask(True, says={"accept": "b"}),
            Ask(True, method="DELETE"),
            Ask(True, says={"accept": "a"}),
            Ask(True, says={"accept": "b"}),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_cache_does_what_the_rfcs_say(name: str) -> None:
    answer, steps = CASES[name]

    async def scene() -> None:
        behind = Behind(Told(**answer))
        for at, step in enumerate(steps):
            behind.clock.now += step.after
            for attribute, value in step.answers.items():
                setattr(behind.told, attribute, value)
            before = behind.told.times
            seen = await behind.ask(step.target, step.method, **step.says)
            await asyncio_rest()
            assert (at, seen.status, behind.told.times > before) == (at, step.status, step.reaches)
            for header, text in step.shows.items():
                assert (at, header, seen.headers.get(header)) == (at, header, text)
            bodiless = step.method == "HEAD" or seen.status == 304
            if not step.reaches and seen.status == 200:
                assert seen.body == (b"" if bodiless else behind.told.body)

    run(scene)


@pytest.mark.parametrize(
    ("field", "taken"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("gzip;q=0.001", True),
        ("deflate, br", False),
        ("br, gzip", True),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0, gzip", True),
        ("identity", False),
        ("xgzip, gzip-x", False),
    ],
)
def test_answers_are_told_apart_by_the_codings_that_the_application_knows(
    field: str, taken: bool
) -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100", vary="accept-encoding")), codings=(b"gzip",))
        await behind.ask(accept_encoding="gzip, zstd")
        await behind.ask(accept_encoding=field)
        assert behind.told.times == (1 if taken else 2)

    run(scene)


@pytest.mark.parametrize(
    "field",
    [
        "gzip;q=0, gzip",
        "gzip;q=0;q=1",
        'x;a=", gzip;q=0, ", gzip',
        "gzip;q=0.0000",
        "*, *;q=0",
        "gzip;q=abc",
        "gzip;a=b",
    ],
)
@pytest.mark.parametrize("other", ["gzip", "", "identity"])
def test_what_can_be_read_in_two_ways_is_an_answer_of_its_own(field: str, other: str) -> None:
    async def scene() -> None:
        behind = Behind(Told(**cc("max-age=100", vary="accept-encoding")), codings=(b"gzip",))
        await behind.ask(accept_encoding=field)
        await behind.ask(accept_encoding=other)
        assert behind.told.times == 2

    run(scene)


_weights = st.sampled_from(["", ";q=0", "; q=0.0", ";q=0.0000", ";Q=1", ";q=x", ";a=b", ";q=0;q=1"])
_codings = st.sampled_from(["gzip", "GZIP", "*", "br", "identity", "x-gzip", 'x="', ""])


@given(st.lists(st.tuples(_codings, _weights).map("".join), max_size=4).map(", ".join))
def test_a_plain_field_takes_gzip_exactly_where_the_application_says_so(field: str) -> None:
    if is_plain(field.encode()):
        assert accepts(field.encode(), b"gzip") == (parse_accept_header(field)["gzip"] > 0)


async def asyncio_rest() -> None:
    """Let what goes on behind a client's back come to its end."""
    for _ in range(8):
        await asyncio.sleep(0)
