import json
from typing import Any

import pytest

from source.table import Agg, BadChoice, BadLine, BadTable, Kind, Rows
from tests.source.table.reading import columns, only, read


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ('{"a": 1, "b": 2.5}\n{"a": -3}\n', {"a": [1, -3], "b": [2.5, None]}),
        ('{"a": {"b": {"c": 1}}}\n{"a": {"b": {"c": 2}}}\n', {"a.b.c": [1, 2]}),
        ('{"a.b": 1}\n{"a": {"b": 2}}\n', {"a.b": [1, 2]}),
        ('{"a": true}\n\n{"a": false}\n{"a": null}\n', {"a": [1, 0, None]}),
        ('{"a": "1.5"}\r\n{"a": " 2 "}\r\n{"a": "NA"}\r\n', {"a": [1.5, 2, None]}),
        ('{"a": NaN}\n{"a": 1}\n', {"a": [None, 1]}),
        ('{"a": [1], "b": 1, "c": {"d": []}}\n', {"b": [1]}),
        ("[1, 2]\n[3]\n[4, 5, 6]\n", {"1": [1, 3, 4], "2": [2, None, 5], "3": [None, None, 6]}),
        ('[1, "x", true]\n', {"1": [1], "3": [1]}),
        ('\ufeff{"a": 1e308}\n', {"a": [1e308]}),
    ],
)
def test_json_lines_are_read(file: str, found: dict[str, list[float | None]]) -> None:
    points = read(file)
    assert columns(points) == found
    assert not points.unfinished


@pytest.mark.parametrize("key", ["time", "ts", "@timestamp", "created_at"])
def test_times_of_objects_are_found(key: str) -> None:
    records = [{"v": 2, key: 1_767_312_000}, {"v": 1, key: 1_767_225_600.5}]
    points = read("".join(json.dumps(each) + "\n" for each in records))
    assert list(points.times or ()) == [1_767_225_600.5, 1_767_312_000]
    assert (only(points), points.x) == ([1, 2], key)


def test_words_are_labels_where_they_come_first() -> None:
    points = read('{"city": "a\\ud800", "v": 1}\n{"v": 2}\n')
    assert (points.labels, only(points)) == (("a\ufffd", ""), [1, 2])


@pytest.mark.parametrize(
    ("file", "values", "unfinished"),
    [
        ('{"a": 1}\n{"a": 2}', [1, 2], False),
        ('{"a": 1}\n{"a": 2', [1], True),
        ('{"a": 1}\n{"a": {"b": 2}', [1], True),
        ('{"a": 1}', [1], False),
        ('{"a": 1}\n   ', [1], True),
        ('{"a": 1}\n12', [1], True),
    ],
)
def test_a_last_line_without_its_end_is_read_where_it_is_whole(
    file: str, values: list[float], unfinished: bool
) -> None:
    points = read(file, "a.jsonl")
    assert (only(points), points.unfinished) == (values, unfinished)
    assert only(read(file, "a.jsonl", window=Rows(1))) == values[-1:]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("12", "line 3 is '12'; accepted: an object"),
        ('"a"', "line 3 is"),
        ("{", "line 3 is '{'"),
        ('{"a": }', "line 3 is"),
        ('{"a": Infinity}', "line 3 is"),
        ('{"a": 1e999}', "line 3 has in column 'a' 'inf', which is no number"),
        ('{"a": 1' + "0" * 400 + "}", "line 3 has in column 'a' '1000"),
        ('{"a": 1' + "0" * 5000 + "}", 'line 3 is \'{"a": 1000'),
        ('{"a": "x"}', "line 3 has in column 'a' 'x', which is no number"),
        ("[" * 100_000, "line 3 is '[[["),
        ('{"a":' * 50_000, "line 3 is '{"),
    ],
)
def test_a_line_that_is_no_record_is_named(line: str, message: str) -> None:
    with pytest.raises(BadLine) as caught:
        read('{"a": 1}\n{"a": 2}\n' + line + '\n{"a": 4}\n')
    assert str(caught.value).startswith(message)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("wanted", [{"x": "b"}, {"y": ("a.b",)}, {"by": "c"}, {"y": ("2",)}])
def test_a_key_that_is_not_there_is_named(wanted: dict[str, Any]) -> None:
    with pytest.raises(BadChoice, match="accepted: one of a, or a number from 1 to 1"):
        read('{"a": 1}\n', **wanted)


def test_a_key_that_only_the_last_records_have_is_found() -> None:
    file = '{"a": 1}\n' * 5000 + '{"b": 2}\n'
    assert only(read(file, y=("b",)))[-2:] == [None, 2]
    assert only(read(file, y=("b",), agg=Agg.SUM)) == [2]


def test_lines_at_the_start_do_not_matter_where_the_end_is_wanted() -> None:
    file = "started\n" + '{"a": 1}\n' * 10
    assert only(read(file, "a.ndjson", window=Rows(3))) == [1, 1, 1]
    with pytest.raises(BadLine, match="line 1 is 'started'"):
        read(file, "a.ndjson")


def test_a_bad_last_line_without_its_end_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("source.table.snapshot._COUNTED", 100)
    with pytest.raises(BadLine, match="line 2 from the end is 'x'"):
        read('{"a": 1}\n' * 50 + 'x\n{"a": 2}', "a.jsonl", window=Rows(8))


def test_objects_without_numbers_say_what_they_have() -> None:
    with pytest.raises(BadTable, match=r"there are a, b\.c"):
        read('{"a": "x", "b": {"c": "y"}}\n')
    assert read("\n\n", kind=Kind.JSONL).columns == ()


def test_keys_that_no_chart_could_show_are_no_columns() -> None:
    deep: Any = 1
    for _ in range(20):
        deep = {"k": deep}
    record = {"." * 50_000: 1, "x" * 300: 2, "deep": deep, "\x00": 3}
    assert columns(read(json.dumps(record) + "\n")) == {"\ufffd": [3]}


def test_thousands_of_keys_and_of_numbers_take_no_time() -> None:
    keys = {f"k{i}.{i}.{i}": i for i in range(2000)}
    points = read((json.dumps(keys) + "\n") * 2 + '{"k0": {"0": {"0": 7}}}\n')
    assert columns(points)["k0.0.0"] == [0, 0, 7]
    points = read((json.dumps(list(range(10_000))) + "\n") * 4, y=("1000",))
    assert only(points) == [999] * 4
