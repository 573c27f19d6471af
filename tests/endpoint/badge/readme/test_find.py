import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint.badge.readme.find import Syntax, find_images


def found(text: str, syntax: Syntax) -> list[str]:
    return [text[start:end] for start, end, _ in find_images(text, syntax).images]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("![a](x.svg)", ["x.svg"]),
        ('![a](x.svg "Title (1)")', ["x.svg"]),
        ("![a]( x.svg )", ["x.svg"]),
        ("![a](\nx.svg)", ["x.svg"]),
        ("![a](<x y.svg>)", ["x y.svg"]),
        ("![a](x(1)(2).svg)", ["x(1)(2).svg"]),
        (r"![a](x\).svg)", [r"x\).svg"]),
        ("[![a](x.svg)](y.html)", ["x.svg"]),
        ("![a [b] c](x.svg)", ["x.svg"]),
        ("![a `]` c](x.svg)", ["x.svg"]),
        ("![](x.svg)![](y.svg)", ["x.svg", "y.svg"]),
        ("> ![a](x.svg)\n> - ![b](y.svg)", ["x.svg", "y.svg"]),
        ("| ![a](x.svg) | ![b](y.svg) |", ["x.svg", "y.svg"]),
        ("![a][b]\n\n[b]: x.svg", ["x.svg"]),
        ("![a][B  c]\n\n[b C]: <x.svg> 'T'", ["x.svg"]),
        ("![b][]\n\n[b]: x.svg", ["x.svg"]),
        ("![b]\n\n[b]:\n  x.svg", ["x.svg"]),
        ("[![b]](y)\n\n[b]: x.svg", ["x.svg"]),
        ("![b] (c)\n\n[b]: x.svg", ["x.svg"]),
        ("- item\n\n    ![a](x.svg)", ["x.svg"]),
        ("1. item\n   - deeper\n\n     ![a](x.svg)", ["x.svg"]),
        ('<p align="center">\n    <img src="x.svg">\n</p>', ["x.svg"]),
        ("<img alt='a > b' src='x.svg'/>", ["x.svg"]),
        ("<IMG\n  ALT=a\n  SRC = x.svg>", ["x.svg"]),
        ('<img alt="`" src="x.svg"> `', ["x.svg"]),
        ('<img src=" x.svg ">', ["x.svg"]),
        (
            '<source srcset="x.svg 1x, y,z.svg 2x"><img srcset="u.svg,v.svg 2x">',
            ["x.svg", "y,z.svg", "u.svg,v.svg"],
        ),
        ("```\n![a](x.svg)\n```\n![b](y.svg)", ["y.svg"]),
    ],
)
def test_images_are_found_in_markdown(text: str, addresses: list[str]) -> None:
    assert found(text, Syntax.MARKDOWN) == addresses


@pytest.mark.parametrize(
    "text",
    [
        "[a](x.svg)",
        "[a]: x.svg",
        "[a][b]\n\n[b]: x.svg",
        "[^1]: x.svg\n\n![a][^1]",
        "<https://example.org/x.svg> and https://example.org/x.svg",
        r"\![a](x.svg)",
        r"!\[a](x.svg)",
        "![a](",
        "![a]()",
        "![a](x.svg",
        "![a](x(.svg)",
        "![a\n\n](x.svg)",
        "`![a](x.svg)`",
        "``![a](x.svg) ` ``",
        "```md\n![a](x.svg)\n```",
        "~~~\n```\n![a](x.svg)\n~~~",
        "````\n```\n![a](x.svg)\n````",
        "- ```\n  ![a](x.svg)\n  ```",
        "> ```\n> ![a](x.svg)\n> ```",
        "```\n![a](x.svg)",
        "text\n\n    ![a](x.svg)\n\n    ![b](x.svg)",
        "\t![a](x.svg)",
        "- item\n\n        ![a](x.svg)",
        "- item\n\ntext\n\n    ![a](x.svg)",
        "<!-- ![a](x.svg) -->",
        '<!--\n\n<img src="x.svg">',
        '<a href="x.svg">',
        '<img data-src="x.svg">',
        '<imgs src="x.svg">',
    ],
)
def test_what_shows_no_image_in_markdown_is_not_found(text: str) -> None:
    assert found(text, Syntax.MARKDOWN) == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (".. image:: x.svg\n   :target: y.html", ["x.svg"]),
        (".. |build| image:: x.svg\n   :alt: a", ["x.svg"]),
        (".. figure:: x.svg", ["x.svg"]),
        (".. image::\n   x.svg", ["x.svg"]),
        ("* - .. image:: x.svg", ["x.svg"]),
        (".. raw:: html\n\n   <p>\n   <img\n     src='x.svg'>\n\n<img src='y.svg'>", ["x.svg"]),
        (".. py:function:: f\n\n   .. image:: x.svg", ["x.svg"]),
        ("::\n\n   .. image:: x.svg\n\n.. image:: y.svg", ["y.svg"]),
        ("Like this::\n\n   .. image:: x.svg", []),
        (".. code-block:: rst\n\n   .. image:: x.svg", []),
        ("..\n   .. image:: x.svg", []),
        (".. not shown\n   .. image:: x.svg", []),
        (".. _build: x.svg", []),
        ("`build <x.svg>`_", []),
        ("text .. image:: x.svg", []),
    ],
)
def test_images_are_found_in_restructuredtext(text: str, addresses: list[str]) -> None:
    assert found(text, Syntax.RST) == addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("image:x.svg[Build]", ["x.svg"]),
        ("image::x.svg[Build,link=y.html]", ["x.svg"]),
        ("image:x.svg[] image:y.svg[b]", ["x.svg", "y.svg"]),
        ("link:y.html[image:x.svg[Build]]", ["x.svg"]),
        ("++++\n<img src='x.svg'>\n++++\nimage:y.svg[]", ["y.svg", "x.svg"]),
        ("Title\n-----\nimage:x.svg[]", ["x.svg"]),
        ("----\nimage:x.svg[]\n----\nimage:y.svg[]", ["y.svg"]),
        ("....\nimage:x.svg[]\n....", []),
        ("```asciidoc\nimage:x.svg[]\n```", []),
        ("////\nimage:x.svg[]\n////", []),
        ("// image:x.svg[]", []),
        ("x.svg[Build]", []),
        ("myimage:x.svg[]", []),
    ],
)
def test_images_are_found_in_asciidoc(text: str, addresses: list[str]) -> None:
    assert sorted(found(text, Syntax.ASCIIDOC)) == sorted(addresses)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("<img src='x.svg'>", ["x.svg"]),
        ("    <img src='x.svg'>", ["x.svg"]),
        ("<!-- <img src='x.svg'> --><img src='y.svg'>", ["y.svg"]),
        ("![a](x.svg)", []),
    ],
)
def test_images_are_found_in_html(text: str, addresses: list[str]) -> None:
    assert found(text, Syntax.HTML) == addresses


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("README", Syntax.MARKDOWN),
        ("README.md", Syntax.MARKDOWN),
        ("docs/README.RST", Syntax.RST),
        ("a.adoc", Syntax.ASCIIDOC),
        ("index.html", Syntax.HTML),
        ("-", Syntax.MARKDOWN),
    ],
)
def test_a_file_s_name_says_its_syntax(name: str, syntax: Syntax) -> None:
    assert Syntax.of(name) is syntax


SIGNS = r"""
    ![ [ ] ]( ) ( < > <img <!-- --> src=" ' " \ ` `` ``` ~~~ ---- :: .. image:: image: [] | * - >
    x.svg //img.shields.io/badge/a-b-red
""".split()  # noqa: SIM905 - a list of words reads best as words
pieces = st.sampled_from([*SIGNS, "\n", "\n\n", "    ", "\t", " ", "\r\n", "\r"])


@given(st.lists(pieces, max_size=40).map("".join), st.sampled_from(Syntax))
def test_what_is_found_lies_in_the_text_and_in_order(text: str, syntax: Syntax) -> None:
    there = find_images(text, syntax)
    for parts in (there.images, there.hidden):
        assert all(0 <= part.start <= part.end <= len(text) for part in parts)
        assert [part.start for part in parts] == sorted(part.start for part in parts)
    assert all(
        one.end <= other.start for one, other in zip(there.hidden, there.hidden[1:], strict=False)
    )


@pytest.mark.parametrize(
    "piece",
    ["![](", "![](()", "[", "![", "<img ", "<img a='", '<img a="', "<!--", "`", "` `` ``` ",
     "[a\n", "- ", "> ", ".. ", "image:", "::\n ", "----\n", "\\", "<", "&#", "[[]](", "[a]:"],
)  # fmt: skip
@pytest.mark.no_cover  # to count each of a million steps takes three times their time
@pytest.mark.parametrize("syntax", Syntax)
def test_a_long_text_is_read_in_time_proportional_to_its_length(piece: str, syntax: Syntax) -> None:
    """A quadratic reader would take minutes; nothing is measured."""
    find_images(piece * (120_000 // len(piece)), syntax)
