"""Reads a template of the user's own and refuses what could harm, before it is ever run.

Jinja's sandbox limits neither time nor memory: `'a' * 10**9` is harmless to it. So only nodes that
cannot grow are let through: values, conditions, loops over lists of the row, a few filters.
"""

from collections.abc import Iterator
from typing import ClassVar

from jinja2 import Environment, TemplateSyntaxError, nodes

from letterkit.domain.noun import Noun
from letterkit.domain.text import plain
from letterkit.errors import LetterkitError, Translate
from letterkit.marking import N_

SOURCE_LIMIT = 100_000
"""Characters of a template."""
LOOPS_LIMIT = 2
"""Loops inside each other."""
_CONST_LIMIT = 200
"""Characters of a text in a filter's brackets."""

FILTERS = frozenset(
    ("capitalize", "count", "d", "day", "default", "first", "join", "last", "length", "lower",
     "money", "title", "trim", "upper")
)  # fmt: skip
_FOR_LISTS = frozenset(("count", "first", "join", "last", "length"))
TESTS = frozenset(
    ("defined", "undefined", "none", "string", "number", "true", "false", "eq", "equalto", "ne",
     "in", "lt", "le", "gt", "ge", "odd", "even")
)  # fmt: skip
LOOP_WORDS = frozenset(("index", "index0", "first", "last", "length", "revindex"))
_HARMLESS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Name, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip
_Path = tuple[str, ...]


class TemplateRefusedError(LetterkitError):
    """A template could harm, or cannot be read. `reason` is one of the keys of `sentences`."""

    exit_code = 4
    sentences: ClassVar[dict[str, str]] = {
        "syntax": N_("Line %(line)s of the template cannot be read: %(what)s"),
        "long": N_("The template is too long."),
        "node": N_("Line %(line)s of the template: “%(what)s” is not allowed here."),
        "filter": N_("Line %(line)s of the template: there is no filter “%(what)s” here."),
        "test": N_("Line %(line)s of the template: there is no test “%(what)s” here."),
        "attribute": N_("Line %(line)s of the template: “%(what)s” cannot be reached."),
        "loops": N_("Line %(line)s of the template: too many loops inside each other."),
        "list": N_("Line %(line)s of the template: a loop needs a list of the row."),
        "constant": N_("Line %(line)s of the template: a filter takes short, fixed text only."),
        "unknown": N_("The template uses what the table does not have: %(what)s."),
    }
    hint = N_("Allowed are values, if, for over a list of the row, and these filters: %(filters)s.")
    unknown_hint = N_("Columns of the table: %(known)s.")

    def __init__(self, reason: str, *, line: int = 0, what: str = "", known: str = "") -> None:
        self.reason = reason
        filters = ", ".join(sorted(FILTERS))
        super().__init__(line=line, what=what, known=known, filters=filters)

    def told(self, translate: Translate) -> str:
        return translate(self.sentences[self.reason]) % self.facts

    def advice(self, translate: Translate) -> str:
        return translate(self.unknown_hint if self.facts["known"] else self.hint) % self.facts


class Variable(Noun, frozen=True, kw_only=True):
    """A value that a template asks the row for."""

    name: str
    """Dotted; `[]` stands for each entry of a list: "evidence[].label"."""
    line: int
    """The first line that names it."""
    needed: bool
    """Whether it is asked for without a condition."""
    is_written: bool
    """Whether it stands in the letter; else it is only asked about or gone through."""


def variables_of(source: str, environment: Environment) -> tuple[Variable, ...]:
    """Return what a template asks for, in the order in which it does.

    Raises:
        TemplateRefusedError: it cannot be read, or holds something that could harm.
    """
    if len(source) > SOURCE_LIMIT:
        raise TemplateRefusedError("long")
    try:
        tree = environment.parse(source)
        walk = _Walk()
        walk.statements([tree], {}, loops=0, needed=True)
    except TemplateSyntaxError as error:
        raise TemplateRefusedError(
            "syntax", line=error.lineno, what=plain(error.message or "")
        ) from error
    except RecursionError as error:
        raise TemplateRefusedError("long") from error
    return tuple(
        Variable(name=name, line=line, needed=needed, is_written=name in walk.written)
        for name, (line, needed) in walk.found.items()
    )


class _Walk:
    """One passage over a parsed template."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[int, bool]] = {}
        self.written: set[str] = set()

    def statements(
        self, body: list[nodes.Node], bound: dict[str, _Path], *, loops: int, needed: bool
    ) -> None:
        for node in body:
            if isinstance(node, nodes.For):
                self._loop(node, bound, loops=loops + 1, needed=needed)
            elif isinstance(node, nodes.If):
                self._expression(node.test, bound, needed=False)
                branches = [*node.body, *node.elif_, *node.else_]
                self.statements(branches, bound, loops=loops, needed=False)
            elif isinstance(node, nodes.Template | nodes.Output):
                inside = list(node.iter_child_nodes())
                self.statements(inside, bound, loops=loops, needed=needed)
            elif isinstance(node, nodes.Expr):
                self._expression(node, bound, needed=needed)
                if (path := _path_of(_inside_filters(node))) is not None:
                    self.written.add(".".join(_resolved(path, bound)))
            elif not isinstance(node, nodes.TemplateData):
                raise _refused("node", node, type(node).__name__.lower())

    def _loop(self, node: nodes.For, bound: dict[str, _Path], *, loops: int, needed: bool) -> None:
        if loops > LOOPS_LIMIT or node.recursive:
            raise _refused("loops", node, "for")
        path = _path_of(node.iter)
        if path is None or not isinstance(node.target, nodes.Name):
            raise _refused("list", node, "for")
        self._expression(node.iter, bound, needed=needed)
        entry = (*_resolved(path, bound)[:-1], f"{_resolved(path, bound)[-1]}[]")
        inside = {**bound, node.target.name: entry, "loop": ("loop",)}
        if node.test is not None:
            self._expression(node.test, inside, needed=False)
        self.statements(node.body, inside, loops=loops, needed=needed)
        self.statements(node.else_, bound, loops=loops, needed=needed)

    def _expression(self, node: nodes.Node, bound: dict[str, _Path], *, needed: bool) -> None:
        if (path := _path_of(node)) is not None:
            self._note(node, path, bound, needed=needed)
            return
        needed = needed and not _makes_up_for(node)
        if isinstance(node, nodes.Filter):
            _check_call(node, "filter", FILTERS)
            if node.node is None:
                raise _refused("node", node, "filter")
            self._expression(node.node, bound, needed=needed)
            return
        if isinstance(node, nodes.Test):
            _check_call(node, "test", TESTS)
            self._expression(node.node, bound, needed=False)
            return
        if isinstance(node, nodes.List | nodes.Tuple):
            if not all(isinstance(item, nodes.Const) for item in node.items):
                raise _refused("node", node, "[…]")
            return
        if not isinstance(node, _HARMLESS):
            raise _refused("node", node, type(node).__name__.lower())
        for child in node.iter_child_nodes():
            self._expression(child, bound, needed=needed)

    def _note(
        self, node: nodes.Node, path: _Path, bound: dict[str, _Path], *, needed: bool
    ) -> None:
        for name in path:
            if name.startswith("_"):
                raise _refused("attribute", node, name)
        if path[0] == "loop" and "loop" in bound:
            if len(path) != 2 or path[1] not in LOOP_WORDS:
                raise _refused("attribute", node, ".".join(path))
            return
        name = ".".join(_resolved(path, bound))
        line, was_needed = self.found.get(name, (node.lineno, False))
        self.found[name] = (line, was_needed or needed)


def _refused(reason: str, node: nodes.Node, what: str) -> TemplateRefusedError:
    return TemplateRefusedError(reason, line=node.lineno, what=what)


def _path_of(node: nodes.Node) -> _Path | None:
    """Return ("order", "number") for `order.number` or `order["number"]`, else None."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        before, name = _path_of(node.node), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        before, name = _path_of(node.node), str(node.arg.value)
    else:
        return None
    return None if before is None else (*before, name)


def _resolved(path: _Path, bound: dict[str, _Path]) -> _Path:
    return (*bound[path[0]], *path[1:]) if path[0] in bound else path


def _inside_filters(node: nodes.Node) -> nodes.Node:
    """Return what filters make the text of; those that take lists make it themselves."""
    while isinstance(node, nodes.Filter) and node.node is not None:
        if node.name in _FOR_LISTS:
            break
        node = node.node
    return node


def _makes_up_for(node: nodes.Node) -> bool:
    """Whether an expression copes with a value that is not there."""
    is_default = isinstance(node, nodes.Filter) and node.name in ("d", "default")
    return is_default or isinstance(node, nodes.CondExpr | nodes.And | nodes.Or)


def _check_call(node: nodes.Filter | nodes.Test, reason: str, allowed: frozenset[str]) -> None:
    if node.name not in allowed:
        raise _refused(reason, node, node.name)
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise _refused("constant", node, node.name)
    for value in _values_of(node):
        is_list = isinstance(value, nodes.List | nodes.Tuple)
        for each in value.items if is_list else [value]:  # type: ignore[attr-defined] # checked above
            if not isinstance(each, nodes.Const) or len(str(each.value)) > _CONST_LIMIT:
                raise _refused("constant", node, node.name)


def _values_of(node: nodes.Filter | nodes.Test) -> Iterator[nodes.Node]:
    yield from node.args
    yield from (pair.value for pair in node.kwargs)
