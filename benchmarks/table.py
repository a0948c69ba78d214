"""The table of what was measured, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .bars import bars, middle, ratio, ratios
from .stages import ORDER

Entries = dict[str, dict[str, Any]]
CORPUS = {
    "conflict": "conflict only",
    "mixed": "one in ten conflict",
    "long": "long files",
    "jsonl": "one JSONL file",
}
SIDES = {"plain": "plain nlp.pipe", "jobs 1": "extract --jobs 1", "jobs 2": "extract --jobs 2"}


def render(results: dict[str, Any]) -> str:
    """Ratios and bars first, then what they were made from."""
    entries: Entries = results["entries"]
    parts = [
        _machine(results["machine"]), _bars(entries), _ratios(entries), _speed(entries), _memory(entries),
        _startup(entries), _stages(entries), _equality(entries), _measured(entries),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


def _machine(machine: dict[str, Any]) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in machine.items())


def _bars(entries: Entries) -> str:
    rows = []
    for bar in bars(entries):
        sign = "≥" if bar.at_least else "≤"
        verdict = f"**{bar.verdict}**" if bar.verdict == "MISSED" else bar.verdict
        limit = f"{sign} {bar.limit:g} {bar.unit}".strip()
        rows.append((bar.name, _number(bar.value, bar.unit), limit, verdict))
    return _section("Bars", _table(("what", "measured", "bar", ""), rows))


def _ratios(entries: Entries) -> str:
    rows = []
    for name, entry in _of(entries, "speed"):
        for side, against in (("jobs 1", "plain"), ("jobs 2", "plain"), ("jobs 1", "jobs 2")):
            pairs = ratios(entry["runs"], side, against)
            if not pairs:
                continue
            rows.append((
                CORPUS.get(name, name), f"{SIDES[side]} / {SIDES[against]}",
                _number(ratio(entry, side, against)), f"{min(pairs):.2f} to {max(pairs):.2f}",
                _number(ratio(entry, side, against, "cpu")),
            ))  # fmt: skip
    head = ("corpus", "sides", "ratio of wall time", "of the pairs", "of CPU time")
    return _section("Ratios of whole processes (medians of pairs)", _table(head, rows))


def _speed(entries: Entries) -> str:
    rows = []
    for name, entry in _of(entries, "speed"):
        for side, words in SIDES.items():
            wall = middle(entry, "wall", side)
            if wall is None:
                continue
            rows.append((
                CORPUS.get(name, name), f"{entry['articles']:,}", f"{entry['words']:,}", words,
                f"{wall:.1f}", f"{middle(entry, 'cpu', side):.1f}", f"{entry['articles'] / wall:,.1f}",
                f"{entry['words'] / wall:,.0f}", f"{middle(entry, 'peak', side):.0f}",
            ))  # fmt: skip
    head = ("corpus", "articles", "words", "side", "wall s", "CPU s", "articles/s", "words/s", "peak MB")
    return _section("Speed (medians)", _table(head, rows))


def _memory(entries: Entries) -> str:
    rows = []
    for _, entry in sorted(_of(entries, "memory"), key=lambda each: (each[1]["articles"], each[1]["jobs"])):
        tree = "not measured" if entry["tree"] is None else f"{entry['tree']:.0f}"
        rows.append((
            f"{entry['articles']:,}", f"{entry['words']:,}", str(entry["jobs"]), f"{entry['peak']:.0f}", tree,
            f"{entry['wall']:.0f}", f"{entry['cpu']:.0f}",
        ))  # fmt: skip
    head = ("articles", "words", "jobs", "largest process MB", "all processes MB", "wall s", "CPU s")
    return _section("Peak memory", _table(head, rows))


def _startup(entries: Entries) -> str:
    rows = []
    for name, entry in _of(entries, "startup"):
        size = next((f" ({entry[key]:,} {key})" for key in ("events", "articles") if key in entry), "")
        walls = sorted(each["wall"] for each in entry["runs"])
        rows.append((
            name + size, f"{middle(entry):.2f}", f"{walls[0]:.2f} to {walls[-1]:.2f}",
            f"{middle(entry, 'cpu'):.2f}",
        ))  # fmt: skip
    return _section("Start-up (medians)", _table(("what", "wall s", "of the runs", "CPU s"), rows))


def _stages(entries: Entries) -> str:
    found = dict(_of(entries, "stages"))
    if not found:
        return ""
    names = list(dict.fromkeys(stage for entry in found.values() for stage in entry["cpu"]))
    names.sort(key=_rank)
    rows = []
    for stage in names:
        cells = [stage]
        for entry in found.values():
            spent, total = entry["cpu"].get(stage, 0.0), sum(entry["cpu"].values())
            cells += [f"{spent:.2f}", f"{spent / total:.1%}"]
        rows.append(tuple(cells))
    rows.append(("sum", *(c for e in found.values() for c in (f"{sum(e['cpu'].values()):.2f}", "100%"))))
    head = ["stage"]
    for name, entry in found.items():
        head += [f"{CORPUS.get(name, name)}, {entry['articles']:,} articles: CPU s", "share"]
    return _section("Cost of each stage (CPU seconds, one process)", _table(head, rows))


def _rank(stage: str) -> int:
    if stage in ORDER:
        return ORDER.index(stage)
    return len(ORDER) + (0 if stage.startswith("pipe: ") else 2 if stage == "other" else 1)


def _equality(entries: Entries) -> str:
    rows = []
    for name, entry in _of(entries, "equality"):
        said = _same(entry["same"]) if entry["available"] else "not available"
        rows.append((CORPUS.get(name, name), "extract --no-gate and extract", said))
    for name, entry in _of(entries, "speed"):
        said = _same(entry["same_bytes"])
        rows.append((CORPUS.get(name, name), "all runs of the speed table, --jobs 1 and 2", said))
    return _section("Same results", _table(("corpus", "compared", "result"), rows))


def _same(same: bool) -> str:
    return "the same bytes" if same else "**OTHER BYTES**"


def _measured(entries: Entries) -> str:
    rows = [
        (name, entry["measured"]["date"], f"`{entry['measured']['commit']}`", entry["measured"]["load"])
        for name, entry in entries.items()
    ]
    return _section("When", _table(("entry", "date (UTC)", "commit", "load before and after"), rows))


def _of(entries: Entries, part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, entry in entries.items():
        if name.startswith(f"{part} "):
            yield name.removeprefix(f"{part} "), entry


def _number(value: float | None, unit: str = "") -> str:
    if value is None:
        return "–"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def _section(title: str, table: str) -> str:
    return f"### {title}\n\n{table}" if table else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *lines])
