"""The mutants of `scripts/mutants.py`: mutmut's operators and numbers, of all functions of some rooms, drawn
with equal chances; and the modules that hold them, switched on by MUTANT_UNDER_TEST."""

from __future__ import annotations

import ast
import difflib
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutmut.mutation.file_mutation import combine_mutations_to_source, create_mutations
from mutmut.mutation.trampoline_templates import mangle_function_name

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "sahel_events"
ROOMS = ("events", "corpus")


@dataclass(frozen=True)
class Mutant:
    """One mutation of one function. `name` is mutmut's (module, function, number), `file` counts from the
    package, `active` is the name by which the module written for this run knows it."""

    name: str
    file: str
    line: int
    diff: str
    active: str


def draw(seed: int, count: int) -> tuple[list[Mutant], dict[str, str], int]:
    """The mutants drawn, in order of file and line, the text of each module with its own, of how many
    drawn."""
    every: list[tuple[str, str, Any]] = []
    modules: dict[str, tuple[Any, dict[Any, tuple[str, int]]]] = {}
    for path in sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py")):
        file = str(path.relative_to(PACKAGE))
        module, mutations, *_ = create_mutations(str(path), path.read_text(encoding="utf-8"))
        names = dict(functions(module))
        modules[file] = module, names
        counted: dict[str, int] = {}
        for mutation in mutations:
            if mutation.contained_by_top_level_function in names:
                name, _ = names[mutation.contained_by_top_level_function]
                counted[name] = counted.get(name, 0) + 1
                every.append((file, f"{name}__mutmut_{counted[name]}", mutation))
    drawn = sorted(random.Random(seed).sample(range(len(every)), min(count, len(every))))
    mutants: list[Mutant] = []
    texts = {}
    for file, group in itertools.groupby((every[i] for i in drawn), key=lambda m: m[0]):
        found, texts[file] = written(file, *modules[file], list(group))
        mutants += found
    return mutants, texts, len(every)


def functions(module: Any) -> Iterator[tuple[Any, tuple[str, int]]]:
    """Top-level functions and methods of a parsed module: node, mutmut's name for it, line of its `def`."""

    def level(nodes: Any, lines: Sequence[ast.stmt], class_name: str | None = None) -> Iterator[Any]:
        kinds = {"FunctionDef", "ClassDef"}
        places = [n for n in lines if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
        for node, place in zip((n for n in nodes if type(n).__name__ in kinds), places, strict=True):
            if type(node).__name__ == "FunctionDef":
                yield node, (mangle_function_name(name=node.name.value, class_name=class_name), place.lineno)
            elif class_name is None:
                yield from level(node.body.body, place.body, node.name.value)  # type: ignore[union-attr]

    yield from level(module.body, ast.parse(module.code).body)


def written(
    file: str, module: Any, names: Any, drawn: Sequence[tuple[str, str, Any]]
) -> tuple[list[Mutant], str]:
    """The mutants drawn from one module, and its text with a switch in each function that has one."""
    made = combine_mutations_to_source(module, [mutation for _, _, mutation in drawn])
    lines = made.code.splitlines()
    dotted = ".".join(["sahel_events", *Path(file).with_suffix("").parts])
    starts = dict(names.values())
    counted: dict[str, int] = {}
    mutants = []

    def body(name: str) -> list[str]:
        span = made.line_span_by_function_name[name]
        text = lines[span.start - 1 : span.end]
        first = next(i for i, line in enumerate(text) if line.lstrip().startswith(("def ", "async def ")))
        return [text[first].replace(name, ""), *text[first + 1 :]]

    for _, name, _ in drawn:
        function = name.partition("__mutmut_")[0]
        counted[function] = counted.get(function, 0) + 1
        local = f"{function}__mutmut_{counted[function]}"
        before, after = body(f"{function}__mutmut_orig"), body(local)
        first = next(i for i, (a, b) in enumerate(itertools.zip_longest(before, after)) if a != b)
        changes = list(difflib.unified_diff(before, after, n=0, lineterm=""))[3:]
        line = starts[function] + first
        mutants.append(Mutant(f"{dotted}.{name}", file, line, "\n".join(changes), f"{dotted}.{local}"))
    return mutants, made.code
