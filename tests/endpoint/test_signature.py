import hmac
import string
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import Forbidden

from endpoint.signature import LATEST, Expiry, Signer, seconds_left
from image_proc.errors import InvalidParameter

KEY = b"0123456789abcdef"
OTHER = b"fedcba9876543210"
NOW = 1_800_000_000
SIGNER = Signer((KEY,))
SIGNED = SIGNER.sign("/picture/trip/a.jpg?w=800&fit=cover")
PATH, _, QUERY = SIGNED.partition("?")
SIGNATURE = QUERY.rpartition("=")[2]
ENDING = SIGNER.sign("/picture/a.jpg?w=800", NOW + 60)


def check(target: str, signer: Signer = SIGNER, now: int = NOW) -> Expiry | None:
    path, _, query = target.partition("?")
    return signer.check(path, query.encode("latin-1"), now)


def by_hand(path: str, query: str) -> str:
    """Sign as the documentation says it."""
    raw = hmac.new(KEY, f"{path}?{query}".encode(), sha256).digest()
    return urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.mark.parametrize(
    ("target", "signed"),
    [
        ("/picture/a.jpg", "/picture/a.jpg?signature={}"),
        ("/picture/a.jpg?", "/picture/a.jpg?signature={}"),
        ("/picture/a.jpg?w=8", "/picture/a.jpg?w=8&signature={}"),
        ("/picture/a.jpg?w=8&", "/picture/a.jpg?w=8&&signature={}"),
        ("/picture/a%20b.jpg?w=8", "/picture/a%20b.jpg?w=8&signature={}"),
        ("/picture/a%2fb?x=?/", "/picture/a%2fb?x=?/&signature={}"),
        ("/picture/@shop/a.png", "/picture/@shop/a.png?signature={}"),
        ("/picture/a b.jpg", "/picture/a%20b.jpg?signature={}"),
        ("/picture/über.jpg?t=ß'", "/picture/%C3%BCber.jpg?t=%C3%9F%27&signature={}"),
        ("/picture/a.jpg?expires=1900000000", "/picture/a.jpg?expires=1900000000&signature={}"),
    ],
)
def test_a_signature_is_what_the_formula_says(target: str, signed: str) -> None:
    path, _, query = signed.removesuffix("signature={}").partition("?")
    expected = signed.format(by_hand(path, query[:-1]))
    assert SIGNER.sign(target) == expected
    check(expected)


@pytest.mark.parametrize(
    ("target", "expires", "named"),
    [
        ("picture/a.jpg", None, "target"),
        ("", None, "target"),
        ("https://example.org/picture/a.jpg", None, "target"),
        ("/picture/a.jpg#top", None, "target"),
        ("/picture/a\n.jpg", None, "target"),
        (SIGNED, None, "target"),
        ("/picture/a.jpg?%73ignature=x", None, "target"),
        ("/picture/a.jpg?expires=1900000000", NOW, "expires"),
        ("/picture/a.jpg?expires=soon", None, "expires"),
        ("/picture/a.jpg?expires=1&expires=2", None, "expires"),
        ("/picture/a.jpg?%65xpires=1", None, "expires"),
        ("/picture/a.jpg", -1, "expires"),
        ("/picture/a.jpg", LATEST + 1, "expires"),
    ],
)
def test_what_cannot_be_signed_is_named(target: str, expires: int | None, named: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        SIGNER.sign(target, expires)
    assert caught.value.name == named


@pytest.mark.parametrize(
    "target",
    [
        SIGNED,
        f"{PATH}?signature={SIGNATURE}&w=800&fit=cover",
        f"{PATH}?w=800&signature={SIGNATURE}&fit=cover",
    ],
)
def test_the_signature_may_stand_anywhere(target: str) -> None:
    assert check(target) is None


@pytest.mark.parametrize(
    "target",
    [
        # none at all
        PATH,
        f"{PATH}?",
        f"{PATH}?w=800&fit=cover",
        f"{PATH}?w=800&fit=cover;signature={SIGNATURE}",
        f"{PATH}?w=800&fit=cover&Signature={SIGNATURE}",
        f"{PATH}?w=800&fit=cover&signature[]={SIGNATURE}",
        f"{PATH}?w=800&fit=cover& signature={SIGNATURE}",
        f"{PATH}?w=800&fit=cover&signature+={SIGNATURE}",
        f"{PATH}?w=800&fit=cover?signature={SIGNATURE}",
        # not the right one
        f"{PATH}?w=800&fit=cover&signature",
        f"{PATH}?w=800&fit=cover&signature=",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE[:-1]}",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}A",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}=",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}%3D",
        f"{PATH}?w=800&fit=cover&signature=%{ord(SIGNATURE[0]):02x}{SIGNATURE[1:]}",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE.swapcase()}",
        f"{PATH}?w=800&fit=cover&signature= {SIGNATURE}",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}\xff",
        f"{PATH}?w=800&fit=cover&signature={by_hand(PATH, 'w=801&fit=cover')}",
        # twice, or spelled in another way
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}&signature={SIGNATURE}",
        f"{PATH}?signature=x&w=800&fit=cover&signature={SIGNATURE}",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}&signature",
        f"{PATH}?w=800&fit=cover&%73ignature={SIGNATURE}",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}&signatur%65=x",
        # of another address
        f"/picture/trip/b.jpg?{QUERY}",
        f"/image/trip/a.jpg?{QUERY}",
        f"/picture/trip%2Fa.jpg?{QUERY}",
        f"/picture/trip/%61.jpg?{QUERY}",
        f"/picture/%2e/trip/a.jpg?{QUERY}",
        f"/picture//trip/a.jpg?{QUERY}",
        f"/picture/trip/a.jpg/?{QUERY}",
        f"/picture/trip/a.jpg/info?{QUERY}",
        f"/easel/picture/trip/a.jpg?{QUERY}",
        f"{PATH}?w=800&fit=cover&v=1&signature={SIGNATURE}",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}&v=1",
        f"{PATH}?w=800&signature={SIGNATURE}",
        f"{PATH}?fit=cover&w=800&signature={SIGNATURE}",
        f"{PATH}?w=800&&fit=cover&signature={SIGNATURE}",
        f"{PATH}?w=800&fit=cover&&signature={SIGNATURE}",
        f"{PATH}?&w=800&fit=cover&signature={SIGNATURE}",
        f"{PATH}?w=800&fit=cover&signature={SIGNATURE}&",
        f"{PATH}?w=800&fit=%63over&signature={SIGNATURE}",
        f"{PATH}?w=8%300&fit=cover&signature={SIGNATURE}",
        f"{PATH}?w=800;fit=cover&signature={SIGNATURE}",
        f"{PATH}?W=800&fit=cover&signature={SIGNATURE}",
        # with an end that is not the signed one
        f"{PATH}?w=800&fit=cover&expires={NOW + 60}&signature={SIGNATURE}",
        ENDING.replace(f"expires={NOW + 60}", f"expires={NOW + 61}"),
        ENDING.replace(f"&expires={NOW + 60}", ""),
        ENDING.replace(f"expires={NOW + 60}", f"expires=0{NOW + 60}"),
        ENDING.replace("expires", "Expires"),
        ENDING + f"&expires={NOW + 600}",
        ENDING.replace("w=800", f"expires={NOW + 600}"),
    ],
)
def test_an_address_that_was_not_signed_is_refused(target: str) -> None:
    with pytest.raises(Forbidden) as caught:
        check(target)
    assert "signature" in (caught.value.description or "")
    assert SIGNATURE not in (caught.value.description or "")


@pytest.mark.parametrize("key", [KEY[:-1], KEY[1:], KEY + b"0", KEY.upper(), OTHER, b"", b"\0"])
def test_a_signature_of_another_key_is_refused(key: bytes) -> None:
    with pytest.raises(Forbidden):
        check(Signer((key,)).sign("/picture/a.jpg"))


def test_the_first_key_signs_and_each_is_accepted() -> None:
    turned = Signer((OTHER, KEY))
    check(SIGNED, turned)
    assert turned.sign("/picture/a.jpg") == Signer((OTHER,)).sign("/picture/a.jpg")
    with pytest.raises(Forbidden):
        check(SIGNED, Signer((OTHER,)))


def test_a_signed_address_ends_when_it_says() -> None:
    expiry = check(ENDING)
    assert expiry == Expiry(NOW + 60)
    assert [seconds_left(expiry, now) for now in (NOW, NOW + 59, NOW + 60, NOW + 99)] == [
        60,
        1,
        0,
        0,
    ]
    assert check(ENDING, now=NOW + 59) == expiry
    with pytest.raises(Forbidden, match="has expired"):
        check(ENDING, now=NOW + 60)


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", "-1", "+1", "1.5", "1e9", " 1", "1_0", "0x1", "1" * 13, "9" * 5000),
        *("%D9%A1%D9%A9", "\xb2", "%31900000000", "1900000000%0A"),
        *("1900000000&expires=1900000000", "1900000000&%65xpires=1900000001"),
    ],
)
def test_an_end_that_is_none_is_named_although_it_is_signed(value: str) -> None:
    query = f"expires={value}"
    signature = hmac.digest(KEY, f"/picture/a.jpg?{query}".encode("latin-1"), sha256)
    text = urlsafe_b64encode(signature).decode().rstrip("=")
    with pytest.raises(InvalidParameter, match="expires"):
        check(f"/picture/a.jpg?{query}&signature={text}")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        (f"expires={NOW + 60}", "expires"),
        ("w=8&expires", "expires"),
        ("%65xpires=1", "expires"),
        (QUERY, "signature"),
        ("signature=", "signature"),
        ("signatur%65=x", "signature"),
        (f"expires=1&signature={SIGNATURE}", "signature"),
    ],
)
def test_without_keys_nobody_is_told_that_an_address_ends(query: str, name: str) -> None:
    with pytest.raises(InvalidParameter, match="SIGNING_KEYS is not set") as caught:
        check(f"/picture/a.jpg?{query}", Signer(()))
    assert caught.value.name == name


@pytest.mark.parametrize("query", ["", "w=8", "Signature=x", "signature[]=x", "w=8;expires=1"])
def test_without_keys_nothing_needs_to_be_signed(query: str) -> None:
    assert check(f"/picture/a.jpg?{query}", Signer(())) is None


TEXTS = st.text(st.characters(exclude_characters="#", exclude_categories=["Cc", "Cs"]), max_size=30)
PATHS = TEXTS.map(lambda text: "/picture/" + text.replace("?", ""))
QUERIES = TEXTS.filter(lambda text: "signature" not in text and "expires" not in text)
ON_THE_WIRE = frozenset(string.ascii_letters + string.digits + "-._~/?:@!$&'()*+,;=%[]")


@given(PATHS, QUERIES, st.none() | st.integers(NOW + 1, LATEST))
def test_whatever_is_signed_is_accepted_as_it_goes_over_the_wire(
    path: str, query: str, expires: int | None
) -> None:
    signed = SIGNER.sign(f"{path}?{query}", expires)
    assert set(signed) <= ON_THE_WIRE
    assert check(signed) == (None if expires is None else Expiry(expires))


@given(st.data())
def test_one_other_byte_is_refused(data: st.DataObject) -> None:
    signed = data.draw(st.sampled_from([SIGNED, ENDING]))
    place = data.draw(st.integers(1, len(signed) - 1))
    byte = data.draw(st.characters(max_codepoint=255).filter(lambda one: one != signed[place]))
    with pytest.raises((Forbidden, InvalidParameter)):
        check(signed[:place] + byte + signed[place + 1 :])


@given(st.binary(max_size=80))
def test_no_query_breaks_the_check(query: bytes) -> None:
    with pytest.raises(Forbidden):
        SIGNER.check("/picture/a.jpg", query, NOW)
