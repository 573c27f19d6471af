"""Queries into documents: one short text out of JSON, YAML, TOML, XML, plain text or a report.

`check_query` tells at once, in this process, whether a query is one. `Evaluator` reads documents
and answers queries in processes of its own, which are ended when they take too long.
"""

from source.query.evaluator import Evaluator
from source.query.kinds import Kind, Query
from source.query.languages import check_query

__all__ = ["Evaluator", "Kind", "Query", "check_query"]
