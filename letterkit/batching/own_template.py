"""A template of the user's own: checked, compiled once, rendered for each row within limits."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, NoReturn

from jinja2 import Environment, Undefined
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from letterkit.batching.cells import of_kind
from letterkit.batching.errors import RowError
from letterkit.batching.guard import FILTERS, LOOP_WORDS, TESTS, Variable, variables_of
from letterkit.batching.job import ColumnsMap
from letterkit.domain.money import Money
from letterkit.errors import LetterkitError
from letterkit.rendering import formats

TEXT_LIMIT = 200_000
"""Characters of one letter."""
LIST_LIMIT = 1_000
"""Entries of a list in a row: two loops inside each other end in time."""
_PIECES_LIMIT = 50_000
_SIZE_LIMIT = 200_000
"""Bytes of a row; together with the number of pieces this bounds the memory of one letter."""
_PLAIN_SUM = re.compile(r"(\d{1,12})(?:\.(\d\d))? ([A-Z]{3})", re.ASCII)


class OwnTemplate:
    """A template that is safe to run on anybody's rows."""

    def __init__(self, source: str, *, language: str) -> None:
        """`language` is the one in which its filters write days and sums.

        Raises:
            TemplateRefusedError: it cannot be read, or holds something that could harm.
        """
        environment = _environment_for(language)
        self.variables: tuple[Variable, ...] = variables_of(source, environment)
        self._template = environment.from_string(source)

    def text(self, values: dict[str, Any], *, size: int) -> str:
        """Return the letter for the values of one row.

        `size` is that of the row in bytes: no value in it can be longer.

        Raises:
            RowError: a value is missing or of the wrong kind, or the letter gets too long.
        """
        if size > _SIZE_LIMIT:
            raise RowError("long", limit=_SIZE_LIMIT)
        pieces = self._template.root_render_func(_Row(self._template.environment, values))
        try:
            text = "".join(islice(pieces, _PIECES_LIMIT))
        except _GapError as error:
            raise RowError("empty", given=self._full_name(error.name)) from None
        except (TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise RowError("value", given=str(error)) from error
        if len(text) > TEXT_LIMIT or next(iter(pieces), None) is not None:
            raise RowError("output", limit=TEXT_LIMIT)
        return text

    def missing_from(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return the variables that a table with these columns cannot have."""
        names = {identifier(column) for column in columns}
        roots = {".".join(name.split(".")[:n]) for name in names for n in range(1, 9)}
        return tuple(
            variable.name
            for variable in self.variables
            if variable.name.partition("[]")[0] not in roots
        )

    def _full_name(self, name: str) -> str:
        named = [each.name for each in self.variables if each.name.rpartition(".")[2] == name]
        return named[0] if len(named) == 1 else name


def identifier(column: str) -> str:
    """Return what a template calls a column: "Номер заказа" is Номер_заказа."""
    return ".".join(re.sub(r"\W+", "_", part).strip("_") for part in column.split("."))


class _GapError(Exception):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class _Gap(Undefined):
    """A value that a row does not have: it can be asked about, but not written."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> NoReturn:
        raise _GapError(str(self._undefined_name))

    # Jinja's own hold on to the method of their class.
    __lt__ = __le__ = __gt__ = __ge__ = _fail_with_undefined_error
    __int__ = __float__ = __complex__ = _fail_with_undefined_error

    def __str__(self) -> str:
        raise _GapError(str(self._undefined_name))

    def __iter__(self) -> Iterator[Any]:
        raise _GapError(str(self._undefined_name))

    def __len__(self) -> int:
        raise _GapError(str(self._undefined_name))


class _Environment(ImmutableSandboxedEnvironment):
    """Looks values up in the row and nowhere else."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if type(obj) is LoopContext and attribute in LOOP_WORDS:
            return getattr(obj, attribute)
        # Nothing has no parts either: `{% if order.number %}` is no where there is no order.
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict | list):
            try:
                return obj[argument]
            except (LookupError, TypeError):
                return self.undefined(obj=obj, name=str(argument))
        return self.undefined(obj=obj, name=str(argument))


class _Values(dict[str, Any]):
    def __missing__(self, key: str) -> Any:
        return missing


class _Row(Context):
    """What a template sees: the values of a row and nothing global, looked up without detours."""

    def __init__(self, environment: Environment, values: dict[str, Any]) -> None:
        # What the base class prepares beside this, for blocks and macros, no such template has.
        self.parent = values
        self.vars: dict[str, Any] = {}
        self.environment = environment
        self.eval_ctx = EvalContext(environment)
        self.resolve_or_missing = _Values(values).__getitem__  # type: ignore[method-assign, assignment] # faster than a method


@lru_cache(maxsize=8)
def _environment_for(language: str) -> _Environment:
    environment = _Environment(
        undefined=_Gap,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=0,
    )
    environment.globals.clear()
    filters: Mapping[str, Callable[..., Any]] = {
        **environment.filters,
        "day": lambda value, code=language: _day(value, code),
        "money": lambda value, code=language: _money(value, code),
    }
    environment.filters = {name: filters[name] for name in FILTERS}
    environment.tests = {name: environment.tests[name] for name in TESTS}
    return environment


def _day(value: Any, language: str) -> str:
    _check_there(value)
    return _day_in(value, language)


def _check_there(value: Any) -> None:
    if isinstance(value, _Gap):
        str(value)


_NO_MAP = ColumnsMap()
"""A template reads days as every table does, and only those that can be read in one way."""


@lru_cache(maxsize=4096)
def _day_in(value: str, language: str) -> str:
    try:
        day = of_kind("date", value, _NO_MAP)
        return formats.day(date.fromisoformat(day), language)
    except (LetterkitError, TypeError, ValueError) as error:
        raise RowError("value", given=str(value)) from error


def _money(value: Any, language: str) -> str:
    """Return a sum as `formats.money` writes it; plain ones without asking Babel each time."""
    _check_there(value)
    plain = _PLAIN_SUM.fullmatch(value) if type(value) is str else None
    if plain is None:
        try:
            return formats.money(Money.parse(value), language)
        except (AttributeError, TypeError, ValueError) as error:
            raise RowError("value", given=str(value)) from error
    whole, cents, currency = plain.groups()
    if not int(whole) and not int(cents or 0):
        raise RowError("value", given=str(value))
    return _style(language).written(int(whole), cents, currency)


class _Style:
    """How a language writes sums, found out from Babel once."""

    def __init__(self, language: str) -> None:
        large = formats.money(Money.parse("1234567.89 USD"), language)
        small = formats.money(Money.parse("1234.56 USD"), language)
        self._leads = large.startswith("USD")
        number = large.replace("USD", "").strip(" \xa0\u202f")
        self._group, self._point = number[1], number[-3]
        self._space = large.replace(number, "").replace("USD", "")
        self._least = 1_000 if len(small) - len("USD1234.56") > len(self._space) else 10_000

    def written(self, whole: int, cents: str | None, currency: str) -> str:
        grouped = f"{whole:,}".replace(",", self._group) if whole >= self._least else str(whole)
        number = f"{grouped}{self._point}{cents}" if cents else grouped
        ends = (currency, number) if self._leads else (number, currency)
        return self._space.join(ends)


_style = lru_cache(maxsize=8)(_Style)
