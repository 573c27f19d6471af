"""Badges: a label and a message in five styles, as SVG, bitmap or JSON from one layout."""
