"""The messages that the program can print, collected from its source: what stands where one is raised or
said.

A message is a template: its words as the source has them, with {name} for each value that is put in. A sink
is a call that makes or prints one: of an exception, of `Problem`, and of what `SINKS` names. Where a sink is
handed a variable, or what a function of the package gives, that is followed to the words. One without words
of its own passes on what was made elsewhere: `PASSED_ON` says where, and texts that come by way of lists and
generators are taken from the functions of `MAKERS`. So a message in a new place is found, or the place is;
either fails a test until it has its row.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import sahel_events

PACKAGE = Path(sahel_events.__file__).parent

SINKS = {
    "Problem": (3,), "BadBytes": (1,), "TableError": (2,), "fail": (0, 1),
    "hint": (0,), "say": (2,), "error": (0,),
    "_nothing": (0, 1), "told": (0,), "_say": (0,),
    "stopped": (1, 2),
}
"""Which arguments of a call are messages, by the last part of the name called; those of an exception that is
not named here are all."""
NO_SINKS = ("views.tallies", "views.scores", "evaluation.values")
"""Modules with a function of a sink's name that is none: it prints figures, or makes a record."""

MAKERS = {
    "cli.explain": ("_article_text", "_article_texts"), "cli.extract": ("_remains",),
    "cli.report": ("_page",),
    "corpus.decode": ("_mended", "_utf8_or_cp1252"), "corpus.files": ("_sortable",),
    "corpus.metadata": ("_published",), "corpus.read": ("_refused",), "corpus.records": ("_row",),
    "evaluation.evaluate": ("_unjudged", "_missing", "_changed"), "evaluation.gold": ("_read",),
    "evaluation.sources": ("read_records", "_values_problem", "read_rejected", "unknown_ids"),
    "form": ("parse_whole", "linked_problem", "form_problem", "_keys_problem", "_values_problem"),
    "linking.run": ("_problem", "_double"),
}
"""Functions whose texts are messages that reach a sink by way of a list, a field or a generator."""

_WORD = re.compile(r"[A-Za-z]{3}")
_VALUE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Site:
    """Where a message stands: the function with its module within the package, the line, and the template;
    `sink` where a call makes or prints it there, `hint` where it is no message but says what can be done."""

    function: str
    line: int
    template: str
    sink: bool
    hint: bool = False

    @property
    def has_words(self) -> bool:
        """Whether it says something itself, besides the values put in."""
        words = _VALUE.sub("", self.template)
        return _WORD.search(words) is not None and len(words) > 3


@cache
def sites() -> list[Site]:
    """Every message of the package, in the order of the source."""
    return [site for name in sorted(_modules()) for site in _Collector(name).found()]


def pattern(template: str) -> re.Pattern[str]:
    """What a message of the template looks like once its values are put in."""
    parts = _VALUE.split(template)
    return re.compile(".*?".join(map(re.escape, parts)), re.DOTALL)


@cache
def _modules() -> dict[str, ast.Module]:
    """The parsed modules by their dotted names within the package; that of a folder by the folder's."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


class _Collector:
    """Collects the messages of one module."""

    def __init__(self, module: str) -> None:
        self.module = module

    def found(self) -> Iterator[Site]:
        """Its messages, each once for the place where its words are put together."""
        for function, inner in _functions(self.module):
            for node in inner:
                if isinstance(node, ast.Call):
                    for number, argument in _messages_of(node, self.module):
                        yield from self._sites(argument, function, sink=True, hint=_is_hint(node, number))
                if getattr(function, "name", "") in MAKERS.get(self.module, ()):
                    for text in _texts_of(node):
                        yield from self._sites(text, function, sink=False)

    def _sites(
        self, node: ast.expr, function: ast.AST, *, sink: bool, hint: bool = False
    ) -> Iterator[Site]:
        name = f"{self.module}.{getattr(function, 'name', '')}".strip(".")
        for template in sorted(_Texts(self.module).of(node, function)):
            yield Site(name, node.lineno, template, sink, hint)


@cache
def _functions(module: str) -> list[tuple[ast.AST, list[ast.AST]]]:
    """Each function of a module with the nodes that are its own; the module itself with those outside."""

    def own(node: ast.AST, nodes: list[ast.AST]) -> Iterator[tuple[ast.AST, list[ast.AST]]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                inner: list[ast.AST] = []
                yield from own(child, inner)
                yield child, inner
            else:
                nodes.append(child)
                yield from own(child, nodes)

    outside: list[ast.AST] = []
    tree = _modules()[module]
    return [*own(tree, outside), (tree, outside)]


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_hint(node: ast.Call, number: int) -> bool:
    """Whether an argument of a sink says what can be done."""
    if _called(node) == "say":
        return getattr(node.args[1], "value", "") == "hint"
    return _called(node) == "hint" or (_called(node) in {"fail", "_nothing"} and number == 1)


def _messages_of(node: ast.Call, module: str) -> list[tuple[int, ast.expr]]:
    """The arguments of a call that are messages, with their numbers."""
    name = _called(node)
    if name == "say" and (module in NO_SINKS or getattr(node.args[1], "value", "?") == ""):
        return []
    if name == "_say" and module in NO_SINKS:
        return []
    if name == "EvaluationError" and isinstance(node.args[0], ast.List):
        return list(enumerate(node.args[0].elts))
    if name in SINKS:
        return [(at, node.args[at]) for at in SINKS[name] if at < len(node.args)]
    return list(enumerate(node.args)) if name.endswith("Error") and name != "_NothingToReadError" else []


def _texts_of(node: ast.AST) -> list[ast.expr]:
    """What a maker's statement adds to what it gives: texts that it returns, yields, appends, or keeps in a
    variable or under a key."""
    if isinstance(node, (ast.Return, ast.Yield, ast.Assign, ast.AnnAssign)) and node.value is not None:
        given = node.value
    elif isinstance(node, ast.Call) and _called(node) == "append":
        given = node.args[0]
    else:
        return []
    parts = given.elts if isinstance(given, (ast.Tuple, ast.List)) else [given]
    inner = (part.value if isinstance(part, ast.DictComp) else getattr(part, "elt", part) for part in parts)
    texts = (ast.JoinedStr, ast.BinOp, ast.IfExp, ast.Constant)
    return [
        part for part in inner
        if isinstance(part, texts) or (isinstance(part, ast.Name) and part.id.strip("_").isupper())
    ]


class _Texts:
    """The texts that an expression can be."""

    def __init__(self, module: str) -> None:
        self.module = module

    def of(self, node: ast.expr, function: ast.AST, depth: int = 0) -> set[str]:
        """Its templates."""
        deeper = depth + 1
        if isinstance(node, ast.Constant):
            return {node.value} if isinstance(node.value, str) else set()
        if isinstance(node, ast.JoinedStr):
            pieces = (self._piece(value, function, deeper) for value in node.values)
            return {"".join(parts) for parts in product(*pieces)}
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            sides = self.of(node.left, function, deeper), self.of(node.right, function, deeper)
            return {"".join(pair) for pair in product(*sides)}
        if isinstance(node, ast.IfExp):
            return self.of(node.body, function, deeper) | self.of(node.orelse, function, deeper)
        if isinstance(node, ast.BoolOp):
            return set().union(*(self.of(value, function, deeper) for value in node.values))
        if isinstance(node, ast.Name) and depth < 6:
            return self._named(node.id, function, deeper) or {f"{{{node.id}}}"}
        if isinstance(node, ast.Call) and depth < 6:
            if _called(node) == "format" and isinstance(node.func, ast.Attribute):
                return self.of(node.func.value, function, deeper)
            return self._returned(node, deeper) or {_placeholder(node)}
        return {_placeholder(node)}

    def _piece(self, value: ast.expr, function: ast.AST, depth: int) -> set[str]:
        """A part of an f-string; words that a variable called cause, or a constant, holds are its own."""
        if isinstance(value, ast.Constant):
            return {str(value.value)}
        inner = value.value if isinstance(value, ast.FormattedValue) else value
        plain = isinstance(value, ast.FormattedValue) and value.conversion == -1  # !r is another text
        if plain and isinstance(inner, ast.Name) and (inner.id == "cause" or inner.id.isupper()):
            return self.of(inner, function, depth) or {_placeholder(value)}
        return {_placeholder(value)}

    def _named(self, name: str, function: ast.AST, depth: int) -> set[str]:
        """What a variable is set to: in the function, else in its module, else where it is imported from."""
        tree = _modules()[self.module]
        for scope in (function, tree):
            values = list(_assigned(name, scope, inside=scope is function))
            if values:
                return set().union(*(self.of(value, scope, depth) for value in values))
        origin = _origin(name, tree, self.module)
        return _Texts(origin)._named(name, _modules()[origin], depth) if origin else set()

    def _returned(self, call: ast.Call, depth: int) -> set[str]:
        """What a function of the package returns, where it is text."""
        name = _called(call)
        of = call.func.value if isinstance(call.func, ast.Attribute) else None
        if of is not None and not (isinstance(of, ast.Name) and of.id in {"self", "cls"}):
            return set()
        tree = _modules()[self.module]
        for function, inner in _functions(self.module):
            if getattr(function, "name", "") == name:
                found = [n.value for n in inner if isinstance(n, ast.Return) and n.value is not None]
                parts = [p for each in found for p in (each.elts if isinstance(each, ast.Tuple) else [each])]
                return set().union(*(self.of(part, function, depth) for part in parts))
        origin = _origin(name, tree, self.module)
        return _Texts(origin)._returned(call, depth) if origin else set()


def _assigned(name: str, scope: ast.AST, *, inside: bool) -> Iterator[ast.expr]:
    nodes = ast.walk(scope) if inside else ast.iter_child_nodes(scope)
    for node in nodes:
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            targets, value = [node.target], node.value
        else:
            continue
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            yield value


def _origin(name: str, tree: ast.Module, module: str) -> str | None:
    """The module of the package that a name is imported from."""
    path = module.split(".") if module else []
    folder = path if (PACKAGE / "/".join(path) / "__init__.py").is_file() else path[:-1]
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        if name in {alias.asname or alias.name for alias in node.names}:
            above = folder[: len(folder) - node.level + 1]
            origin = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            return origin if origin in _modules() else None
    return None


def _placeholder(node: ast.expr) -> str:
    """A value put in, by the name of a variable or of the attribute that it is; "…" for what has none."""
    if isinstance(node, ast.FormattedValue):
        node = node.value
    if isinstance(node, ast.Call) and node.args and _called(node) in {"str", "shown", "as_posix"}:
        node = node.args[0]
    if isinstance(node, ast.BoolOp):
        node = node.values[-1]
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else "…"
    return f"{{{name}}}"
