from pathlib import Path

import pytest

from source.errors import BadQuery, NoMatch, Unreadable
from source.query import Kind, Query
from source.query.languages import answer

FILES = Path(__file__).parents[1] / "files"
CATALOGUE = (FILES / "plain/catalogue.xml").read_bytes()
POM = (FILES / "java/pom.xml").read_bytes()


def ask(body: bytes, path: str, charset: str | None = None) -> str:
    return answer(body, charset, Query(Kind.XML, path))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("//title", "Café crème"),
        ("/catalogue/title/text()", "Café crème"),
        ("//cup/@size", "small, large"),
        ("//cup[@size='large']/p:price", "2.40"),
        ("//p:price", "1.10, 2.40"),
        ("//cup[p:price > 2]/@size", "large"),
        ("string(//title)", "Café crème"),
        ("count(//cup)", "2"),
        ("sum(//p:price)", "3.5"),
        ("1 div 3", "0.3333333333333333"),
        ("1000000 * 1000000", "1000000000000"),
        ("-7", "-7"),
        ("boolean(//cup)", "true"),
        ("count(//cup) > 5", "false"),
        ("name(/*)", "catalogue"),
        ("concat('v', //p:price)", "v1.10"),
        ("//markup", "one three"),
        ("//markup/comment()", "two"),
        ("//cdata", "a < b & c"),
        ("(//cup)[last()]/@size", "large"),
    ],
)
def test_an_xpath_finds_texts_attributes_numbers_and_booleans(path: str, text: str) -> None:
    assert ask(CATALOGUE, path) == text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("//missing", "finds nothing"),
        ("//empty", "finds an empty text"),
        ("string(//missing)", "finds an empty text"),
        ("//cup", "holds elements"),
        ("/", "holds elements|finds nothing"),
        ("/*", "holds elements"),
        ("number(//title)", "no number"),
        ("1 div 0", "no number"),
    ],
)
def test_an_xpath_to_nothing_or_to_a_subtree_is_no_match(path: str, said: str) -> None:
    with pytest.raises(NoMatch, match=said):
        ask(CATALOGUE, path)


@pytest.mark.parametrize(
    "path",
    ["", "  ", "//", "//a[", "a b", "$x", "q:a", "re:test('a', 'a')", "nothing()", "document('x')",
     "(" * 33 + "1" + ")" * 33, "a\0b", "//" + "a" * 1024],
)  # fmt: skip
def test_what_is_no_xpath_is_a_bad_query(path: str) -> None:
    with pytest.raises(BadQuery, match="accepted: "):
        ask(CATALOGUE, path)


def test_a_default_namespace_is_passed_by_its_local_name() -> None:
    with pytest.raises(NoMatch):
        ask(POM, "/project/version")
    assert ask(POM, "/*/*[local-name()='version']") == "4.1.0-SNAPSHOT"


def test_the_charset_is_the_senders_or_the_declarations() -> None:
    assert ask(CATALOGUE, "//title", "ISO-8859-1") == "Café crème"
    assert ask("<a>größe</a>".encode("utf-16"), "/a") == "größe"
    declared = '<?xml version="1.0" encoding="ISO-8859-1"?><a>größe</a>'.encode()
    assert ask(declared, "/a", "utf-8") == "größe"
    with pytest.raises(Unreadable, match="said to be utf-8, which byte"):
        ask(CATALOGUE, "//title", "utf-8")


LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "no XML: see line 1"),
        (b"text", "no XML: see line 1, column"),
        (b"<a>\n<b></a>", "no XML: see line 2"),
        (b"<a>\xff</a>", "no XML"),
        (b'<?xml version="1.0" encoding="x-none"?><a/>', "no XML"),
        (b"<a>&undeclared;</a>", "no XML"),
        (b"<a>" * 100_000, "no XML"),
        (f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>'.encode(), "no XML|declares"),
        (f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a b="&l9;"/>'.encode(), "no XML|declares"),
        (b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><a/>', "declares|no XML"),
    ],
)
def test_a_broken_document_is_unreadable(body: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        ask(body, "/a")


def test_no_document_can_read_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    entity = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><a>&e;</a>'
    with pytest.raises(Unreadable, match="declares entities"):
        ask(entity.encode(), "/a")
    included = (
        '<a xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<xi:include href="{secret.as_uri()}" parse="text"/></a>'
    )
    with pytest.raises(NoMatch):
        ask(included.encode(), "/a")
    with pytest.raises(BadQuery):
        ask(b"<a/>", f"document('{secret.as_uri()}')")
    dtd = tmp_path / "a.dtd"
    dtd.write_text('<!ATTLIST a hidden CDATA "hidden"><!ENTITY e "hidden">')
    with pytest.raises(NoMatch):
        ask(f'<!DOCTYPE a SYSTEM "{dtd.as_uri()}"><a/>'.encode(), "/a/@hidden")


def test_a_doctype_alone_is_passed_over() -> None:
    assert ask(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>1</a>', "/a") == "1"
