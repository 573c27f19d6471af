import re

from flask import Flask

from config import ROOT
from endpoint.metrics import metrics_of
from endpoint.readiness import KEPT, PATIENCE
from logs.buffer import MOST as HELD


def documented() -> dict[str, tuple[str, frozenset[str]]]:
    """Read each metric's type and labels from the table."""
    page = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (counter|gauge|histogram) \| (.*?) ?\|", page, re.MULTILINE)
    return {name: (kind, frozenset(re.findall(r"`(\w+)`", labels))) for name, kind, labels in rows}


def test_each_metric_is_documented_and_each_documented_one_exists(app: Flask) -> None:
    made = {}
    metrics = metrics_of(app)
    for metric in set(vars(metrics).values()) - {metrics.registry, metrics.notes}:
        for family in metric.describe():
            name = f"{family.name}_total" if family.type == "counter" else family.name
            made[name] = (family.type, frozenset(metric._labelnames))  # noqa: SLF001
    assert made == documented()


def test_metrics_are_named_as_prometheus_wants(app: Flask) -> None:
    for name, (kind, _) in documented().items():
        assert name.startswith(("easel_", "process_"))
        assert name.endswith("_total") == (kind == "counter")
        assert kind != "histogram" or name.endswith("_seconds")


def test_the_figures_of_the_page_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    assert f"good for {KEPT:g} s" in page
    assert f"longer than {PATIENCE:g} s" in page
    assert f"{HELD:,} lines" in page
