"""XMP as writers write it, and as nobody should."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.decode.xmp import LONGEST_XMP, Property, read_xmp
from tests.camera_files import packet

DC, NAMES = "http://purl.org/dc/elements/1.1/", "u" * 400_000
TITLE = {"dc:title": Property(["A"])}


@pytest.mark.parametrize(
    ("elements", "attributes"),
    [
        ("<dc:title>A</dc:title>", ""),
        ("", 'dc:title="A"'),
        ("<dc:title> A\n</dc:title>", ""),
        ("<dc:title><![CDATA[A]]></dc:title>", ""),
        ("<dc:title>&#65;</dc:title>", ""),
        (f'<t:title xmlns:t="{DC}">A</t:title>', ""),
        (f'<title xmlns="{DC}">A</title>', ""),
        ("<dc:title>A</dc:title><dc:title>B</dc:title>", ""),
        ("<dc:title>A</dc:title><!-- a --><?b c?>", ""),
        # What describes another picture, or is of a namespace that nobody knows.
        ('<drone:all><rdf:Description dc:title="B"/></drone:all><dc:title>A</dc:title>', ""),
        ("<drone:all><dc:title>B</dc:title></drone:all><dc:title>A</dc:title>", ""),
        ('<dc:title>A</dc:title><dc:title xmlns:dc="urn:other">B</dc:title>', 'drone:title="C"'),
        ('<a:b xmlns:a="urn:a"/><dc:title>A</dc:title>', 'title="B"'),
    ],
    ids=range(13),
)
def test_a_title_is_read_however_it_is_written(elements: str, attributes: str) -> None:
    assert read_xmp(packet(elements, attributes)) == TITLE


def test_lists_languages_and_structures_are_told_apart() -> None:
    found = read_xmp(
        packet(
            "<dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li/><rdf:li>B</rdf:li></rdf:Seq></dc:creator>"
            "<dc:rights><rdf:Alt><rdf:li xml:lang='de'>C</rdf:li>"
            "<rdf:li xml:lang='x-default'>D</rdf:li></rdf:Alt></dc:rights>"
            "<dc:source rdf:parseType='Resource'><dc:title>E</dc:title></dc:source>"
            "<dc:type><rdf:Description dc:title='F'/></dc:type>"
        )
    )
    assert found == {
        "dc:creator": Property(["A", "B"], is_list=True),
        "dc:rights": Property(["C", "D"], default="D"),
        "dc:source": Property(parts={"dc:title": "E"}),
        "dc:type": Property(parts={"dc:title": "F"}),
    }
    assert [found[name].text for name in found] == ["A", "D", "", ""]


def test_other_encodings_are_read() -> None:
    text = packet("<dc:title>A</dc:title>").decode()
    assert read_xmp(text.encode("utf-16")) == TITLE


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<a/>" * 40_000, id="many elements"),
        pytest.param("<a>" * 100 + "</a>" * 100, id="deep"),
        pytest.param(
            "<a " + " ".join(f'a{at}="b"' for at in range(40_000)) + "/>", id="many attributes"
        ),
    ],
)
def test_of_more_than_any_writer_writes_nothing_is_believed(body: str) -> None:
    assert read_xmp(packet("<dc:title>A</dc:title>" + body)) == {}
    half = body[: len(body) // 2] if body.startswith("<a/>") else ""
    assert read_xmp(packet("<dc:title>A</dc:title>" + half)) == TITLE


def test_properties_are_counted() -> None:
    names = "".join(f"<dc:a{at}>B</dc:a{at}>" for at in range(3000))
    assert len(read_xmp(packet(names))) == 2000


@pytest.mark.parametrize(
    "body",
    [
        # A parser that knows namespaces makes 12 GB of the first, and takes half a minute for it.
        pytest.param(
            f'<q:a xmlns:q="{NAMES}" ' + " ".join(f'q:a{at}="b"' for at in range(30_000)) + "/>",
            id="a long namespace for attributes",
        ),
        pytest.param(
            f'<a xmlns="{NAMES}">' + "<b/>" * 30_000 + "</a>", id="a long namespace for elements"
        ),
        pytest.param(
            "<a "
            + " ".join(f'xmlns:a{at}="b"' for at in range(20_000))
            + ">"
            + "<b xmlns:c='d'/>" * 9_000
            + "</a>",
            id="many namespaces",
        ),
    ],
)
def test_namespaces_cost_little(body: str) -> None:
    start = time.perf_counter()
    assert read_xmp(packet("<dc:title>A</dc:title>" + body)) == TITLE
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"no xml",
        packet()[:-40],
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + packet("<dc:title>&b;</dc:title>"),
        packet("<dc:title>&b;</dc:title>"),
        packet("<nobody:title>A</dc:title>"),
        b'<?xml version="1.0" encoding="nonsense"?>' + packet("<dc:title>A</dc:title>"),
        packet("<dc:title>A</dc:title>").ljust(LONGEST_XMP + 1),
    ],
    ids=range(8),
)
def test_broken_packets_say_nothing(broken: bytes) -> None:
    assert read_xmp(broken) == {}


@given(st.data())
def test_no_packet_raises(data: st.DataObject) -> None:
    body = bytearray(packet("<dc:subject><rdf:Bag><rdf:li>A</rdf:li></rdf:Bag></dc:subject>"))
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read_xmp(bytes(body)), dict)
