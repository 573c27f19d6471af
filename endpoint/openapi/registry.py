"""The decorator of documented routes, on top of spectree, which only documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, ParamSpec, TypeVar, cast

from flask import current_app
from pydantic import BaseModel
from spectree import SpecTree
from spectree.config import ModeEnum
from spectree.models import Tag
from spectree.plugins.flask_plugin import FlaskPlugin
from spectree.response import Response as SpecTreeResponse
from werkzeug.routing import Rule

from endpoint.openapi.answers import Answer, FormBody, Json, PathParameter
from endpoint.openapi.tidy import operations, query_parameter, used_schemas

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class _Answers(SpecTreeResponse):
    """The answers as they are: spectree's own 422 and its single JSON body stay out."""

    def __init__(self, answers: Mapping[int, Answer]) -> None:
        super().__init__()
        self._answers = answers

    @property
    def models(self) -> list[type[BaseModel]]:
        """The models that the document must hold."""
        bodies = [model for answer in self._answers.values() for model in answer.content.values()]
        return [model for model in bodies if model]

    def add_model(self, *_args: object, **_kwargs: object) -> None:
        """Ignore the validation error that spectree would add: it validates nothing here."""

    def generate_spec(self, *_args: object, **_kwargs: object) -> Json:
        """Give the responses object."""
        return {str(status): answer.document() for status, answer in self._answers.items()}


class _Plugin(FlaskPlugin):
    """Flask's routes as documentation only: a view is called with nothing in between."""

    def validate(self, func: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Call the view; the first eleven arguments are spectree's settings of the route."""
        return func(*args[11:], **kwargs)

    def find_routes(self) -> list[Rule]:
        """List the rules in the order in which the views were registered."""
        order = list(current_app.view_functions)
        return sorted(current_app.url_map.iter_rules(), key=lambda rule: order.index(rule.endpoint))

    def parse_path(self, route: Any, described: Mapping[str, str] | None) -> tuple[str, list[Json]]:
        """Give the path template and its parameters, each of which must be described."""
        template, found = super().parse_path(route, None)
        parameters = cast("Mapping[str, PathParameter]", described)
        return template, [parameters[each["name"]].document(each["name"]) for each in found]

    def get_func_operation_id(self, _func: Callable[..., Any], path: str, method: str) -> str:
        """Make an identifier of letters, digits and underscores, one for each rule."""
        words = "".join(letter if letter.isalnum() else " " for letter in path).split()
        return "_".join([method.lower(), *words])


class Api:
    """The routes that were documented, and the document made of them."""

    def __init__(self) -> None:
        """Start with no route."""
        self._tree = SpecTree(
            backend=_Plugin,
            naming_strategy=lambda model: str(model.__name__),
            nested_naming_strategy=lambda _parent, child: child,
            mode=ModeEnum.strict,
            annotations=False,
            title="Easel",
            description="Badges, placeholders and pictures made on request; images kept.",
            version="1",
        )

    def route(
        self,
        *,
        tag: str,
        answers: Mapping[int, Answer],
        query: type[BaseModel] | None = None,
        path: Mapping[str, PathParameter] | None = None,
        body: type[BaseModel] | None = None,
    ) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
        """Document a view; see the module's docstring. Stands below the blueprint's decorator."""
        form = body if body and issubclass(body, FormBody) else None
        decorate = self._tree.validate(
            query=query,
            json=None if form else body,
            form=form,
            resp=_Answers(answers),
            tags=(Tag(name=tag),),
            path_parameter_descriptions=cast("Mapping[str, str]", path),
            skip_validation=True,
        )
        return cast(
            "Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]", decorate
        )

    def document(self, base_url: str) -> Json:
        """Give the OpenAPI document of the current app.

        Args:
            base_url: Where the service is seen from outside, without a trailing slash.
        """
        document = deepcopy(cast("Json", self._tree.spec))
        for operation in operations(document):
            operation["parameters"] = [query_parameter(each) for each in operation["parameters"]]
        document["servers"] = [{"url": base_url or "/"}]
        document["components"]["schemas"] = used_schemas(document)
        return document
