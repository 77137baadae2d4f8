"""The Jinja environment of the shipped templates."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from jinja2.runtime import Context
from jinja2.utils import missing

from letterkit.domain.catalog import Catalog


class Values(dict[str, Any]):
    """What a template can name; a name that is not there is Jinja's mark for a missing value."""

    def __missing__(self, name: str) -> Any:
        return missing


class _PlainContext(Context):
    """Looks a value up in `Values` and nowhere else, and calls a function as it is.

    None of our templates sets variables, and none of our functions asks for the context.
    """

    def __init__(self, environment: Environment, parent: Values, *more: Any, **named: Any) -> None:
        super().__init__(environment, parent, *more, **named)
        self.resolve_or_missing = parent.__getitem__  # type: ignore[assignment] # a method there

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _block_vars: object = None,
        _loop_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        return function(*args, **kwargs)


def context_of(template: Template, values: Values) -> Context:
    """Return what the blocks of a template are rendered in."""
    return template.environment.context_class(template.environment, values, template.name, {})


@lru_cache(maxsize=8)
def environment_for(catalog: Catalog) -> Environment:
    """Return the environment of a catalog's templates, each compiled once.

    Templates find `gettext` in the context of each rendering, never in the environment: one
    environment serves all languages at once.
    """
    environment = Environment(
        loader=FunctionLoader(catalog.templates.get),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        bytecode_cache=catalog.template_cache() if catalog.template_cache else None,
        autoescape=False,  # noqa: S701 - letters are plain text
    )
    environment.context_class = _PlainContext
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined] # by the extension
    return environment
