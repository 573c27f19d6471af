from contextlib import suppress
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.auth.scopes import Scope, Verb
from image_proc.errors import InvalidParameter

NAMES = st.text(f"{ascii_letters}{digits}._@+/-", min_size=1, max_size=201)
SCOPES = st.builds(
    Scope,
    st.sampled_from([Verb.PUSH, Verb.MANAGE]),
    NAMES | NAMES.map("{}*".format) | st.sampled_from(["", "*"]),
) | st.sampled_from([Scope(verb) for verb in Verb])


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("push", Scope(Verb.PUSH)),
        ("push:billing", Scope(Verb.PUSH, "billing")),
        ("push:@acme/billing", Scope(Verb.PUSH, "@acme/billing")),
        ("push:@acme/*", Scope(Verb.PUSH, "@acme/*")),
        ("push:*", Scope(Verb.PUSH, "*")),
        ("manage:web-2.0_x+y", Scope(Verb.MANAGE, "web-2.0_x+y")),
        ("manage:push", Scope(Verb.MANAGE, "push")),
        ("admin", Scope(Verb.ADMIN)),
    ],
)
def test_it_reads_and_writes(text: str, scope: Scope) -> None:
    assert Scope.parse(text) == scope
    assert str(scope) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "*",
        "billing",
        "pull:billing",
        "Push:billing",
        "PUSH",
        "push:",
        "push: billing",
        " push",
        "push ",
        "push\n",
        "push:billing\n",
        "push:a b",
        "push:a,b",
        "push:a:b",
        "push:*billing",
        "push:bil*ling",
        "push:billing**",
        "push:bill?ng",
        "push:bílling",
        "push:a\x00",
        "push:'a'",
        'push:"a"',
        "push:$(id)",
        f"push:{'a' * 202}",
        "admin:billing",
        "admin:*",
        "admin:",
        "read:billing",
        "original:*",
        "upload:billing",
        "delete:1",
        "push" * 10_000,
    ],
)
def test_it_refuses(text: str) -> None:
    with pytest.raises(InvalidParameter) as error:
        Scope.parse(text)
    assert error.value.name == "scope"
    assert "push" in error.value.accepted


@given(SCOPES)
def test_what_is_written_is_read_again(scope: Scope) -> None:
    assert Scope.parse(str(scope)) == scope


@given(st.text(max_size=300))
def test_any_text_is_a_scope_or_a_refusal(text: str) -> None:
    with suppress(InvalidParameter):
        assert str(Scope.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "verb", "target"),
    [
        ("push", Verb.PUSH, "billing"),
        ("push", Verb.PUSH, ""),
        ("push:billing", Verb.PUSH, "billing"),
        ("push:bill*", Verb.PUSH, "billing"),
        ("push:bill*", Verb.PUSH, "bill"),
        ("push:*", Verb.PUSH, "billing"),
        ("push:@acme/*", Verb.PUSH, "@acme/billing"),
        ("manage", Verb.PUSH, "billing"),
        ("manage:billing", Verb.PUSH, "billing"),
        ("manage:billing", Verb.MANAGE, "billing"),
        ("manage:@acme/*", Verb.PUSH, "@acme/billing"),
        ("read", Verb.READ, ""),
        ("original", Verb.ORIGINAL, ""),
        ("original", Verb.READ, ""),
        ("upload", Verb.UPLOAD, ""),
        ("upload", Verb.READ, ""),
        ("delete", Verb.DELETE, ""),
        ("delete", Verb.READ, ""),
        *(("admin", verb, target) for verb in Verb for target in ("", "billing", "@acme/billing")),
    ],
)
def test_it_covers(text: str, verb: Verb, target: str) -> None:
    assert Scope.parse(text).covers(verb, target)


@pytest.mark.parametrize(
    ("text", "verb", "target"),
    [
        ("push:billing", Verb.PUSH, "billing2"),
        ("push:billing", Verb.PUSH, "billin"),
        ("push:billing", Verb.PUSH, "billing/"),
        ("push:billing", Verb.PUSH, "billing/api"),
        ("push:billing", Verb.PUSH, "@acme/billing"),
        ("push:billing", Verb.PUSH, "Billing"),
        ("push:billing", Verb.PUSH, "billing "),
        ("push:billing", Verb.PUSH, ""),
        ("push:billing", Verb.PUSH, "*"),
        ("push:billing", Verb.MANAGE, "billing"),
        ("push:billing", Verb.ADMIN, "billing"),
        ("push:bill*", Verb.PUSH, "Billing"),
        ("push:bill*", Verb.PUSH, "bil"),
        ("push:bill*", Verb.PUSH, ""),
        ("push:@acme/*", Verb.PUSH, "@acme"),
        ("push:@acme/*", Verb.PUSH, "@acmecorp/billing"),
        ("push:@acme/*", Verb.PUSH, "acme/billing"),
        ("push:a.c*", Verb.PUSH, "abc"),
        ("push", Verb.MANAGE, "billing"),
        ("push:*", Verb.MANAGE, "billing"),
        ("manage:@acme/*", Verb.PUSH, "billing"),
        ("manage", Verb.ADMIN, ""),
        ("manage", Verb.READ, ""),
        ("push", Verb.UPLOAD, ""),
        ("read", Verb.ORIGINAL, ""),
        ("upload", Verb.ORIGINAL, ""),
        ("upload", Verb.DELETE, ""),
        ("delete", Verb.UPLOAD, ""),
        ("delete", Verb.ORIGINAL, ""),
        ("manage:*", Verb.ADMIN, ""),
    ],
)
def test_it_does_not_cover(text: str, verb: Verb, target: str) -> None:
    assert not Scope.parse(text).covers(verb, target)
