from typing import Any

import pytest

from source.table import BadChoice, BadLine, BadTable, Between, Kind, Rows
from tests.source.table.reading import columns, only, read

_DAY = 86_400.0
_2026 = 1_767_225_600.0


@pytest.mark.parametrize(
    "file",
    [
        "time,in,out\n2026-01-01,1,2\n2026-01-02,3,\n",
        "time;in;out\n2026-01-01;1;2\n2026-01-02;3;NA\n",
        "time\tin\tout\n2026-01-01\t1\t2\n2026-01-02\t3\tnull\n",
        "time|in|out\n2026-01-01|1|2\n2026-01-02|3|-\n",
        "time,in,out\r\n2026-01-01,1,2\r\n2026-01-02,3,\r\n",
        "\ufefftime,in,out\n2026-01-01,1,2\n2026-01-02,3\n",
        '"time","in","out"\n"2026-01-01","1","2"\n\n"2026-01-02",3,"nan"\n',
        "time, in, out\n2026-01-01, 1, 2\n2026-01-02, 3, \n",
        "time,in,out\n2026-01-01,1,2,\n2026-01-02,3,,,\n",
        "time,in,out\n2026-01-02,3,\n2026-01-01,1,2\n",
        "time,in,out\n1767225600,1,2\n1767312000,3,\n",
        "time,in,out\n1767225600000,1,2\n1767312000000,3,\n",
        "when,in,out\n1767225600,1,2\n1767312000,3,\n",
        "in,time,out\n1,2026-01-01T00:00Z,2\n3,2026-01-02 01:00:00+01:00,\n",
    ],
)
def test_tables_of_all_kinds_are_read(file: str) -> None:
    points = read(file)
    assert columns(points) == {"in": [1, 3], "out": [2, None]}
    assert points.times == (_2026, _2026 + _DAY)
    assert points.x in {"time", "when"}


@pytest.mark.parametrize(
    ("file", "path", "found"),
    [
        ("a\n1\n2\n", "a.csv", {"a": [1, 2]}),
        ("1\n2\n", "a.CSV", {"1": [1, 2]}),
        ("a b,c\n1,2\n", "a.tsv", {}),
        ("a\tb\n1\t2\n", "a.tab", {"a": [1], "b": [2]}),
        ("1\t\n2\t\n", "", {"1": [1, 2]}),
        ("1,2\n3,4\n", "", {"1": [1, 3], "2": [2, 4]}),
        ("a;b\n1,5;2\n", "", {}),
    ],
)
def test_a_header_and_a_name_are_not_needed(
    file: str, path: str, found: dict[str, list[float]]
) -> None:
    if found:
        assert columns(read(file, path)) == found
    else:
        with pytest.raises(BadChoice, match=r"agg=count with it|a column of numbers: b"):
            read(file, path, y=("1",))


def test_quoted_cells_may_hold_delimiters_quotes_and_line_breaks() -> None:
    points = read('name,n\n"a, ""b""",1\n"two\nlines",2\n')
    assert points.labels == ('a, "b"', "two\ufffdlines")
    assert only(points) == [1, 2]


@pytest.mark.parametrize(
    ("wanted", "names", "x"),
    [
        ({}, ["in", "out"], "day"),
        ({"y": ("out",)}, ["out"], "day"),
        ({"y": ("3", "in")}, ["out", "in"], "day"),
        ({"x": "host"}, ["in", "out"], "host"),
        ({"x": "4", "y": ("2",)}, ["in"], "host"),
        ({"x": "in"}, ["out"], "in"),
        ({"y": ("2", "2")}, ["in", "in"], "day"),
    ],
)
def test_columns_are_chosen_by_name_or_number(
    wanted: dict[str, Any], names: list[str], x: str
) -> None:
    points = read("day,in,out,host\n2026-01-01,1,2,a\n2026-01-02,3,4,b\n", **wanted)
    assert [column.name for column in points.columns] == names
    assert points.x == x
    assert len([each for each in (points.times, points.places, points.labels) if each]) == 1


def test_at_most_eight_columns_are_taken_where_none_is_named() -> None:
    names = [f"c{i}" for i in range(20)]
    file = "\n".join([",".join(names), ",".join("1" * 20), ""])
    assert list(columns(read(file))) == names[:8]
    assert list(columns(read(file, y=tuple(names)))) == names


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"x": "nope"}, "x is 'nope'; accepted: one of day, in, or a number from 1 to 2"),
        ({"y": ("in", "3")}, "y is '3'; accepted: one of day, in"),
        ({"y": ("0",)}, "y is '0'"),
        ({"y": ("٢",)}, "y is '٢'"),
        ({"y": ("9" * 5000,)}, "y is '9"),
        ({"by": ""}, "by is ''"),
    ],
)
def test_a_column_that_is_not_there_is_named(wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(BadChoice) as caught:
        read("day,in\n2026-01-01,1\n", **wanted)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("a,b\n1,2\n3,x\n5,6\n", "line 3 has in column 'b' 'x', which is no number"),
        ("a,b\n1,2\n3,4,5\n", "line 3 has 3 cells; accepted: at most 2, as in the first row"),
        ("time,b\n2026-01-01,2\nnoon,4\n2026-01-03,6\n", "line 3 has in column 'time' 'noon'"),
        ("a,b\n1,2\n3,inf\n", "line 3 has in column 'b' 'inf', which is no number"),
        ("a,b\n1,2\n3,1e999\n", "line 3 has in column 'b' '1e999', which is beyond"),
        ('a,b\n1,2\n"3,4\n5,6\n7,8\n', "line 3 is no row of a table: unexpected end"),
        ('a,b\n1,2\n"3"3,4\n5,6\n', "line 3 is no row of a table"),
        ('a,b\n"1\n",2\n\n3,x\n5,6\n', "line 5 has in column 'b' 'x'"),
        ('a,b\n1,2\n3,"' + "4" * 140_000 + '"\n', "line 3 is no row of a table: field larger"),
        ('"a\nb,c\n', "line 1 is no row of a table"),
    ],
)
def test_a_row_that_is_not_as_the_others_is_named(file: str, message: str) -> None:
    with pytest.raises(BadLine) as caught:
        read(file, "a.csv")
    assert str(caught.value).startswith(message)


def test_a_table_without_numbers_says_what_it_has() -> None:
    with pytest.raises(BadTable, match="no column holds numbers; there are a, b, which agg=count"):
        read("a,b\nx,y\nz,w\n")


def test_rows_without_a_time_have_no_place() -> None:
    points = read("time,v\n2026-01-01,1\n,2\nNA,3\n2026-01-02,4\n")
    assert only(points) == [1, 4]


def test_rows_of_one_time_keep_their_order() -> None:
    file = "time,v\n2026-01-02,1\n2026-01-01,2\n2026-01-02,3\n2026-01-01,4\n"
    assert only(read(file)) == [2, 4, 1, 3]


def test_a_column_of_small_numbers_called_time_is_a_place() -> None:
    points = read("time,v\n0.5,1\n0.25,2\n", x="time")
    assert points.places == (0.5, 0.25)
    assert only(points) == [1, 2]


def test_only_a_first_column_is_times_by_its_numbers_alone() -> None:
    points = read("when,bytes\n1767225600,1767225600\n1767312000,1767312000\n")
    assert list(columns(points)) == ["bytes"]
    assert read("bytes\n1767312000\n1767225600\n", "a.csv").times is None


def test_times_before_1970_may_be_numbers() -> None:
    points = read("timestamp,v\n-86400,1\n-172800.5,2\n")
    assert points.times == (-172_800.5, -86_400)


def test_years_are_places() -> None:
    points = read("year,v\n1990,1\n1991,2\n")
    assert (points.places, points.x) == ((1990, 1991), "year")


def test_the_last_rows_of_a_table_have_its_header() -> None:
    file = "time,v\n" + "".join(f"2026-01-{day:02},{day}\n" for day in range(1, 32))
    points = read(file, window=Rows(2))
    assert columns(points) == {"v": [30, 31]}
    assert only(read(file, window=Rows(5000))) == list(range(1, 32))


def test_a_window_of_time_holds_its_start_and_not_its_end() -> None:
    file = "time,v\n" + "".join(f"2026-01-{day:02},{day}\n" for day in range(31, 0, -1))
    window = Between(_2026 + _DAY, _2026 + 4 * _DAY)
    assert only(read(file, window=window)) == [2, 3, 4]
    assert read(file, window=Between(0, 1)).rows == 0


def test_a_window_of_time_also_holds_where_labels_are_shown() -> None:
    file = "time,host,v\n2026-01-01,a,1\n2026-01-02,b,2\n,c,3\n"
    points = read(file, x="host", window=Between(_2026 + _DAY, _2026 + 9 * _DAY))
    assert (points.labels, only(points)) == (("b",), [2])
    with pytest.raises(BadChoice, match="window is '1m'"):
        read("host,v\na,1\n", window=Between(0, 60))


def test_rows_are_split_into_series() -> None:
    file = "month,city,v\njan,b,1\nfeb,b,2\njan,a,3\nfeb,a,\nmar,a,5\nmar,a,6\n"
    points = read(file, x="month", by="city")
    assert points.labels == ("jan", "feb", "mar", "mar")
    assert columns(points) == {"a": [3, None, 5, 6], "b": [1, 2, None, None]}


def test_series_are_in_the_order_of_numbers() -> None:
    file = "code,v,w\n404,1,2\n,3,4\n99,5,6\nx,7,8\n"
    assert list(columns(read(file, by="code"))) == [
        *("99 v", "99 w", "404 v", "404 w", "- v", "- w", "x v", "x w")
    ]


def test_labels_are_such_as_a_chart_can_show() -> None:
    file = b"name,v\n\xff\x00\x1b[31m,1\n" + b"x" * 1000 + b",2\n\xe2\x80\xae \xed\xa0\x80,3\n"
    points = read(file)
    assert all(len(label) <= 200 and label.isprintable() for label in points.labels)
    assert only(points) == [1, 2, 3]


def test_blank_tables_have_no_columns() -> None:
    for file in ("\n\n", "  \n\r\n", "a,b"):
        assert read(file, "a.csv").columns == ()


def test_a_header_alone_has_no_rows() -> None:
    points = read("time,v\n", "a.csv", bucket=60.0)
    assert (points.rows, list(columns(points))) == (0, ["v"])


def test_a_table_is_read_as_what_it_is_wanted_as() -> None:
    assert columns(read("1;2\n", kind=Kind.CSV)) == {"1": [1], "2": [2]}
    with pytest.raises(BadLine, match="line 1 is 'a,b'"):
        read("a,b\n1,2\n", kind=Kind.LINES)


@pytest.mark.parametrize("rows", [1, 10, 99_999, 100_000, 120_000])
def test_long_tables_keep_their_last_values(rows: int) -> None:
    points = read("a,b\n" + "".join(f"{i},{i}\n" for i in range(rows)))
    assert points.rows == min(rows, 50_000)
    assert columns(points)["b"][-1] == rows - 1
