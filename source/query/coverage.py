"""Coverage reports in XML: Cobertura's (coverage.py writes it), Clover's and JaCoCo's."""

from decimal import Decimal

from lxml import etree

from source.errors import NoMatch, Unreadable
from source.query.kinds import Query, figure_of
from source.query.markup import children, local_name, read_xml
from source.query.texts import read_decimal

_FIGURES = ("lines", "branches")
_HUNDRED = Decimal(100)
_STEP = Decimal("0.01")

# Figure → the attributes of each format: covered, counted (Clover, Cobertura); a counter's type.
_COBERTURA = {
    "lines": ("lines-covered", "lines-valid", "line-rate"),
    "branches": ("branches-covered", "branches-valid", "branch-rate"),
}
_CLOVER = {
    "lines": ("coveredstatements", "statements"),
    "branches": ("coveredconditionals", "conditionals"),
}
_JACOCO = {"lines": "LINE", "branches": "BRANCH"}


def check(query: Query) -> None:
    """Look for the figure.

    Raises:
        BadExpression: there is no such figure.
    """
    figure_of(query, _FIGURES, "coverage")


def evaluate(body: bytes, charset: str | None, query: Query) -> str:
    """Read a figure of a coverage report.

    Returns:
        Percent with at most two decimals, such as "93.4"; 100 only where nothing is missed, 0
        only where nothing is covered.

    Raises:
        BadExpression: there is no such figure.
        Unreadable: the document is no coverage report that is known.
        NoMatch: the report counts none.
    """
    figure = figure_of(query, _FIGURES, "coverage")
    root = read_xml(body, charset)
    if local_name(root) == "report":
        covered, counted = _jacoco(root, figure)
    elif projects := children(root, "project"):
        covered, counted = _clover(projects[0], figure)
    else:
        covered, counted = _cobertura(root, figure)
    if counted <= 0:
        message = f"the report counts no {figure}"
        raise NoMatch(message)
    return _percent(covered, counted)


def _percent(covered: Decimal, counted: Decimal) -> str:
    if not 0 <= covered <= counted:
        message = "the report says that more is covered than there is"
        raise Unreadable(message)
    share = (covered / counted * _HUNDRED).quantize(_STEP)
    if covered not in (0, counted):
        share = min(max(share, _STEP), _HUNDRED - _STEP)
    return f"{share:f}".rstrip("0").rstrip(".")


def _cobertura(root: etree._Element, figure: str) -> tuple[Decimal, Decimal]:
    covered, counted, rate = _COBERTURA[figure]
    if local_name(root) != "coverage" or rate not in root.attrib:
        message = "the document is no coverage report of Cobertura, Clover or JaCoCo"
        raise Unreadable(message)
    if covered in root.attrib and counted in root.attrib:
        return _number(root, covered), _number(root, counted)
    return _number(root, rate), Decimal(1)


def _clover(project: etree._Element, figure: str) -> tuple[Decimal, Decimal]:
    covered, counted = _CLOVER[figure]
    metrics = children(project, "metrics")
    if not metrics:
        message = "the document is no coverage report of Clover: its project has no metrics"
        raise Unreadable(message)
    return _number(metrics[0], covered), _number(metrics[0], counted)


def _jacoco(root: etree._Element, figure: str) -> tuple[Decimal, Decimal]:
    counters = children(root, "counter")
    if not counters:
        message = "the document is no coverage report of JaCoCo: it has no counters"
        raise Unreadable(message)
    for counter in counters:
        if counter.get("type") == _JACOCO[figure]:
            covered = _number(counter, "covered")
            return covered, covered + _number(counter, "missed")
    return Decimal(0), Decimal(0)


def _number(element: etree._Element, name: str) -> Decimal:
    number = read_decimal(element.get(name, ""))
    if number is None:
        message = f"the report's {name} is no number"
        raise Unreadable(message)
    return number
