"""The list of uploads: filtered, sorted, page by page."""

from endpoint.image.listing.documented import ListParameters
from endpoint.image.listing.page import Page, page_of
from endpoint.image.listing.params import read_list
from endpoint.image.listing.query import Filters, ListQuery, Near, Place, Sort

__all__ = [
    "Filters",
    "ListParameters",
    "ListQuery",
    "Near",
    "Page",
    "Place",
    "Sort",
    "page_of",
    "read_list",
]
