"""What the parameters of a chart's look are called in URLs."""

NAMES = {
    "type": "type",
    "width": "width",
    "w": "width",
    "height": "height",
    "h": "height",
    "title": "title",
    "theme": "theme",
    "colors": "colors",
    "background": "background",
    "bg": "background",
    "stacked": "stacked",
    "horizontal": "horizontal",
    "numbers": "numbers",
    "legend": "legend",
    "log": "log",
    "min": "low",
    "max": "high",
    "unit": "unit",
    "x_title": "x_title",
    "y_title": "y_title",
    "bins": "bins",
    "format": "format",
    "scale": "scale",
    "dpr": "scale",
}
"""Public name → field of a plot; of two names for one field the first wins."""
