import pytest

from endpoint.plot import Spans
from endpoint.query import Sent
from image_proc.errors import InvalidParameter
from source.table import Agg, Between, Rows

NOW = 1_000_000_123.4


def read(**query: str) -> Spans:
    return Spans.read({name: Sent(name, value) for name, value in query.items()})


def test_spans_are_read() -> None:
    assert read() == Spans()
    assert read(window="all") == Spans()
    assert read(window="24h", bucket="90s", agg="p95") == Spans(86_400, 90, Agg.P95)
    assert read(window="500") == Spans(Rows(500))


@pytest.mark.parametrize(
    ("query", "accepted"),
    [
        ({"window": "day"}, "or all"),
        ({"window": "0"}, "1 to 100000"),
        ({"window": "-1h"}, "such as 90m"),
        ({"bucket": "0s"}, "such as 90m"),
        ({"bucket": "12"}, "such as 90m"),
        ({"bucket": "all"}, "such as 90m"),
        ({"agg": "average"}, "sum, mean"),
    ],
)
def test_a_bad_span_is_refused_by_its_name(query: dict[str, str], accepted: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        read(**query)
    assert [refused.value.name] == list(query)
    assert accepted in refused.value.accepted


def test_a_window_ends_with_the_last_whole_bucket() -> None:
    assert read(window="1h", bucket="1m").until(NOW) == Between(999_996_480, 1_000_000_080)


def test_a_window_without_buckets_holds_the_newest_value_and_moves_in_steps() -> None:
    spans = read(window="1h")
    window = spans.until(NOW)
    assert isinstance(window, Between)
    assert window.start == window.end - 3600
    assert NOW < window.end <= NOW + 7.2
    assert spans.until(window.end - 0.1) == window
    assert spans.until(window.end) != window


def test_what_is_no_time_stands_still() -> None:
    assert read(window="10").until(NOW) == Rows(10)
    assert read(bucket="1m").until(NOW) is None


def test_a_bucket_longer_than_the_window_does_not_empty_it() -> None:
    window = read(window="1m", bucket="1d").until(NOW)
    assert isinstance(window, Between)
    assert window.start < NOW < window.end
