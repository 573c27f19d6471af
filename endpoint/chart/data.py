r"""Values that stand in the query: `data=1,2,3|4,5,6&labels=a,b,c&names=x,y`.

    data = series|series…       series = item,item…      a gap: nothing, `_` or `null`
    scatter, line, area: items may be `x:y`      bubble: `x:y:r`, r in px
    boxplot: a series = box;box…                 box = number,number…

In labels and names a backslash keeps a comma: `labels=Paris\, France,Rome`.
"""

from collections.abc import Callable, Mapping

from endpoint.chart.arranged import LABELS, arrange, named, read_texts
from endpoint.chart.lists import split_list
from endpoint.plot import Figures, PlotType
from endpoint.plot.fields import parse_value
from image_proc.chart.fields import LARGEST_DISC
from image_proc.chart.series import Series
from image_proc.errors import InvalidParameter

DATA, NAMED = "data", "names"
ITEMS_ACCEPTED = "numbers separated by commas, series by |, such as 1,2,3|4,5,6"
PAIRS_ACCEPTED = "x:y of each value, such as 1:5,2:7.5|1:4,2:3"
TRIPLES_ACCEPTED = "x:y:r of each disc, r in px, such as 1:5:4,2:7.5:10"
BOXES_ACCEPTED = "the numbers of each box, boxes separated by ;, such as 1,2,3;2,4,6"
RADII_ACCEPTED = f"a radius of 0 to {LARGEST_DISC} px"
_MAY_BE_PAIRS = frozenset({None, PlotType.SCATTER, PlotType.LINE, PlotType.AREA})


def read_data(texts: Mapping[str, str], type_: PlotType | None) -> Figures:
    """Read what a query holds.

    Args:
        texts: the values, `data`; and where they are told `labels` of the places and `names` of
            the series.
        type_: what they are shown as, where that is said.

    Raises:
        InvalidParameter: names data, labels or names.
    """
    data = texts.get(DATA, "")
    read = _reader(data, type_)
    series = tuple(read(part.strip()) for part in data.split("|"))
    told = named(series, _texts(texts.get(NAMED, ""), NAMED), NAMED)
    return arrange(told, _texts(texts.get(LABELS, ""), LABELS), type_, DATA)


def _reader(data: str, type_: PlotType | None) -> Callable[[str], Series]:
    if type_ is PlotType.BOXPLOT:
        return _boxes
    if type_ is PlotType.BUBBLE:
        return _triples
    if type_ is PlotType.SCATTER or (type_ in _MAY_BE_PAIRS and ":" in data):
        return _pairs
    return _plain


def _plain(part: str) -> Series:
    return Series(values=tuple(_value(item, ITEMS_ACCEPTED) for item in _items(part)))


def _pairs(part: str) -> Series:
    pairs = [_parts(item, 2, PAIRS_ACCEPTED) for item in _items(part)]
    return Series(
        places=tuple(_number(x, PAIRS_ACCEPTED) for x, _ in pairs),
        values=tuple(_value(y, PAIRS_ACCEPTED) for _, y in pairs),
    )


def _triples(part: str) -> Series:
    triples = [_parts(item, 3, TRIPLES_ACCEPTED) for item in _items(part)]
    return Series(
        places=tuple(_number(x, TRIPLES_ACCEPTED) for x, _, _ in triples),
        values=tuple(_value(y, TRIPLES_ACCEPTED) for _, y, _ in triples),
        sizes=tuple(_radius(r) for _, _, r in triples),
    )


def _boxes(part: str) -> Series:
    return Series(
        samples=tuple(
            tuple(_number(item, BOXES_ACCEPTED) for item in _items(box)) for box in part.split(";")
        )
    )


def _items(part: str) -> list[str]:
    return [item.strip() for item in part.split(",")] if part else []


def _parts(item: str, count: int, accepted: str) -> list[str]:
    parts = item.split(":")
    if len(parts) != count:
        raise InvalidParameter(DATA, item, accepted)
    return parts


def _value(item: str, accepted: str) -> float | None:
    try:
        return parse_value(item)
    except ValueError as error:
        raise InvalidParameter(DATA, item, accepted) from error


def _radius(item: str) -> float | None:
    radius = _value(item, TRIPLES_ACCEPTED)
    if radius is not None and not 0 <= radius <= LARGEST_DISC:
        raise InvalidParameter(DATA, item, RADII_ACCEPTED)
    return radius


def _number(item: str, accepted: str) -> float:
    number = _value(item, accepted)
    if number is None:
        raise InvalidParameter(DATA, item, accepted)
    return number


def _texts(text: str, parameter: str) -> tuple[str, ...]:
    if not text:
        return ()
    return read_texts(split_list(text), parameter)
