"""The pages of projects, as they are sent."""

import re
import shlex
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app import create_app
from db import db, transact
from endpoint.badge.projects.models import ValueRow
from tests.conftest import settings_for

BROWSER = {"Accept": "text/html,application/xhtml+xml,image/avif,image/webp,*/*;q=0.8"}
HOW_TO = (
    "http PUT http://localhost/api/badge/billing/coverage value:=93.4 "
    "format=percent thresholds=coverage"
)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return create_app(settings_for(tmp_path, OPEN_WRITES="loopback"))


def push(client: FlaskClient, address: str, **body: object) -> None:
    assert client.put(f"/api/badge/{address}", json=body).status_code in {200, 201}


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    response = client.get(address, headers=BROWSER)
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    return response.text


def lines(html: str) -> list[str]:
    """Give what can be copied."""
    return [unescape(each) for each in re.findall(r"<textarea[^>]*data-copy[^>]*>([^<]+)<", html)]


def cells(html: str) -> list[str]:
    return [unescape(each) for each in re.findall(r"</td><td>([^<]*)</td>", html)]


def add_past(app: Flask, *past: tuple[timedelta, str]) -> None:
    """Add values of the first metric, each so long ago."""
    now = datetime.now(UTC)
    rows = [ValueRow(metric_id=1, taken_at=now - age, value=value) for age, value in past]
    with app.app_context():
        transact(lambda session: session.add_all(rows))


# Where projects are listed


@pytest.mark.parametrize("address", ["/", "/projects"])
def test_without_a_project_a_page_says_how_to_make_one(client: FlaskClient, address: str) -> None:
    html = page(client, address)
    assert "There is no project yet" in html
    assert HOW_TO in lines(html)
    assert "flask token create --name ci --scope push:billing" in html


def test_the_line_that_is_shown_makes_a_badge(client: FlaskClient) -> None:
    push(client, "billing/coverage", value=93.4, format="percent", thresholds="coverage")
    html = page(client, "/")
    assert '<a href="/projects/billing">billing</a>' in html
    assert '<img src="/api/badge/billing.svg" alt="billing: 93.4"' in html
    assert "93.4%" in client.get("/api/badge/billing.svg").text
    assert HOW_TO in lines(html)


@pytest.mark.parametrize("address", ["/", "/projects"])
def test_a_project_without_a_value_is_listed_without_a_badge(
    client: FlaskClient, address: str
) -> None:
    push(client, "bare", label="Bare")
    html = page(client, address)
    assert '<a href="/projects/bare">bare</a>' in html
    assert "no value yet" in html
    assert "/api/badge/bare.svg" not in html


def test_the_landing_page_lists_twelve_and_leads_to_the_rest(client: FlaskClient) -> None:
    for number in range(13):
        push(client, f"p{number:02}/v", value=1)
    html = page(client, "/")
    assert "p11.svg" in html
    assert "p12.svg" not in html
    assert ">All projects</a>" in html


def test_all_projects_are_reached_page_by_page(client: FlaskClient) -> None:
    names = [f"p{number:02}" for number in range(50)]
    for name in names:
        push(client, f"{name}/v", value=1)
    first = page(client, "/projects")
    (following,) = re.findall(r'href="([^"]+)" rel="next"', first)
    second = page(client, unescape(following))
    assert re.findall(r'"/projects/(p\d\d)"', first + second) == names
    assert 'rel="next"' not in second
    assert ">First page</a>" in second


def test_a_page_after_the_last_project_says_so(client: FlaskClient) -> None:
    html = page(client, "/projects?after=%3Cscript%3E")
    assert "There is no project yet" not in html
    assert "No project follows &lt;script&gt;." in html


def test_without_its_database_the_landing_page_is_there_without_projects(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context(), db.engine.begin() as connection:
        for table in ("metric_value", "metric", "project"):
            connection.execute(text(f"DROP TABLE {table}"))
    html = page(client, "/")
    assert 'id="badge"' in html
    assert 'id="projects"' not in html


# A project


def test_a_project_shows_its_metrics_and_its_own_badge(client: FlaskClient) -> None:
    push(client, "@acme/web/version", value="1.0.3")
    push(client, "@acme/web/tests", value=1234, label="unit tests")
    html = page(client, "/projects/@acme/web")
    assert '<a href="/projects/@acme/web/version">version</a>' in html
    assert 'src="/api/badge/@acme/web/tests.svg" alt="unit tests: 1234"' in html
    assert lines(html) == ["![@acme/web](http://localhost/api/badge/@acme/web)"]


@pytest.mark.parametrize(
    "address",
    ["nope", "billing/nope", "billing.svg", "billing/version@2x.png", "a/b/c", "@acme", "-", " "],
)
def test_what_is_no_project_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    push(client, "billing/version", value="1.0")
    assert f"no page at <code>/projects/{address}</code>" in page(
        client, f"/projects/{address}", 404
    )


def test_a_program_gets_a_problem_document(client: FlaskClient) -> None:
    response = client.get("/projects/nope", headers={"Accept": "application/json"})
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


# A metric


def test_a_metric_shows_its_history_the_newest_first(app: Flask, client: FlaskClient) -> None:
    push(client, "billing/coverage", value=91.5)
    add_past(app, (timedelta(days=3), "88"), (timedelta(days=2), "<b>&"))
    html = page(client, "/projects/billing/coverage")
    assert cells(html) == ["91.5", "<b>&", "88"]
    for address in re.findall(r'href="(/api/badge/[^"]+)"', html):
        assert "91.5" in client.get(unescape(address)).text
    assert lines(html) == [
        "![coverage](http://localhost/api/badge/billing/coverage)",
        "http PUT http://localhost/api/badge/billing/coverage value:=91.5",
    ]


def test_only_the_newest_hundred_values_are_shown(app: Flask, client: FlaskClient) -> None:
    push(client, "billing/builds", value=1000)
    add_past(app, *((timedelta(hours=age), str(age)) for age in range(1, 101)))
    html = page(client, "/projects/billing/builds")
    assert len(cells(html)) == 100
    assert "The newest 100 values." in html


@pytest.mark.parametrize(
    ("age", "window"),
    [
        (timedelta(minutes=30), "1h"),
        (timedelta(hours=5), "1d"),
        (timedelta(days=5), "7d"),
        (timedelta(days=29), "30d"),
        (timedelta(days=80), "90d"),
        (timedelta(days=300), "1y"),
        (timedelta(days=700), "10y"),
    ],
)
def test_the_trend_is_as_long_as_the_history(
    app: Flask, client: FlaskClient, age: timedelta, window: str
) -> None:
    push(client, "billing/coverage", value=90)
    add_past(app, (age, "80"))
    address = f"/api/badge/billing/coverage.svg?trend={window}"
    assert f'src="{address}"' in page(client, "/projects/billing/coverage")
    assert "trend from 80 to" in client.get(address).text


@pytest.mark.parametrize("value", ["passing", "2.4.0-rc1"])
def test_values_that_are_no_numbers_have_no_trend(
    app: Flask, client: FlaskClient, value: str
) -> None:
    push(client, "billing/build", value=value)
    add_past(app, (timedelta(hours=1), "failing"))
    html = page(client, "/projects/billing/build")
    assert "trend=" not in html
    assert f"http PUT http://localhost/api/badge/billing/build value={value}" in lines(html)


def test_a_card_has_its_trend_in_a_badge(app: Flask, client: FlaskClient) -> None:
    push(client, "billing/coverage", value=90, style="card")
    add_past(app, (timedelta(days=5), "80"))
    html = page(client, "/projects/billing/coverage")
    (image,) = re.findall(r'src="([^"]+trend=[^"]+)"', html)
    assert client.get(unescape(image)).status_code == 200


@pytest.mark.parametrize("value", ["it's; rm -rf $HOME", "</textarea><script>", "1e5", "007"])
def test_any_value_stands_in_the_line_as_a_shell_reads_it(client: FlaskClient, value: str) -> None:
    push(client, "billing/note", value=value)
    *_, line = lines(page(client, "/projects/billing/note"))
    assert shlex.split(line)[-1] == f"value={value}"


def test_a_metric_with_a_source_is_read_anew_rather_than_pushed(tmp_path: Path) -> None:
    (tmp_path / "VERSION").write_text("2.4.0\n")
    declared = tmp_path / "projects.toml"
    declared.write_text('[projects.billing.metrics.version]\nfile = "VERSION"\n')
    settings = settings_for(tmp_path, REPO_ROOT=str(tmp_path), PROJECTS_FILE=str(declared))
    client = create_app(settings).test_client()
    html = page(client, "/projects/billing/version")
    assert lines(html)[-1] == "http POST http://localhost/api/badge/billing/version/refresh"
    assert "a file of the repository" in html
    assert "Nothing yet" in html


def test_pages_lie_below_the_subpath(client: FlaskClient) -> None:
    push(client, "billing/coverage", value=90)
    for address in ("/", "/projects", "/projects/billing", "/projects/billing/coverage"):
        html = client.get(address, headers=BROWSER, base_url="http://localhost/easel").text
        outside = [
            each
            for each in re.findall(r'(?:href|src)="(/[^"]*)"', html)
            if not each.startswith("/easel/")
        ]
        assert outside == []
