"""Google Image Charts' grammar: `cht`, `chs`, `chd` and the keys around them."""

from endpoint.chart.google.reading import read_google

__all__ = ["read_google"]
