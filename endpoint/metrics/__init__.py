"""What is counted and measured; docs/operation.md explains each metric.

    instruments.py   the metrics, and what image_proc, source and storage tell of their work
    notes.py         what waits to be counted
    requests.py      what Flask tells of each request
    publisher.py     plain numbers of this process, published once a second
    text.py          all of it as Prometheus reads it
    files.py         where the numbers of several processes meet

Nothing in it is a path, a name of a project or an address: whoever reads it learns how the service
feels, and not what is in it.
"""

from endpoint.metrics.instruments import Metrics
from endpoint.metrics.publisher import FrontCounts, Publisher
from endpoint.metrics.requests import install_metrics, metrics_of, publisher_of

__all__ = [
    "FrontCounts",
    "Metrics",
    "Publisher",
    "install_metrics",
    "metrics_of",
    "publisher_of",
]
