"""The page that composes charts, as it is sent before any script runs."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from endpoint.chart.composed import FIELDS
from tests.endpoint.chart.conftest import Charts

TOKEN = "a-token-of-sixteen"  # noqa: S105 - of this test
ROWS = "\tNorth\tSouth\nQ1\t3\t4\nQ2\t5\t4\nQ3\t8\t1"


@pytest.fixture
def client(charts: Charts, data_dir: Path) -> FlaskClient:
    (data_dir / "log1.txt").write_text("3\n5\n2\n")
    (data_dir / "README.md").write_text("# Prose\n")
    (data_dir / ".hidden").write_text("3\n")
    (data_dir / "sites").mkdir()
    (data_dir / "sites" / "a b.csv").write_text("time,in\n2026-11-21T09:00Z,1\n")
    return charts()


def shown(client: FlaskClient, **sent: str) -> str:
    """Send the form; give the address of the picture on the page."""
    answer = client.get("/chart/", query_string=sent)
    assert answer.status_code == 200
    found = re.search(r'<div class="hang"><img alt="[^"]*" src="([^"]*)"', answer.text)
    assert found
    return unescape(found[1])


def test_it_begins_with_the_first_file(client: FlaskClient) -> None:
    assert shown(client) == "/chart/log1.txt?format=svg"
    page = client.get("/chart/")
    assert page.headers["Cache-Control"] == "no-cache"
    assert re.findall(r"<option(?: selected)?>([^<]+)</option>", page.text) == [
        "log1.txt",
        "sites/a b.csv",
    ]


def test_without_files_it_begins_with_numbers(charts: Charts) -> None:
    client = charts()
    address = shown(client)
    assert address.startswith("/chart?data=31%2C45%2C38%2C56%7C24")
    assert client.get(address).mimetype == "image/svg+xml"
    assert 'name="filename"' not in client.get("/chart/").text


SENT: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({"from": "data", "data": "3,5|2,8", "names": "a,b"}, {"values": [[3, 5], [2, 8]]}),
    (
        {"from": "data", "data": ROWS, "filename": "log1.txt", "window": "all", "type": "line"},
        {"values": [[3, 5, 8], [4, 4, 1]], "names": ["North", "South"]},
    ),
    ({"data": ROWS, "names": "N,S"}, {"values": [[3, 5, 8], [4, 4, 1]], "names": ["N", "S"]}),
    ({"filename": "log1.txt", "data": ROWS, "window": "2"}, {"values": [[5, 2]]}),
    ({"filename": "sites/a b.csv", "y": "in"}, {"values": [[1]]}),
]


@pytest.mark.parametrize(("sent", "meant"), SENT)
def test_the_picture_is_of_what_was_sent(
    client: FlaskClient, sent: dict[str, str], meant: dict[str, Any]
) -> None:
    series = client.get(f"{shown(client, **sent)}&format=json").get_json()["series"]
    assert [each["values"] for each in series] == meant["values"]
    if "names" in meant:
        assert [each["name"] for each in series] == meant["names"]


def test_the_form_keeps_what_was_sent_and_its_names_are_the_address_s(client: FlaskClient) -> None:
    sent = {"from": "data", "data": '3,5"<', "title": "A & B", "type": "pie", "stacked": "true"}
    page = client.get("/chart/", query_string=sent).text
    assert "3,5&#34;&lt;</textarea>" in page
    assert 'value="A &amp; B"' in page
    assert 'name="type" value="pie" checked' in page
    assert re.search(r'name="stacked" value="true"[^>]* checked', page)
    assert set(re.findall(r' name="(\w+)"', page.partition("<form")[2])) == set(FIELDS)


def test_what_is_sent_as_json_is_shown_as_a_picture(client: FlaskClient) -> None:
    page = client.get("/chart/?from=data&data=1,2&format=json&scale=2").text
    assert 'src="/chart?data=1%2C2&amp;scale=2"' in page
    assert 'href="/chart?data=1%2C2&amp;format=json"' in page


def test_where_private_is_set_no_file_is_named_to_strangers(charts: Charts, data_dir: Path) -> None:
    (data_dir / "secret.txt").write_text("3\n")
    client = charts(PRIVATE="1", BOOTSTRAP_TOKEN=TOKEN)
    for address in ("/chart/", "/chart", "/chart/?from=file&filename=log1.txt", "/"):
        page = client.get(address).text
        assert "secret" not in page
        assert "service is private" in page
        assert "/chart/log1.txt" not in page
    admitted = client.get("/chart/", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert "secret.txt" in admitted


def test_the_landing_page_leads_to_it(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'src="/chart/log1.txt"' in page
    found = re.findall(r'src="(/(?:chart|sparkline)[^"]+)"', page)
    assert len(found) == 3
    assert {client.get(unescape(each)).status_code for each in found} == {200}
    assert '<a href="/chart/">Compose a chart</a>' in page
