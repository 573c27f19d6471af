import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endpoint.badge.readme.carry import Service
from endpoint.badge.readme.find import Syntax
from endpoint.badge.readme.rewrite import Rewriting, rewrite

NEW = "https://badges.example.org"

MARKDOWN = """\
# Acme [![NPM](https://img.shields.io/npm/v/acme.svg?style=flat)](https://example.org/acme)

[![Build Status](https://img.shields.io/badge/build-passing-brightgreen.svg)](https://ci.example.org "CI")
[![License: MIT](https://img.shields.io/badge/License-MIT-yellow.svg)](https://example.org/MIT)
![made-with-python](https://img.shields.io/badge/Made%20with-Python-1f425f.svg)
[![PRs Welcome](https://img.shields.io/badge/PRs-welcome-brightgreen.svg?style=flat-square)](http://example.org)
[![code style: black](https://img.shields.io/badge/code%20style-black-000000.svg)](https://example.org/black)
![old](http://img.shields.io/:license-mit-blue.svg) ![relative](//img.shields.io/badge/a-b-red)
[![Downloads][downloads]][link] ![Chat] ![Stars](https://img.shields.io/github/stars/acme/acme?style=social)

<p align="center">
  <a href="https://img.shields.io/badge/not-an_image-red"><img alt="Python" src="https://img.shields.io/badge/-Python-3776AB?style=for-the-badge&amp;logo=python&amp;logoColor=white" /></a>
  <img src='https://img.shields.io/badge/React-20232A?style=for-the-badge&logo=react&logoColor=61DAFB'>
  <picture><source srcset="https://img.shields.io/badge/a-dark-black 1x, https://img.shields.io/badge/a-dark-black?v=2 2x"></picture>
</p>

![escaped](https://img.shields.io/badge/snake\\_case-a\\(b\\)-red?style=flat&amp;v=1)
![angled](<https://img.shields.io/badge/with space-b-red> "Title")
![brackets](https://img.shields.io/badge/f(x)-ok-green "(f)")

Write `![](https://img.shields.io/badge/in-code-red)` or

```md
![Build](https://img.shields.io/badge/in-a_block-red)
```

<!-- ![gone](https://img.shields.io/badge/commented-out-red) -->
See https://shields.io/badges and [shields](https://img.shields.io/).

[downloads]: https://img.shields.io/badge/dynamic/json.svg?label=downloads&query=$.total&uri=https%3A%2F%2Fapi.example.org%2Fdownloads "All"
[chat]: https://img.shields.io/badge/chat-on%20discord-7289da.svg
[unused]: https://img.shields.io/badge/un-used-red
[link]: https://example.org
"""  # noqa: E501 - as READMEs are

REWRITTEN = {
    "build-passing-brightgreen.svg": "/badge/build-passing-brightgreen.svg",
    "License-MIT": "/badge/License-MIT-yellow.svg",
    "Made%20with": "/badge/Made%20with-Python-1f425f.svg",
    "PRs-welcome": "/badge/PRs-welcome-brightgreen.svg?style=flat-square",
    "code%20style": "/badge/code%20style-black-000000.svg",
    ":license-mit": "/badge/license-mit-blue.svg",
    "badge/a-b-red": "/badge/a-b-red",
    "-Python-3776AB": "/badge/-Python-3776AB?style=for-the-badge"
    "&amp;logo=python&amp;logoColor=white",
    "React": "/badge/React-20232A?style=for-the-badge&logo=react&logoColor=61DAFB",
    "a-dark-black": "/badge/a-dark-black",
    "a-dark-black?v=2": "/badge/a-dark-black?v=2",
    "snake": "/badge/snake_case-a%28b%29-red?style=flat&amp;v=1",
    "with space": "/badge/with space-b-red",
    "f(x)": "/badge/f(x)-ok-green",
    "dynamic": "/badge/dynamic/json.svg?label=downloads&query=$.total"
    "&uri=https%3A%2F%2Fapi.example.org%2Fdownloads",
    "discord": "/badge/chat-on%20discord-7289da.svg",
}

KEPT = [
    (1, "'npm' is asked"),
    (9, "'github' is asked"),
    (12, "no image that is understood here"),
    (21, "in code"),
    (24, "in a code block"),
    (27, "in a comment"),
    (28, "no image that is understood here"),
    (32, "no image that is understood here"),
]


def restored(rewriting: Rewriting) -> str:
    """Undo all changes."""
    text, at = rewriting.text, 0
    for change in rewriting.changes:
        at = text.index(change.new, at)
        text = text[:at] + change.old + text[at + len(change.new) :]
        at += len(change.old)
    return text


def test_a_readme_in_markdown_is_rewritten(service: Service) -> None:
    result = rewrite(MARKDOWN, Syntax.MARKDOWN, service)
    assert [change.new for change in result.changes] == [NEW + new for new in REWRITTEN.values()]
    assert all(part in change.old for part, change in zip(REWRITTEN, result.changes, strict=True))
    assert [each.line for each in result.kept] == [line for line, _ in KEPT]
    for each, (_, reason) in zip(result.kept, KEPT, strict=True):
        assert each.reason.startswith(reason)
    assert restored(result) == MARKDOWN


def test_lines_are_told_as_editors_count_them(service: Service) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = MARKDOWN.replace("\n", end)
        result = rewrite(text, Syntax.MARKDOWN, service)
        lines = text.split(end)
        for change in result.changes:
            assert change.old in lines[change.line - 1]


@pytest.mark.parametrize(
    ("syntax", "text", "new"),
    [
        (
            Syntax.RST,
            "|b|\n\n.. |b| image:: https://img.shields.io/badge/a-b-red.svg\n   :target: https://x.example\n",
            f"|b|\n\n.. |b| image:: {NEW}/badge/a-b-red.svg\n   :target: https://x.example\n",
        ),
        (
            Syntax.RST,
            ".. image:: https://img.shields.io/badge/a-b-red?x=1&amp;y=2\n",
            f".. image:: {NEW}/badge/a-b-red?x=1&amp;y=2\n",
        ),
        (
            Syntax.ASCIIDOC,
            "image:https://img.shields.io/badge/a-b-red.svg[Build,link=https://x.example]",
            f"image:{NEW}/badge/a-b-red.svg[Build,link=https://x.example]",
        ),
        (
            Syntax.HTML,
            "<img src=https://img.shields.io/badge/a-b-red?style=popout&v=1>",
            f"<img src={NEW}/badge/a-b-red?style=flat&v=1>",
        ),
        (
            Syntax.HTML,
            '<img src="https://img.shields.io/badge/say &quot;hi&quot;-b-red">',
            f'<img src="{NEW}/badge/say%20%22hi%22-b-red">',
        ),
        (
            Syntax.MARKDOWN,
            "\ufeff![a](https://img.shields.io/badge/a-b-red)\r\n",
            f"\ufeff![a]({NEW}/badge/a-b-red)\r\n",
        ),
        (
            Syntax.MARKDOWN,
            "![a](https://img.shields.io/badge/a-b-red?copy=1&copy=2&reg)",
            f"![a]({NEW}/badge/a-b-red?copy=1&copy=2&reg)",
        ),
    ],
)
def test_an_address_is_written_as_its_place_wants_it(
    syntax: Syntax, text: str, new: str, service: Service
) -> None:
    assert rewrite(text, syntax, service).text == new


def test_an_address_in_an_address_is_not_rewritten_twice(service: Service) -> None:
    inner = "https://img.shields.io/badge/c-d-red"
    text = f"![a](https://img.shields.io/badge/a-b-red?<img/src={inner}>)"
    result = rewrite(text, Syntax.MARKDOWN, service)
    assert result.text == text.replace("https://img.shields.io/badge/a", f"{NEW}/badge/a")
    assert restored(result) == text


def test_an_image_of_another_host_that_names_shields_is_no_concern(service: Service) -> None:
    text = "![a](https://proxy.example.org/?u=https://img.shields.io/badge/a-b-red)"
    assert rewrite(text, Syntax.MARKDOWN, service) == Rewriting(text, (), ())


pieces = st.one_of(
    st.sampled_from(
        [
            "![a](https://img.shields.io/badge/a-b-red)",
            '![a](https://img.shields.io/badge/a-b-blu?style=popout "t")',
            "![a](https://img.shields.io/npm/v/x)",
            "![a](<https://img.shields.io/badge/a b-c-red?x=1&amp;y=2>)",
            "![x]",
            "\n[x]: https://img.shields.io/badge/a--b-c_d-red\n",
            '<img src="https://img.shields.io/:a-b-blu.svg?q=&quot;&amp;maxAge=3">',
            "\n.. image:: https://img.shields.io/badge/a-b-red\n",
            "image:https://img.shields.io/badge/a-b-red[x]",
            "https://img.shields.io/badge/a-b-red",
            "```\n",
            "`",
            "<!--",
            "-->",
            "    ",
            "\n",
            "\r\n",
            "\r",
            "\ufeff",
            "\x85\u2028",
        ]
    ),
    st.text(max_size=5),
)


@given(st.lists(pieces, max_size=12).map("".join), st.sampled_from(Syntax))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_nothing_but_addresses_changes_and_once_is_enough(
    service: Service, text: str, syntax: Syntax
) -> None:
    result = rewrite(text, syntax, service)
    assert restored(result) == text
    again = rewrite(result.text, syntax, service)
    assert (again.text, again.changes) == (result.text, ())
    assert [each.address for each in again.kept] == [each.address for each in result.kept]
    assert all("shields.io" in change.old for change in result.changes)
    assert all("shields.io" not in change.new for change in result.changes)
