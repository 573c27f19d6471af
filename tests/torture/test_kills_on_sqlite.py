"""The kill test on SQLite and a folder."""

from pathlib import Path

from tests.torture.kills import kill_everybody


def test_nothing_acknowledged_is_lost_whoever_is_killed(tmp_path: Path) -> None:
    kill_everybody("sqlite", tmp_path)
