from pathlib import Path

import pytest

from source.errors import NoMatch
from source.files import Files
from source.known import default_queries, kind_of
from source.query import Kind, check_query
from source.query.languages import answer

FILES = Path(__file__).parent / "files"


def first(path: str) -> str:
    """Ask a file what its name says, with each query in turn."""
    body = Files(FILES).read(path)
    last = NoMatch("no query")
    for query in default_queries(path):
        try:
            return answer(body, None, query)
        except NoMatch as error:
            last = error
    raise last


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("web/package.json", "2.14.0-rc.1"),
        ("service/pyproject.toml", "1.10"),
        ("old/pyproject.toml", "0.9.3"),
        ("engine/Cargo.toml", "3.2.1"),
        ("engine/core/Cargo.toml", "3.1.0"),
        ("php/composer.json", "v6.3.2"),
        ("deploy/Chart.yaml", "1.10"),
        ("app/pubspec.yaml", "3.7.1+42"),
        ("java/pom.xml", "4.1.0-SNAPSHOT"),
        ("java/module/pom.xml", "7"),
        ("dotnet/Ledger.csproj", "1.2.0"),
        ("plain/VERSION", "1.4.0"),
        ("plain/version.txt", "2026.11"),
        ("report/coverage.xml", "68.75"),
        ("report/cobertura.xml", "93.4"),
        ("report/clover.xml", "93.24"),
        ("report/jacoco.xml", "95"),
        ("report/junit.xml", "3 passed, 2 failed, 1 skipped"),
        ("report/TEST-example.acme.StatementTest.xml", "2 passed, 1 failed, 1 skipped"),
    ],
)
def test_a_known_file_says_its_version_or_figure(path: str, text: str) -> None:
    assert first(path) == text


def test_a_member_of_a_workspace_has_no_version_of_its_own() -> None:
    with pytest.raises(NoMatch):
        first("engine/member/Cargo.toml")


@pytest.mark.parametrize(
    "path",
    ["package.json", "a/b/PACKAGE.JSON", "Version", "cobertura-coverage.xml",
     "jacocoTestReport.xml", "test-results.xml", "junit-web.xml", "Ledger.fsproj",
     "Directory.Build.props"],
)  # fmt: skip
def test_names_are_known_in_any_folder_and_case(path: str) -> None:
    queries = default_queries(path)
    assert queries
    for query in queries:
        check_query(query)


@pytest.mark.parametrize(
    "path",
    ["", "package.json/other", "my-package.json", "version.md", "a.xml", "x.toml"],
)
def test_other_files_are_not_known(path: str) -> None:
    assert default_queries(path) == ()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/b.json", Kind.JSON),
        ("b.YAML", Kind.YAML),
        ("b.yml", Kind.YAML),
        ("b.c.toml", Kind.TOML),
        ("b.xml", Kind.XML),
        ("b.csproj", Kind.XML),
        ("b.txt", Kind.REGEX),
        ("build.gradle", Kind.REGEX),
        (".json", Kind.REGEX),
        ("VERSION", Kind.REGEX),
    ],
)
def test_a_kind_is_told_by_the_end_of_a_name(path: str, kind: Kind) -> None:
    assert kind_of(path) is kind
