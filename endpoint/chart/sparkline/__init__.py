"""Sparklines of values in the address: `/sparkline?data=3,5,2,8`."""

from endpoint.chart.sparkline.params import read_sparkline

__all__ = ["read_sparkline"]
