"""Files whose name says what they hold, and the queries that find it."""

from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from types import MappingProxyType

from source.query.kinds import Kind, Query

_SUFFIXES = MappingProxyType(
    {
        ".json": Kind.JSON,
        ".yaml": Kind.YAML,
        ".yml": Kind.YAML,
        ".toml": Kind.TOML,
        ".xml": Kind.XML,
        ".pom": Kind.XML,
        ".csproj": Kind.XML,
        ".fsproj": Kind.XML,
        ".vbproj": Kind.XML,
        ".props": Kind.XML,
        ".svg": Kind.XML,
    }
)

_VERSION = "$.version"
_FIRST_LINE = (Query(Kind.REGEX, r"\A\s*(\S[^\r\n]*)", "$1"),)
_COVERAGE = (Query(Kind.COVERAGE, "lines"),)
_JUNIT = (Query(Kind.JUNIT, "summary"),)
# With or without Maven's namespace; a module often has its parent's version.
_MAVEN = (
    Query(Kind.XML, "/*/*[local-name()='version']"),
    Query(Kind.XML, "/*/*[local-name()='parent']/*[local-name()='version']"),
)
_MSBUILD = tuple(
    Query(Kind.XML, f"(/*/*[local-name()='PropertyGroup']/*[local-name()='{name}'])[1]")
    for name in ("Version", "VersionPrefix")
)

# Patterns of a file's name, in lower case; the first that fits counts.
_KNOWN: tuple[tuple[str, tuple[Query, ...]], ...] = (
    ("package.json", (Query(Kind.JSON, _VERSION),)),
    ("composer.json", (Query(Kind.JSON, _VERSION),)),
    (
        "pyproject.toml",
        (Query(Kind.TOML, "$.project.version"), Query(Kind.TOML, "$.tool.poetry.version")),
    ),
    (
        "cargo.toml",
        (Query(Kind.TOML, "$.package.version"), Query(Kind.TOML, "$.workspace.package.version")),
    ),
    ("chart.yaml", (Query(Kind.YAML, _VERSION),)),
    ("pubspec.yaml", (Query(Kind.YAML, _VERSION),)),
    ("pom.xml", _MAVEN),
    ("*.csproj", _MSBUILD),
    ("*.fsproj", _MSBUILD),
    ("*.vbproj", _MSBUILD),
    ("directory.build.props", _MSBUILD),
    ("version", _FIRST_LINE),
    ("version.txt", _FIRST_LINE),
    ("coverage.xml", _COVERAGE),
    ("cobertura*.xml", _COVERAGE),
    ("clover.xml", _COVERAGE),
    ("jacoco*.xml", _COVERAGE),
    ("junit*.xml", _JUNIT),
    ("test-*.xml", _JUNIT),
    ("test_results.xml", _JUNIT),
    ("report.xml", _JUNIT),
)


def default_queries(path: str) -> tuple[Query, ...]:
    """List the queries for a file that is known by its name, to be tried in their order.

    Args:
        path: of the file, parts separated by "/"; the case of its letters does not matter.

    Returns:
        One or more queries; none for a file that is not known.
    """
    name = PurePosixPath(path).name.lower()
    return next((queries for pattern, queries in _KNOWN if fnmatchcase(name, pattern)), ())


def kind_of(path: str) -> Kind:
    """Tell a file's kind by the end of its name: any text is searched with a regex.

    Args:
        path: of the file, parts separated by "/".
    """
    return _SUFFIXES.get(PurePosixPath(path).suffix.lower(), Kind.REGEX)
