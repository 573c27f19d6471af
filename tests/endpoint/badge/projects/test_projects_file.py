import logging
import os
import tomllib
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from config import SettingsError
from endpoint.badge.projects import toml_file
from endpoint.badge.projects.declared import ProjectsToml
from endpoint.badge.projects.toml_file import ProjectsFile, ProjectsFileError, line_of
from tests.conftest import settings_for

ALLOWED = "https://metrics.example.org"
GOOD = """\
[projects.billing]
label = "Billing"
primary = "coverage"

[projects.billing.metrics.coverage]
thresholds = "coverage"
format = "percent"
"""

looks_at_once = pytest.mark.usefixtures("_quick")


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toml_file, "_LOOK_EVERY", 0)


def client_for(folder: Path, text: str | bytes, **environ: str) -> FlaskClient:
    path = folder / "projects.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = settings_for(
        folder / "var",
        PROJECTS_FILE=str(path),
        FETCH_ALLOW=ALLOWED,
        SOURCE_SECRET_GITLAB="glpat-0123456789",  # noqa: S106 - of tests only
        OPEN_WRITES="loopback",
        **environ,
    )
    return create_app(settings).test_client()


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(SettingsError) as caught:
        client_for(folder, text)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(f"{folder / 'projects.toml'}")
    return message.removeprefix(f"{folder / 'projects.toml'}")


METRIC = "[projects.billing.metrics.coverage]\n"
GITLAB = "secrets.SOURCE_SECRET_GITLAB"
HEADER = f'[{GITLAB}]\norigin = "{{}}"\nheader = "PRIVATE-TOKEN"\n'
URL = 'url = "https://metrics.example.org/billing.json"\n'
ELSEWHERE = f"{HEADER.format('https://o.example')}{METRIC}{URL}secret = 'SOURCE_SECRET_GITLAB'\n"
UNSET = "[secrets.SOURCE_SECRET_B]\norigin = 'https://a.example'\nheader = 'X'\n"
TWO = HEADER.format("https://a.org").replace("PRIVATE-TOKEN", "X: Y")
CHART = "[projects.a.metrics.b]\n\n[projects.a.metrics.chart]\n"


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("[projects.billing\n", 1, "", "Expected ']'"),
        ("[projects.a]\n\n[projects.a]\n", 3, "", "Cannot declare"),
        ("[projects.a]\nlabel = 'x'\nlabel = 'y'\n", 3, "", "Cannot overwrite"),
        ("\n\ncolour = 1\n", 3, "colour", "no such key"),
        ("[projects.a]\n\nlable = 'x'\n", 3, "projects.a.lable", "no such key"),
        (f"{METRIC}\n\ntreshold = 1\n", 4, "projects.billing.metrics.coverage.treshold", "no such"),
        (f"{METRIC}precision = 'two'\n", 2, "projects.billing.metrics.coverage.precision", "'two'"),
        (f"{METRIC}precision = -1\n", 2, "projects.billing.metrics.coverage.precision", "-1"),
        (f"{METRIC}format = 'furlong'\n", 2, "projects.billing.metrics.coverage.format", "percent"),
        (f"{METRIC}ttl = '5 m'\n{URL}", 2, "projects.billing.metrics.coverage.ttl", "30s, 5m, 2h"),
        (f"{METRIC}\nthresholds = '80;green'\n", 3, "….thresholds", "'80;green'"),
        (f"{METRIC}\ncolor = 'nocolor'\n", 3, "….color", "'nocolor' is not accepted"),
        (f"{METRIC}\nlabelColor = '#12'\n", 3, "….labelColor", "'#12' is not accepted"),
        (f"{METRIC}\nstyle = 'flatt'\n", 3, "….style", "flat-square"),
        ("[projects.a]\n\nstyle = 'flatt'\n", 3, "projects.a.style", "flat-square"),
        (f"{METRIC}\nlogo = 'nologo'\n", 3, "….logo", "'nologo' is not accepted"),
        ("[projects.a]\nlabel = 'x'\nmetrics = 3\n", 3, "projects.a.metrics", "3 is not accepted"),
        ("[projects]\na = 3\n", 2, "projects.a", "3 is not accepted"),
        ("[projects.a]\nprimary = 'no'\n[projects.a.metrics.b]\n", 1, "projects.a", "one of b"),
        ("\n[projects.'a b']\n", 2, 'projects."a b"', "letters A to Z"),
        (CHART, 3, "projects.a.metrics.chart", ""),
        (f"{METRIC}\nurl = 'https://example.org/a.json'\n", 3, "….url", "FETCH_ALLOW"),
        (f"{METRIC}\nurl = 'file:///etc/passwd'\n", 3, "….url", "http"),
        (
            f"{METRIC}{URL}secret = 'SOURCE_SECRET_X'\n",
            3,
            "….secret",
            "expected a secret of projects.toml",
        ),
        (f"{METRIC}{URL}query = '$['\n", 3, "….query", ""),
        (f"{METRIC}{URL}kind = 'csv'\n", 3, "….kind", "'csv'"),
        (f"{METRIC}file = 'package.json'\n", 2, "….file", "REPO_ROOT"),
        (f"{METRIC}{URL}file = 'package.json'\n", 1, "projects.billing.metrics.coverage", "either"),
        (f"{METRIC}query = '$.a'\n", 1, "projects.billing.metrics.coverage", "beside url or file"),
        (UNSET, 1, "secrets.SOURCE_SECRET_B", "no such variable"),
        (HEADER.format("https://*.example.org"), 2, f"{GITLAB}.origin", ""),
        (TWO, 3, f"{GITLAB}.header", ""),
        (f"[{GITLAB}]\nheader = 'X'\n", 1, f"{GITLAB}.origin", "is needed"),
        (ELSEWHERE, 6, "….secret", "only"),
    ],
)
def test_the_start_stops_and_says_file_line_and_key(
    tmp_path: Path, text: str, line: int, key: str, words: str
) -> None:
    key = key.replace("…", "projects.billing.metrics.coverage")
    said = refusal(tmp_path, text)
    assert said.startswith(f":{line}: {key}{': ' if key else ''}")
    assert words in said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"[projects.a]\nlabel = '\xff'\n", ":2: not UTF-8"),
        (b"# " + b"a" * 500_000, ": larger than 500000 bytes"),
        (b"a = " + b"[" * 100_000, ": nested too deeply"),
    ],
)
def test_what_is_no_text_or_too_much_is_refused(tmp_path: Path, body: bytes, said: str) -> None:
    assert refusal(tmp_path, body) == said


def test_a_secret_is_never_in_a_message(tmp_path: Path) -> None:
    text = (
        f"{HEADER.format('https://other.example.org')}{METRIC}{URL}secret='SOURCE_SECRET_GITLAB'\n"
    )
    assert "glpat" not in refusal(tmp_path, text)


def test_no_file_declares_nothing(tmp_path: Path) -> None:
    client = create_app(
        settings_for(tmp_path, PROJECTS_FILE=str(tmp_path / "none.toml"))
    ).test_client()
    assert client.get("/api/badge", headers={"Accept": "application/json"}).json == {
        "projects": [],
        "next": None,
    }


def label_of(client: FlaskClient) -> str:
    answer = client.get("/api/badge/billing.json")
    assert answer.status_code == 200
    return str(answer.get_json()["label"])


@looks_at_once
def test_a_change_is_seen_and_a_broken_one_keeps_what_was_good(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_for(tmp_path, GOOD)
    assert client.put("/api/badge/billing/coverage", json={"value": 93.4}).status_code == 201
    path = tmp_path / "projects.toml"
    assert label_of(client) == "Billing"
    path.write_text(GOOD.replace('"Billing"', '"Money"'))
    assert label_of(client) == "Money"
    path.write_text(f"{GOOD}\nwrong = 1\n")
    with caplog.at_level(logging.ERROR):
        assert label_of(client) == "Money"
        assert label_of(client) == "Money"
    broken = [record.getMessage() for record in caplog.records if "stay" in record.getMessage()]
    assert len(broken) == 1
    assert f"{path}:9: projects.billing.metrics.coverage.wrong: no such key" in broken[0]
    path.write_text(GOOD)
    assert label_of(client) == "Billing"


@looks_at_once
def test_a_file_that_is_removed_declares_nothing_and_values_stay(tmp_path: Path) -> None:
    client = client_for(tmp_path, GOOD)
    client.put("/api/badge/billing/coverage", json={"value": 93.4})
    (tmp_path / "projects.toml").unlink()
    assert label_of(client) == "billing"
    assert client.get("/api/badge/billing.json").get_json()["message"] == "93.4"


@looks_at_once
def test_a_file_that_appears_later_is_read(tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    file = ProjectsFile(path, lambda _content: None)
    assert file.current() == ProjectsToml()
    path.write_text(GOOD)
    assert list(file.current().projects) == ["billing"]


@looks_at_once
@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_keeps_what_was_good(tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    path.write_text(GOOD)
    file = ProjectsFile(path, lambda _content: None)
    path.write_text(f"{GOOD}# longer")
    path.chmod(0)
    assert list(file.current().projects) == ["billing"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ProjectsFileError, match=r"Is a directory"):
        ProjectsFile(tmp_path, lambda _content: None)


WORDS = st.text("abcdefgh", min_size=1, max_size=3)
VALUES = st.sampled_from(
    ["1", "'x'", "true", '"""\na = 1\n[a]\n"""', "[\n  1,\n  # a = 2\n  [2,\n 3],\n]", "'''\n\n'''"]
)
TABLES = st.dictionaries(WORDS, st.dictionaries(WORDS, VALUES, max_size=4), max_size=4)
BETWEEN = st.sampled_from(["", "\n", "# [a]\n", "\n\n# b = '''\n"])


@given(TABLES, st.data())
def test_the_line_found_is_the_one_on_which_the_key_was_written(
    tables: dict[str, dict[str, str]], data: st.DataObject
) -> None:
    text = ""
    expected: dict[tuple[str, ...], int] = {}
    for table, pairs in tables.items():
        text += data.draw(BETWEEN)
        expected[(table,)] = text.count("\n") + 1
        text += f"[{table}]\n"
        for key, value in pairs.items():
            text += data.draw(BETWEEN)
            expected[(table, key)] = text.count("\n") + 1
            text += f"{key} = {value}\n"
    tomllib.loads(text)
    assert {key: line_of(text, key) for key in expected} == expected
    for place, line in expected.items():
        assert line_of(text, (*place, "no such key", 3)) == line
