"""Rules files: TOML with one [[rule]] table each, read into checked, typed rules with ids.

```toml
[[rule]]
id = "block.share_line"          # lower-case, dotted, unique; ends up in the records
label = "share"
pattern = '''(?i)^share (?:this|on)\\b'''
match = ["Share this article"]   # each must be found by the pattern
no_match = ["They share a border with Mali."]
```
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from ..errors import TableError
from .probe import slow_text
from .tables import packaged

T = TypeVar("T")

_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_RULE_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)
_NO_EXAMPLE = "needs at least one `match` and one `no_match` example"
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}


@dataclass(frozen=True, slots=True)
class RawRule:
    """One [[rule]] as read: its keys and values, and the file and line where it starts."""

    values: dict[str, object]
    path: str
    line: int | None

    @property
    def id(self) -> str:
        """The rule's id; checked when the file was read."""
        return str(self.values["id"])

    def error(self, reason: str) -> TableError:
        """The error to raise for this rule: file, line, rule id and `reason`."""
        return TableError(self.path, self.line, f"rule {self.values.get('id', '?')!r}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegexRule:
    """A rule that finds text by a regular expression.

    pattern: in the syntax of `re`, used with `search`; flags: letters of "imsx".
    label: what a match is called; which labels there are is the reader's business.
    match, no_match: texts that the pattern must find something in, and must not; at least one of each.
    why: why the rule is there, for people.
    """

    id: str
    pattern: str
    label: str
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    flags: str = ""
    why: str = ""
    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        unknown = set(self.flags) - set(_FLAGS)
        if unknown:
            raise ValueError(f"unknown flag {min(unknown)!r}; allowed: {''.join(_FLAGS)}")
        object.__setattr__(self, "compiled", compile_safely(self.pattern, self.flags))
        if not self.match or not self.no_match:
            raise ValueError(_NO_EXAMPLE)
        check_examples(self.match, self.no_match, lambda text: self.compiled.search(text) is not None)

    @property
    def longest(self) -> int:
        """Characters of the longest text that the pattern is tried on: lines and names."""
        return 300

    @property
    def example(self) -> str:
        """The first text that must match."""
        return self.match[0]

    @property
    def counter(self) -> str:
        """The first text that must not match."""
        return self.no_match[0]


def check_examples(match: Iterable[str], no_match: Iterable[str], finds: Callable[[str], bool]) -> None:
    """Raise ValueError for a text of `match` in which a rule `finds` nothing, or one of `no_match` in which
    it finds something."""
    for text in match:
        if not finds(text):
            raise ValueError(f"does not match its example {text!r}")
    for text in no_match:
        if finds(text):
            raise ValueError(f"matches its counter-example {text!r}")


def load_regex_rules(name: str, extra: Path | None = None) -> tuple[RegexRule, ...]:
    """The regex rules of `data/rules/NAME.toml`, and of NAME.toml in the user's folder `extra` where it is
    there.

    Order: as in the files, the user's last; a user's rule with an id of ours takes its place. Raises
    TableError with file, line and rule id for whatever is wrong (see `read_table`, `RegexRule`,
    `compile_safely`).
    """
    return load_rules(name, RegexRule, extra)


def load_rules(name: str, kind: type[T], extra: Path | None = None) -> tuple[T, ...]:
    """Like `load_regex_rules` for a frozen dataclass `kind` of the caller.

    Each key of a rule must be a field of `kind`, and each field without a default must be there. Field types
    may be str, bool, int, float, `tuple[str, ...]` (a list of texts, or one text) and those `| None`. `kind`
    may raise ValueError from `__post_init__`; it becomes a TableError. A rule whose class has examples
    (`match`, `no_match`) needs one of each.
    """
    shipped = str(packaged(f"rules/{name}.toml"))
    rules = []
    for raw in read_table(name, extra):
        rule = _typed(raw, kind)
        if raw.path != shipped:  # ours are tried by a test
            _check_cost(raw, rule)
        rules.append(rule)
    return tuple(rules)


def _check_cost(raw: RawRule, rule: Any) -> None:
    """Refuse a rule whose pattern would let a text hang the program."""
    pattern = getattr(rule, "compiled", None)
    if pattern is None:
        return
    pumped = slow_text(pattern, (*rule.match, *rule.no_match), rule.longest)
    if pumped is not None:
        raise raw.error(
            f"the pattern takes far too long on {pumped!r} many times over: give repeats an upper limit "
            "({0,40} for *), make them possessive (\\w++), and let no two beside each other take the same "
            "characters"
        )


def read_table(name: str, extra: Path | None = None) -> list[RawRule]:
    """The [[rule]] tables of `data/rules/NAME.toml`, then those of NAME.toml in the folder `extra`.

    Checked here: the TOML is valid and holds nothing but [[rule]]s; every rule has an `id` (lower-case,
    dotted), unique in its file. A rule of `extra` with an id of ours replaces ours. Raises TableError, also
    for an `extra` that is no folder and for files in it that are not named after a shipped rules file.
    """
    rules = {rule.id: rule for rule in _read_file(packaged(f"rules/{name}.toml"))}
    if extra is not None:
        _check_folder(extra)
        if (extra / f"{name}.toml").is_file():
            rules |= {rule.id: rule for rule in _read_file(extra / f"{name}.toml")}
    return list(rules.values())


def rule_files() -> tuple[str, ...]:
    """The names of the shipped rules files, without `.toml`."""
    folder = files("sahel_events") / "data" / "rules"
    if not folder.is_dir():
        return ()
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise TableError(str(folder), None, "no such folder of rules files")
    for file in sorted(folder.glob("*.toml")):
        if file.stem not in rule_files():
            allowed = ", ".join(f"{name}.toml" for name in rule_files())
            raise TableError(str(file), None, f"no rules file of that name; allowed: {allowed}")


def _read_file(path: Path) -> list[RawRule]:
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:  # of numbers and lists without end, the latter
        raise TableError(str(path), None, f"not a valid TOML file: {error}") from error
    unknown = sorted(set(tables) - {"rule"})
    if unknown:
        raise TableError(str(path), None, f"unknown key {unknown[0]!r}; only [[rule]] tables may stand here")
    found = tables.get("rule", [])
    if not isinstance(found, list) or not all(isinstance(rule, dict) for rule in found):
        raise TableError(str(path), None, "rules are written as [[rule]] tables")
    heads = [text.count("\n", 0, head.start()) + 1 for head in _RULE_HEAD.finditer(text)]
    lines: Iterable[int | None] = heads if len(heads) == len(found) else [None] * len(found)
    rules = [RawRule(values, str(path), line) for values, line in zip(found, lines, strict=True)]
    seen: set[str] = set()
    for rule in rules:
        _check_id(rule, seen)
    return rules


def _check_id(rule: RawRule, seen: set[str]) -> None:
    name = rule.values.get("id")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise rule.error("needs an `id` of lower-case words with a dot, such as 'block.share_line'")
    if name in seen:
        raise rule.error("the id stands twice in this file")
    seen.add(name)


def _typed(raw: RawRule, kind: type[T]) -> T:
    known = {f.name: f for f in fields(kind) if f.init}  # type: ignore[arg-type]
    unknown = sorted(set(raw.values) - set(known))
    if unknown:
        raise raw.error(f"unknown key {unknown[0]!r}; allowed: {', '.join(known)}")
    missing = [
        f.name for f in known.values()
        if f.name not in raw.values and f.default is MISSING and f.default_factory is MISSING
    ]
    if missing:
        raise raw.error(f"key {missing[0]!r} is missing")
    try:
        rule = kind(**{key: _value(raw, key, value, known[key].type) for key, value in raw.values.items()})
    except ValueError as error:
        raise raw.error(str(error)) from error
    if () in (getattr(rule, "match", None), getattr(rule, "no_match", None)):
        raise raw.error(_NO_EXAMPLE)
    return rule


def _value(raw: RawRule, key: str, value: object, annotation: object) -> Any:
    """`value` if it is of the type that the annotation names (as text); lists of text become tuples."""
    wanted = str(annotation)
    plain = {"str": str, "bool": bool, "int": int, "float": float}.get(wanted.removesuffix(" | None"))
    if plain is not None:
        if type(value) is plain or (plain is float and type(value) is int):
            return value
    elif wanted.removesuffix(" | None") == "tuple[str, ...]":
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return tuple(texts)
    else:
        raise TypeError(f"field {key!r} of the rule class has type {wanted}, which rules files cannot hold")
    raise raw.error(f"{key} = {value!r} is not of type {wanted}")


def compile_safely(pattern: str, flags: str = "") -> re.Pattern[str]:
    """`pattern` compiled, `flags` being letters of "imsx".

    Raises ValueError for a pattern that is not valid, or that holds an open-ended repeat inside a repeat:
    those can take exponential time (`(a+)+$` took 14.7 s on 28 characters). A possessive inner
    repeat (`a++`) or an atomic group (`(?>a+)`) is fine: it never gives characters back.
    """
    bits = re.RegexFlag(0)
    for letter in flags:
        bits |= _FLAGS[letter]
    try:
        compiled = re.compile(pattern, bits)
        parsed = re._parser.parse(pattern, bits)  # type: ignore[attr-defined]  # the only parser of re's syntax
        nested = _nested(parsed, inside=False)
    except (re.error, OverflowError, RecursionError) as error:  # a{99999999999}; brackets in brackets
        raise ValueError(f"not a valid regular expression: {error}") from error
    if nested:
        raise ValueError("has an open-ended repeat inside a repeat; make the inner one possessive: (?:a++ )+")
    return compiled


def _nested(node: Any, *, inside: bool) -> bool:
    """Whether a repeat without an upper limit that can give back stands inside a repeat of more than one
    turn."""
    for operator, argument in node:
        name = str(operator)
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            _, high, body = argument
            if inside and str(high) == "MAXREPEAT":
                return True
            if _nested(body, inside=inside or high > 1):
                return True
        else:
            gives_back = name not in {"ATOMIC_GROUP", "POSSESSIVE_REPEAT"}
            if any(_nested(part, inside=inside and gives_back) for part in _parts(argument)):
                return True
    return False


def _parts(argument: Any) -> list[Any]:
    """The sub-patterns inside the argument of a parsed operator (groups, branches, look-arounds,
    conditions)."""
    if type(argument).__name__ == "SubPattern":
        return [argument]
    if isinstance(argument, (tuple, list)):
        return [part for item in argument for part in _parts(item)]
    return []
