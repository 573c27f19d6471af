import pytest

from source.errors import Unreadable
from source.query.charsets import decode


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        (b"", None, ""),
        (b"a", None, "a"),
        (b"\xc3\xb6", None, "ö"),
        (b"\xc3\xb6", "UTF-8", "ö"),
        (b"\xf6", "ISO-8859-1", "ö"),
        (b"\xf6", "latin1", "ö"),
        (b"\x93a\x94", "windows-1252", "“a”"),
        (b"\xef\xbb\xbf\xc3\xb6", None, "ö"),
        (b"\xef\xbb\xbf\xc3\xb6", "latin1", "ö"),
        ("ö".encode("utf-16"), None, "ö"),
        ("ö".encode("utf-16"), "utf-16", "ö"),
        ("ö".encode("utf-16-be"), "utf-16be", "ö"),
        ("ö".encode("utf-32"), None, "ö"),
        ("導入".encode("shift_jis"), "Shift_JIS", "導入"),
        ("導入".encode("euc-jp"), "EUC-JP", "導入"),
        ("导入".encode("gbk"), "GBK", "导入"),
        ("вход".encode("koi8-r"), "KOI8-R", "вход"),
    ],
)
def test_a_charset_is_the_marks_the_senders_or_utf_8(
    body: bytes, charset: str | None, text: str
) -> None:
    assert decode(body, charset) == text


@pytest.mark.parametrize(
    ("body", "charset", "said"),
    [
        (b"ok \xff", None, "said to be utf-8, which byte 3 is not"),
        (b"\xef\xbb\xbf\xff", None, "said to be utf-8, which byte 3 is not"),
        (b"\xc3\xb6", "us-ascii", "said to be us-ascii, which byte 0 is not"),
        (b"a", "utf-16", "said to be utf-16, which byte 0 is not"),
        (b"a", "no-such-charset", "'no-such-charset' is not known"),
        (b"a", "", ""),
        (b"a", "x" * 5000, "is not known"),
        (b"a", "utf\08", "is not known"),
        (b"a", "\ud800", "is not known"),
    ],
)
def test_a_wrong_charset_is_named(body: bytes, charset: str | None, said: str) -> None:
    if not said:
        assert decode(body, charset) == "a"
        return
    with pytest.raises(Unreadable, match=said) as caught:
        decode(body, charset)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "charset", ["zlib", "bz2", "hex", "rot13", "punycode", "idna", "unicode_escape", "utf-7",
                "raw_unicode_escape", "undefined", "base64", "uu", "quopri"],
)  # fmt: skip
def test_codecs_that_hold_no_documents_are_unknown(charset: str) -> None:
    with pytest.raises(Unreadable, match="is not known"):
        decode(b"a", charset)
