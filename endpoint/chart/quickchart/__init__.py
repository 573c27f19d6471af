"""QuickChart's grammar: a Chart.js config as JSON, and the few keys beside it."""

from endpoint.chart.quickchart.reading import read_quickchart

__all__ = ["read_quickchart"]
