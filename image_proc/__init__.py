"""Pixels: specs, renderers and encoders. Knows no Flask, no database and no network."""
