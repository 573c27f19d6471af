import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from endpoint.chart import of_file
from endpoint.plot import clock
from tests.endpoint.chart.conftest import Charts

TOKEN = "a-token-of-sixteen"  # noqa: S105 - of this test
LOG = "3\n5\n2\n8\n"
TABLE = "time,in,out\n2026-11-21T09:00Z,1,4\n2026-11-21T09:01Z,2,\n2026-11-21T09:02Z,3,6\n"


def test_the_address_of_the_seed_is_a_chart_of_its_size(charts: Charts, data_dir: Path) -> None:
    (data_dir / "log1.txt").write_text(LOG)
    client = charts()
    answer = client.get("/chart/log1.txt")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    with Image.open(BytesIO(answer.data)) as picture:
        assert picture.size == (500, 275)
    for alias in ("/chart?filename=log1.txt", "/cgi-bin/dynimg3.py?filename=log1.txt"):
        assert client.get(alias).data == answer.data


def test_the_seed_s_address_reads_a_form_as_its_script_does(charts: Charts, data_dir: Path) -> None:
    (data_dir / "a&b.txt").write_text(LOG)
    seed, client = "/cgi-bin/dynimg3.py", charts()
    drawn = client.get("/chart/a&b.txt?type=line").data
    for query, form in (
        ("", {"filename": "a&b.txt", "type": "line"}),
        ("?filename=a%26b.txt", {"type": "line"}),
    ):
        answer = client.post(seed + query, data=form)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (303, "no-store")
        assert client.get(answer.location).data == drawn
    assert "No input file given" in client.post(seed, follow_redirects=True).text
    twice = client.post(f"{seed}?filename=a%26b.txt", data={"filename": "a&b.txt"})
    refused = client.get(twice.location)
    assert (refused.status_code, refused.get_json()["parameter"]) == (400, "filename")
    assert client.post(seed, data={"filename": "a" * 2049}).status_code == 413


@pytest.mark.parametrize("address", ["/cgi-bin/dynimg3.py", "/chart", "/chart?filename="])
def test_without_a_file_name_a_page_says_so(charts: Charts, data_dir: Path, address: str) -> None:
    (data_dir / "a&b.txt").write_text(LOG)
    for name in (".hidden", "README.md"):
        (data_dir / name).write_text(LOG)
    answer = charts().get(address)
    assert answer.status_code == 200
    assert "No input file given" in answer.text
    assert 'action="/chart/"' in answer.text
    assert "<option selected>a&amp;b.txt</option>" in answer.text
    assert ".hidden" not in answer.text
    assert "README" not in answer.text


def test_what_follows_the_file_s_name_is_the_picture_s_format(
    charts: Charts, data_dir: Path
) -> None:
    (data_dir / "log1.txt").write_text(LOG)
    client = charts()
    assert client.get("/chart/log1.txt.svg").mimetype == "image/svg+xml"
    assert client.get("/chart/log1.txt?format=svg").mimetype == "image/svg+xml"
    with Image.open(BytesIO(client.get("/chart/log1.txt@2x.png").data)) as picture:
        assert picture.size == (1000, 550)
    assert client.get("/chart/log1.txt.svg?format=png").status_code == 400


def test_a_file_that_is_called_so_goes_first(charts: Charts, data_dir: Path) -> None:
    (data_dir / "a").write_text(LOG)
    (data_dir / "a.json").write_text('{"v": 1}\n{"v": 2}\n')
    client = charts()
    assert client.get("/chart/a.json").mimetype == "image/png"
    assert client.get("/chart/a.json.json").mimetype == "application/json"
    assert client.get("/chart/a.svg").mimetype == "image/svg+xml"


@pytest.mark.parametrize(
    "address",
    ["nope.txt", "folder", "../secret.txt", "%2e%2e/secret.txt", "a//b", "log.txt/", "out"],
)
def test_what_is_no_file_below_the_folder_is_not_there(
    charts: Charts, data_dir: Path, address: str
) -> None:
    (data_dir / "folder").mkdir()
    (data_dir / "log.txt").write_text(LOG)
    (data_dir.parent / "secret.txt").write_text(LOG)
    (data_dir / "out").symlink_to(data_dir.parent / "secret.txt")
    client = charts()
    assert client.get(f"/chart/{address}").status_code == 404
    assert client.get("/chart", query_string={"filename": address}).status_code == 404


def test_nothing_is_read_for_who_has_it(
    charts: Charts, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data_dir / "log.txt").write_text(LOG)
    os.utime(data_dir / "log.txt", (1, 1))
    client = charts()
    known = {"If-None-Match": client.get("/chart/log.txt").headers["ETag"]}
    monkeypatch.delattr(of_file, "read_table")
    again = client.get("/chart/log.txt", headers=known)
    assert (again.status_code, again.headers["ETag"]) == (304, known["If-None-Match"])
    assert client.get("/chart/log.txt").status_code == 500


def test_it_is_new_when_the_file_is(charts: Charts, data_dir: Path) -> None:
    log = data_dir / "log.txt"
    log.write_text(LOG)
    os.utime(log, (1, 1))
    client = charts()
    first = client.get("/chart/log.txt")
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/chart/log.txt", headers=known).status_code == 304
    assert client.get("/chart/log.txt?width=300", headers=known).status_code == 200
    os.utime(log, (2, 2))
    assert client.get("/chart/log.txt", headers=known).status_code == 200
    os.utime(log, (1, 1))
    assert client.get("/chart/log.txt", headers=known).status_code == 304
    with log.open("a") as file:
        file.write("40\n")
    os.utime(log, (1, 1))
    second = client.get("/chart/log.txt", headers=known)
    assert second.status_code == 200
    assert second.data != first.data
    other = data_dir / "other.txt"
    other.write_text("7\n5\n2\n8\n40\n")
    other.replace(log)
    os.utime(log, (1, 1))
    replaced = client.get("/chart/log.txt", headers={"If-None-Match": second.headers["ETag"]})
    assert replaced.status_code == 200


def test_a_window_moves_with_the_time(
    charts: Charts, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data_dir / "t.csv").write_text(TABLE)
    os.utime(data_dir / "t.csv", (1_795_000_000, 1_795_000_000))  # just written has no steady tag
    client = charts()
    tags = []
    for now in (1_795_252_000.0, 1_795_252_001.0, 1_795_252_100.0):
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        tags.append(client.get("/chart/t.csv?window=1h&bucket=1m").headers["ETag"])
    assert tags[0] == tags[1] != tags[2]


def test_columns_are_chosen(charts: Charts, data_dir: Path) -> None:
    (data_dir / "t.csv").write_text(TABLE)
    client = charts()
    both = client.get("/chart/t.csv.json?y=out,in")
    assert both.status_code == 200
    assert client.get("/chart/t.csv.json?y=out&y=in").data == both.data
    assert client.get("/chart/t.csv.json").data != both.data
    wrong = client.get("/chart/t.csv?y=total")
    assert wrong.status_code == 400
    assert wrong.json is not None
    assert (wrong.json["parameter"], wrong.json["value"]) == ("y", "total")
    assert "out" in wrong.json["accepted"]


def test_a_line_that_is_no_number_is_named(charts: Charts, data_dir: Path) -> None:
    (data_dir / "log.txt").write_text("3\n5\nabc\n8\n")
    answer = charts().get("/chart/log.txt")
    assert answer.status_code == 422
    assert answer.json is not None
    assert "ine 3" in answer.json["detail"]
    assert "abc" in answer.json["detail"]


def test_a_half_written_last_line_is_left_out(charts: Charts, data_dir: Path) -> None:
    (data_dir / "log.txt").write_text(LOG)
    whole = charts().get("/chart/log.txt").data
    (data_dir / "log.txt").write_text(f"{LOG}9")
    assert charts().get("/chart/log.txt").data == whole


@pytest.mark.parametrize("content", ["", "\n", "7\n", "5\n5\n5\n", "-3\n-1\n", "1e308\n-1e308\n"])
def test_whatever_numbers_there_are_a_chart_is_drawn(
    charts: Charts, data_dir: Path, content: str
) -> None:
    (data_dir / "log.txt").write_text(content)
    client = charts()
    for query in ("", "?window=all", "?type=line&format=svg"):
        assert client.get(f"/chart/log.txt{query}").status_code == 200


def test_a_log_that_was_just_rotated_is_an_empty_chart(charts: Charts, data_dir: Path) -> None:
    (data_dir / "access.log").write_text("")
    client = charts()
    for query in ("", "?window=24h", "?bucket=1m&agg=count", "?type=pie", "?type=sparkline"):
        expected = 400 if "sparkline" in query else 200
        assert client.get(f"/chart/access.log{query}").status_code == expected


def test_requests_of_a_minute_are_counted(charts: Charts, data_dir: Path) -> None:
    lines = [
        f'::1 - - [21/Nov/2026:09:0{minute}:00 +0000] "GET / HTTP/1.1" 200 5\n'
        for minute in (0, 0, 1, 3)
    ]
    (data_dir / "access.log").write_text("".join(lines))
    answer = charts().get("/chart/access.log.json?type=line&bucket=1m&agg=count")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["series"][0]["values"] == [2, 1, 0, 1]


def test_private_files_are_for_readers(charts: Charts, data_dir: Path) -> None:
    (data_dir / "log.txt").write_text(LOG)
    client = charts(PRIVATE="1", BOOTSTRAP_TOKEN=TOKEN)
    for address in ("/chart/log.txt", "/chart?filename=log.txt"):
        assert client.get(address).status_code == 401
    assert "log.txt" not in client.get("/chart").text
    assert client.get("/chart?data=1").status_code == 200
    told = client.get("/chart/log.txt", headers={"Authorization": f"Bearer {TOKEN}"})
    assert (told.status_code, told.headers["Cache-Control"]) == (200, "private, no-cache")
