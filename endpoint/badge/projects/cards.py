"""From a query to a card whose words stand in it, which is no metric's."""

from werkzeug.datastructures import MultiDict

from endpoint.badge.grammar import Tail
from endpoint.badge.params import policy, read_cache_seconds
from endpoint.badge.projects.params import Drawn, Ground
from endpoint.query import Sent, build, join_path, read_query
from image_proc.card.spec import CardSpec

_USUAL_DESIGN = "card"
_USUAL_WORDS = {"label": "Hello", "message": "World"}
_NAMES = {
    "label": "label",
    "message": "message",
    "project": "project",
    "metric": "metric",
    "date": "date",
    "color": "color",
    "style": "style",
    "scale": "scale",
    "cacheSeconds": "cache_seconds",
}


def draw_card(tail: Tail, args: MultiDict[str, str], ground: Ground, cache_control: str) -> Drawn:
    """Specify a card whose words stand in the query.

    Args:
        tail: scale and format.
        args: the query.
        ground: what all depends on.
        cache_control: the policy where nobody said `cacheSeconds`.

    Raises:
        InvalidParameter: the first thing that is wrong.
    """
    sent = read_query(args, _NAMES)
    sent["format"] = Sent("format", tail.suffix or "png")
    sent = join_path(sent, {"scale": tail.scale})
    style = sent.pop("style", Sent("style", _USUAL_DESIGN))
    seconds = read_cache_seconds(sent.pop("cache_seconds", None))
    words = {name: Sent(name, text) for name, text in _USUAL_WORDS.items() if name not in sent}
    sent["design"] = Sent(style.name, ground.designs.find(str(style.value)))
    return Drawn(build(CardSpec, sent | words, ground.limits), policy(seconds, cache_control))
