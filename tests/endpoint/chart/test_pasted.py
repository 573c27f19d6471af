"""Rows from a spreadsheet, as a chart's address has them."""

import pytest

from endpoint.chart.pasted import Pasted, is_table, read_pasted

TABLES: list[tuple[str, str, tuple[str, str, str]]] = [
    ("\tNorth\tSouth\nQ1\t3\t4\nQ2\t5\t4\n", "", ("3,5|4,4", "Q1,Q2", "North,South")),
    ("Quarter\tNorth\r\nQ1\t3\r\nQ2\t5\r\nQ3\t8", "", ("3,5,8", "Q1,Q2,Q3", "North")),
    ("Year\tVisits\n2024\t3\n2025\t5\n2026\t8", "", ("3,5,8", "2024,2025,2026", "Visits")),
    ("North\tSouth\n3\t4\n5\t4\n6\t2", "", ("3,5,6|4,4,2", "", "North,South")),
    ("Paris, France\t3\nRome\t5\nOslo\t1", "", ("3,5,1", "Paris\\, France,Rome,Oslo", "")),
    ("a\t1,234.5\nb\t12,000\nc\t7", "", ("1234.5,12000,7", "a,b,c", "")),
    ("a\t1.234,5\nb\t12,25\nc\t7", "", ("1234.5,12.25,7", "a,b,c", "")),
    ("a\t$1,200\nb\t12 %\nc\t\u22127", "", ("1200,12,-7", "a,b,c", "")),
    ("a\t1\nb\t\nc\t3", "", ("1,,3", "a,b,c", "")),
    ("a\t1\t2\nb\t3\nc\t4\t5", "", ("1,3,4|2,,5", "a,b,c", "")),
    ("3\n5\n\n8\n", "", ("3,5,8", "", "")),
    ("Visits\n3\n5", "", ("3,5", "", "Visits")),
    ("a,3,4\nb,5,6\nc,1,2", "", ("3,5,1|4,6,2", "a,b,c", "")),
    ("a;3,5\nb;4,25\nc;1", "", ("3.5,4.25,1", "a,b,c", "")),
    ("Q1\tQ2\tQ3\n3\t5\t8", "", ("3,5,8", "Q1,Q2,Q3", "")),
    ("North\t3\t5\t8", "", ("3,5,8", "", "North")),
    ("x\ty\tz\n1\t2\t3\n4\t5\t\n\t5\t6", "scatter", ("1:2,4:5|1:3,4:", "", "y,z")),
    ("1\t2\t3\n4\t5\t6\n7\t8\t9", "bubble", ("1:2:3,4:5:6,7:8:9", "", "")),
    ("A\tB\n1\t2\n3\t\n5\t6", "boxplot", ("1,3,5;2,6", "A,B", "")),
]


@pytest.mark.parametrize(("text", "type_", "read"), TABLES)
def test_rows_become_data_labels_and_names(
    text: str, type_: str, read: tuple[str, str, str]
) -> None:
    assert is_table(text)
    assert read_pasted(text, type_) == Pasted(*read)


@pytest.mark.parametrize("text", ["", "3", "3,5,2,8|4,4,6,7", "1,2|\n3,4", "3,5\n"])
def test_what_an_address_could_hold_stays_as_it_is(text: str) -> None:
    assert not is_table(text)
