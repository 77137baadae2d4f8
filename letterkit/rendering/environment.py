"""The Jinja environment of the shipped templates."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from jinja2.runtime import Context
from jinja2.utils import missing

from letterkit.domain.catalog import Catalog


class _PlainContext(Context):
    """Asks for a value once, and calls a function as it is.

    None of our templates sets variables, and none of our functions asks for the context.
    """

    def resolve_or_missing(self, key: str) -> Any:
        try:
            return self.parent[key]
        except KeyError:
            return self.vars.get(key, missing)

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return function(*args, **kwargs)


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
