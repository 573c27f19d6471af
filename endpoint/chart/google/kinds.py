"""The types of `cht`."""

from typing import NamedTuple

from endpoint.chart.google.keys import Keys
from image_proc.chart import ChartType

QR = "qr"


class Kind(NamedTuple):
    """What a name of `cht` stands for.

    Args:
        type: what is drawn.
        stacked: whether series stand upon each other.
        horizontal: whether values run from the left.
        bare: whether it never has axes.
        round: whether its lines are.
        near: whether it is only the nearest to what was asked for.
        paired: whether of each two series the first one is the places.
    """

    type: ChartType
    stacked: bool = False
    horizontal: bool = False
    bare: bool = False
    round: bool = False
    near: bool = False
    paired: bool = False


KINDS = {
    "bvg": Kind(ChartType.BAR),
    "bvs": Kind(ChartType.BAR, stacked=True),
    "bvo": Kind(ChartType.BAR, near=True),
    "bhg": Kind(ChartType.BAR, horizontal=True),
    "bhs": Kind(ChartType.BAR, stacked=True, horizontal=True),
    "bho": Kind(ChartType.BAR, horizontal=True, near=True),
    "lc": Kind(ChartType.LINE),
    "ls": Kind(ChartType.LINE, bare=True),
    "lxy": Kind(ChartType.LINE, paired=True),
    "s": Kind(ChartType.SCATTER, paired=True),
    "p": Kind(ChartType.PIE),
    "p3": Kind(ChartType.PIE, near=True),
    "pc": Kind(ChartType.DOUGHNUT),
    "pd": Kind(ChartType.DOUGHNUT),
    "r": Kind(ChartType.RADAR),
    "rs": Kind(ChartType.RADAR, round=True),
    "gom": Kind(ChartType.GAUGE),
}
SLICED = frozenset({ChartType.PIE, ChartType.DOUGHNUT})
ACCEPTED = f"one of {', '.join((*KINDS, QR))}"
_BARE = ":nda"
_TYPE = "cht"


def read_kind(keys: Keys) -> Kind:
    """Find what `cht` stands for; `:nda` behind it is a chart without axes.

    Raises:
        InvalidParameter: there is none of that name.
    """
    text = keys.text(_TYPE)
    kind = KINDS.get(text.removesuffix(_BARE))
    if kind is None:
        raise keys.refuse(_TYPE, ACCEPTED)
    if kind.near:
        keys.give_up(_TYPE)
    return kind._replace(bare=True) if text.endswith(_BARE) else kind
