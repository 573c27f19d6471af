from pathlib import Path

import pytest

from source.errors import BadQuery, NoMatch, SourceError, Unreadable
from source.query import Kind, Query
from source.query.languages import answer

FILES = Path(__file__).parents[1] / "files"


def ask(name: str, path: str) -> str:
    kind = {".json": Kind.JSON, ".yaml": Kind.YAML, ".toml": Kind.TOML}[Path(name).suffix]
    return answer((FILES / name).read_bytes(), None, Query(kind, path))


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("web/package.json", "$.version", "2.14.0-rc.1"),
        ("web/package.json", "version", "2.14.0-rc.1"),
        ("web/package.json", ".version", "2.14.0-rc.1"),
        ("web/package.json", "  $.version\n", "2.14.0-rc.1"),
        ("web/package.json", "['version']", "2.14.0-rc.1"),
        ("web/package.json", '$["engines"]["node"]', ">=20.11"),
        ("web/package.json", "$.private", "true"),
        ("web/package.json", "$.keywords", "billing, invoice, vat"),
        ("web/package.json", "$.keywords[*]", "billing, invoice, vat"),
        ("web/package.json", "$.keywords[0]", "billing"),
        ("web/package.json", "$.keywords[-1]", "vat"),
        ("web/package.json", "$.keywords[0:2:1]", "billing, invoice"),
        ("web/package.json", "$.keywords.length", "3"),
        ("web/package.json", "$.none.length", "0"),
        ("web/package.json", "$..name", "@acme/billing-web, Ada, Grace, Linus"),
        ("web/package.json", "$.maintainers[?@.count > 2].name", "Ada, Grace"),
        ("web/package.json", "$.maintainers[?(@.name == 'Grace')].count", "3"),
        ("web/package.json", "$.maintainers[?match(@.name, '[A-G].*')].name", "Ada, Grace"),
        ("web/package.json", "$['name', 'version']", "@acme/billing-web, 2.14.0-rc.1"),
        ("web/package.json", "$['license', 'version']", "null, 2.14.0-rc.1"),
        ("web/package.json", "$.budget.gzip", "48.50"),
        ("web/package.json", "$.budget.requests", "12"),
        ("web/package.json", "$.budget.ratio", "1e-3"),
        ("web/package.json", "$.budget[?@ == 48.5]", "48.50"),
        ("web/package.json", "$.notes", "first line second line and a third"),
        ("service/pyproject.toml", "$.project.version", "1.10"),
        ("service/pyproject.toml", "$.project['requires-python']", ">=3.11"),
        ("service/pyproject.toml", "$.project.requires-python", ">=3.11"),
        ("service/pyproject.toml", "$.project.optional-dependencies.test", "pytest>=8, hypothesis"),
        ("service/pyproject.toml", "$.tool.billing.released", "2026-11-21"),
        ("service/pyproject.toml", "$.tool.billing.frozen-at", "2026-11-21T09:30:00+00:00"),
        ("service/pyproject.toml", "$.tool.billing.daily", "07:30:00"),
        ("service/pyproject.toml", "$.tool.billing.rate", "0.10"),
        ("service/pyproject.toml", "$.tool.billing.rounds", "1000"),
        ("old/pyproject.toml", "$.tool.poetry.version", "0.9.3"),
        ("engine/Cargo.toml", "$.workspace.package.version", "3.2.1"),
        ("deploy/Chart.yaml", "$.version", "1.10"),
        ("deploy/Chart.yaml", "$.appVersion", "2.14.0"),
        ("deploy/Chart.yaml", "$.released", "2026-11-21"),
        ("deploy/Chart.yaml", "$.legacy", "on"),
        ("deploy/Chart.yaml", "$.answer", "no"),
        ("deploy/Chart.yaml", "$.octal", "0755"),
        ("deploy/Chart.yaml", "$.ratio", ".5"),
        ("deploy/Chart.yaml", "$.replicas", "3"),
        ("deploy/Chart.yaml", "$.maintainers[?@.count > 7].name", "Grace"),
        ("deploy/Chart.yaml", "$[?@ < 1.2]", "1.10"),
        ("deploy/Chart.yaml", "$.primary.region", "eu-west-1"),
        ("deploy/Chart.yaml", "$.primary.zone", "b"),
        ("deploy/Chart.yaml", "$.mirrors[*].zone", "a, a"),
        ("deploy/Chart.yaml", "$.text", "two lines"),
        ("app/pubspec.yaml", "$.version", "3.7.1+42"),
    ],
)
def test_what_a_path_finds_is_written_as_the_document_writes_it(
    name: str, path: str, text: str
) -> None:
    assert ask(name, path) == text


@pytest.mark.parametrize(
    ("name", "path", "said"),
    [
        ("web/package.json", "$.missing", "finds nothing"),
        ("web/package.json", "$.version.length", "finds nothing"),
        ("web/package.json", "$.license", "finds null"),
        ("web/package.json", "$.empty", "finds an empty text"),
        ("web/package.json", "$.none", "finds nothing"),
        ("web/package.json", "$", "an object, which is no text"),
        ("web/package.json", "$.engines", "an object, which is no text"),
        ("web/package.json", "$.maintainers", "an object, which is no text"),
        ("web/package.json", "$.*", "which is no text"),
        ("engine/member/Cargo.toml", "$.package.version", "an object, which is no text"),
        ("deploy/Chart.yaml", "$.nothing", "finds null"),
        ("deploy/Chart.yaml", "$.mirrors", "an object, which is no text"),
    ],
)
def test_a_path_to_nothing_or_to_a_subtree_is_no_match(name: str, path: str, said: str) -> None:
    with pytest.raises(NoMatch, match=said):
        ask(name, path)


def test_a_result_has_256_characters_at_most() -> None:
    query = Query(Kind.JSON, "$")
    assert answer(b'"' + b"x" * 256 + b'"', None, query) == "x" * 256
    with pytest.raises(NoMatch, match="more than 256 characters"):
        answer(b'"' + b"x" * 257 + b'"', None, query)
    with pytest.raises(NoMatch, match="more than 256 characters"):
        answer(b"[" + b"1," * 300 + b"1]", None, query)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"12", "12"),
        (b'"[1, 2]"', "[1, 2]"),
        (b'"{"', "{"),
        (b"false", "false"),
        (b"-0.0", "-0.0"),
        (b"1E400", "1E400"),
        (b'["a", 1.50, true, null]', "a, 1.50, true, null"),
        (b'"\\ud83d\\ude00 \\ud800"', "\U0001f600 \ufffd"),
        (b'\xef\xbb\xbf"marked"', "marked"),
        ('"größe"'.encode("utf-16"), "größe"),
    ],
)
def test_a_document_may_be_one_value(body: bytes, text: str) -> None:
    assert answer(body, None, Query(Kind.JSON, "$")) == text


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (Kind.JSON, b"", "no JSON: see line 1, column 1"),
        (Kind.JSON, b'{\n "a": }', "no JSON: see line 2, column 7"),
        (Kind.JSON, b'{"a": NaN}', "NaN, which is no number"),
        (Kind.JSON, b"[-Infinity]", "-Infinity, which is no number"),
        (Kind.JSON, b"[" * 100_000, "nested too deep"),
        (Kind.JSON, b'{"a":' * 100_000, "nested too deep"),
        (Kind.JSON, b"9" * 5000, "number that is too long"),
        (Kind.JSON, b"\xff", "said to be utf-8, which byte 0 is not"),
        (Kind.TOML, b"a = ", "no TOML, at line 1, column 5|no TOML, at end of document"),
        (Kind.TOML, b"a = 1\na = 2", "no TOML"),
        (Kind.TOML, b"a = " + b"[" * 100_000, "nested too deep"),
        (Kind.TOML, b"a = 2026-13-41", "no TOML|cannot be read"),
        (Kind.TOML, b"a = " + b"9" * 5000, "cannot be read"),
        (Kind.YAML, b"a: [", "no YAML: see line"),
        (Kind.YAML, b"a: b: c", "no YAML: see line 1, column 5"),
        (Kind.YAML, b"[" * 100_000, "nests deeper than 100"),
        (Kind.YAML, b"a: \x00", "no YAML"),
        (Kind.YAML, b"? [a, b]\n: c", "line 1, has a key that is no text"),
        (Kind.YAML, b"a: *b", "line 1, has an alias to what has not ended, or is not there"),
        (Kind.YAML, b"a: &a [*a]", "has an alias to what has not ended"),
        (Kind.YAML, b"<<: text", "merges what is no map"),
    ],
)
def test_a_broken_document_is_unreadable(kind: Kind, body: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        answer(body, None, Query(kind, "$.a"))


@pytest.mark.parametrize(
    "body",
    [
        b"a: !!python/object/apply:os.system ['true']",
        b"a: !!python/name:os.system",
        b"a: !!python/tuple [1]",
        b"a: !Ref bucket",
        b"a: !!binary aGVsbG8=",
        b"a: !!set {b}",
        b"!!omap [a: b]",
        b"!<tag:example,2026:thing> {a: b}",
    ],
)
def test_yaml_with_a_tag_of_its_own_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable, match="has a tag that is not read"):
        answer(body, None, Query(Kind.YAML, "$.a"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"a: !!str 1.10", "1.10"),
        (b"a: ! true", "true"),
        (b"a: !!float 1.50", "1.50"),
        (b"a: !!seq [1, 2]", "1, 2"),
        (b"a: '1.50'", "1.50"),
        (b"a: true", "true"),
        (b"a: True", "True"),
        (b"a: 1\na: 2", "2"),
        (b"%YAML 1.1\n---\na: 1\n...\n---\na: 2", "1"),
    ],
)
def test_yaml_is_taken_as_written(body: bytes, text: str) -> None:
    assert answer(body, None, Query(Kind.YAML, "$.a")) == text


def yaml_laughs(levels: int, merging: str = "") -> bytes:
    lines = ["a0: &a0 [x, x]" if not merging else "a0: &a0 {k0: x}"]
    for level in range(1, levels):
        many = ", ".join([f"*a{level - 1}"] * 9)
        inner = f"{{<<: [{many}], k{level}: x}}" if merging else f"[{many}]"
        lines.append(f"a{level}: &a{level} {inner}")
    return "\n".join(lines).encode()


@pytest.mark.parametrize("body", [yaml_laughs(30), yaml_laughs(30, merging="<<")])
def test_a_yaml_bomb_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable, match="larger than 500000 values"):
        answer(body, None, Query(Kind.YAML, "$.a0"))


def test_a_tree_that_is_too_deep_for_descent_says_so() -> None:
    body = b'{"a":' * 150 + b"1" + b"}" * 150
    with pytest.raises(Unreadable, match="too deep for a query with"):
        answer(body, None, Query(Kind.JSON, "$..b"))
    assert answer(body, None, Query(Kind.JSON, "$" + ".a" * 150)) == "1"


@pytest.mark.parametrize(
    "path",
    ["", " ", "$.", "$.a[", "a b", "$[?@.a=]", "$.a|$.b", "$[9999999999999999999]", "$[1e999]",
     "$[?@.a == 1e999]", "$[?foo(@)]", "$[?" + "!" * 900 + "@]", "$[" * 33, "$.a\ud800", "$.\0",
     "x" * 1025],
)  # fmt: skip
def test_what_is_no_jsonpath_is_a_bad_query(path: str) -> None:
    with pytest.raises(BadQuery, match="accepted: "):
        answer(b"{}", None, Query(Kind.JSON, path))


def test_errors_do_not_tell_what_a_document_holds() -> None:
    for kind in (Kind.JSON, Kind.YAML, Kind.TOML, Kind.XML):
        for body in (b'{"secret": hidden', b"secret: [hidden", b"<secret>hidden"):
            with pytest.raises(SourceError) as caught:
                answer(body, None, Query(kind, "a"))
            assert "secret" not in str(caught.value)
            assert "hidden" not in str(caught.value)
