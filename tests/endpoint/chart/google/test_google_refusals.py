"""What is no chart in Google's grammar; nothing but a chart or a refusal ever comes of it."""

from contextlib import suppress
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endpoint.chart.google import read_google
from endpoint.chart.google.kinds import KINDS
from image_proc.errors import InvalidParameter
from image_proc.limits import Limits


@pytest.mark.parametrize(
    ("query", "name", "accepted"),
    [
        ("cht=v&chd=t:1", "cht", "one of bvg, bvs"),
        ("cht=&chd=t:1", "cht", "one of bvg, bvs"),
        ("chs=&chd=t:1", "chs", "such as 250x100"),
        ("chs=250&chd=t:1", "chs", "such as 250x100"),
        ("chs=99999x5&chd=t:1", "chs", "8 to 4096 px"),
        ("chs=0x0&chd=t:1", "chs", "8 to 4096 px"),
        ("", "chd", "t:1,2,_|3,4"),
        ("chd=1,2", "chd", "t:1,2,_|3,4"),
        ("chd=x:1,2", "chd", "t:1,2,_|3,4"),
        ("chd=t:1,two", "chd", "numbers such as"),
        ("chd=t:1e999", "chd", "numbers such as"),
        ("chd=t:1,nan", "chd", "numbers such as"),
        ("chd=s:a-b", "chd", "not '-'"),
        ("chd=e:AAB", "chd", "not 'B'"),
        ("chd=e:A*", "chd", "not 'A*'"),
        ("chd=t:1|1" + "|1" * 64, "chd", "at most 64 series"),
        ("chd=t:1&chds=5", "chds", "the least and the greatest"),
        ("chd=t:1&chds=5,5", "chds", "the least and the greatest"),
        ("chd=t:1&chds=x,5", "chds", "numbers such as"),
        ("cht=lxy&chd=t:1|2|3", "chd", "two series for each line"),
        ("chd=t:1&chco=red", "chco", "6 or 8 hex digits"),
        ("chd=t:1&chf=bg,s,12345", "chf", "6 or 8 hex digits"),
        ("chd=t:1&chxt=x,q", "chxt", "at most 16 of x, y, r, t"),
        ("chd=t:1&chxt=x&chxl=Jan|Feb", "chxl", "an axis and its labels"),
        ("chd=t:1&chxt=x&chxl=1:|Jan", "chxl", "0 to 0"),
        ("chd=t:1&chxl=0:|Jan", "chxl", "chxt beside it"),
        ("chd=t:1&chxt=x&chxr=0,5,5", "chxr", "its start, its end"),
        ("chd=t:1&chxt=x&chxr=0,a,5", "chxr", "numbers such as"),
        ("chd=t:1&chxt=x&chxp=3,5", "chxp", "0 to 0"),
        ("chd=t:1&chg=x", "chg", "numbers such as"),
        ("cht=lc&chd=t:1&chls=thick", "chls", "numbers such as"),
        ("cht=lc&chd=t:1&chm=B,blue,0,0,0", "chm", "6 or 8 hex digits"),
        ("chd=t:1&chdl=a&chdlp=middle", "chdlp", "b, bv, t, tv, l or r"),
        ("chd=t:1&chof=gif", "chof", "png, svg or webp"),
        ("chd=t:1&chtt=" + "x" * 300, "chtt", "at most 256 characters"),
        ("cht=qr", "chl", "1 character or more"),
        ("cht=qr&chl=a&choe=Shift_JIS", "choe", "UTF-8"),
        ("cht=qr&chl=a&chld=X|1", "chld", "a level L, M, Q or H"),
        ("cht=qr&chl=a&chs=10x10", "chs", "29 to 4096 px"),
    ],
)
def test_what_is_wrong_is_named(query: str, name: str, accepted: str) -> None:
    sent = {"cht": "bvg", "chs": "200x100", **dict(parse_qsl(query, keep_blank_values=True))}
    with pytest.raises(InvalidParameter) as caught:
        read_google(sent, Limits())
    assert caught.value.name == name
    assert accepted in caught.value.accepted


_PIECES = st.lists(
    st.sampled_from(
        ["0", "1", "-1", "100", "5.5", "a", "AA", "_", "__", "FF0000", "t:", "s:", "e:", "a:", "0:",
         "1:", "|", ",", ",", "|", "x", "y", "r", "B", "N", "o", "bg", "s", "*", "é", "1e99", "b"]
    ),
    max_size=10,
).map("".join)  # fmt: skip
_SOUND = {
    "chd": ("t:1,2,3", "t:1,_|4,5|6,7|8,9", "a:-5,9", "s:aB9", "e:AA..__"),
    "chds": ("a", "0,9", "9,0,1,5"),
    "chxt": ("x,y", "y,r,x", "r", "x,x,y,t"),
    "chxl": ("0:|a|b", "1:|a||c|0:|d"),
    "chxr": ("0,5,-5", "0,0,1e9,1|1,3,4"),
    "chxp": ("0,1,2", "1,-50,500"),
    "chco": ("FF0000,00FF00", "FF0000|00FF0000"),
    "chm": ("B,FF0000,0,0,0", "o,FF0000,0,-1,5|N,0,0,-1,9"),
}
_VALUES = {key: st.sampled_from(sound) | _PIECES for key, sound in _SOUND.items()}
_OTHERS = ("chxs", "chls", "chg", "chf", "chl", "chdl", "chdlp", "chtt", "chbh", "chld", "chof")


@settings(max_examples=150)
@given(
    st.sampled_from([*KINDS, "qr", "lc:nda"]),
    st.fixed_dictionaries(
        {"chd": _VALUES["chd"]},
        optional={k: v for k, v in _VALUES.items() if k != "chd"} | dict.fromkeys(_OTHERS, _PIECES),
    ),
)
def test_nothing_is_done_but_to_draw_or_to_refuse(kind: str, sent: dict[str, str]) -> None:
    with suppress(InvalidParameter):
        read_google({"cht": kind, "chs": "200x100", **sent}, Limits())
