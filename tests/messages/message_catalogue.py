"""The catalogue of messages: all rows by subject, which texts of the source are none, and the page."""

from __future__ import annotations

import rows_articles
import rows_events
import rows_faults
import rows_judging
import rows_runs
import rows_tables
from provoke import Row

SECTIONS: list[tuple[str, str, list[Row]]] = [
    ("Articles", "One line for each file or record that cannot be read; the rest goes on. `FILE:` or "
     "`FILE:LINE:` stands before it, and behind the first of a kind what can be done.",
     rows_articles.ARTICLES),
    ("Runs of extract", "", [*rows_runs.OPTIONS, *rows_runs.PYTHON]),
    ("Disks, memory, streams, time", "What remains in each case: [Faults](faults.md).", rows_faults.FAULTS),
    ("The journal", "Told by `extract`, as a warning where it goes on.", rows_runs.JOURNAL),
    ("Processes and clusters", "", rows_runs.WORKERS),
    ("Lines of an events file",
     "`FILE:LINE:` stands before the cause. The line is left out, the others are read.", rows_events.LINES),
    ("Questions to an events file", "", rows_events.QUESTIONS),
    ("Exports, reports, outputs", "", [*rows_events.EXPORTS, *rows_judging.BESIDES]),
    ("Comparing with another data set", "", rows_judging.COMPARE),
    ("Judging against gold", "What is wrong is told at once, and nothing is judged.", rows_judging.EVALUATE),
    ("Tables of places and actors", "`FILE:LINE:` stands before the cause.", rows_tables.TABLES),
    ("Rules", "`FILE:LINE: rule 'ID':` stands before the cause.",
     [*rows_tables.RULES, *rows_faults.SLOW_RULES]),
    ("Settings and models", "", rows_tables.SETTINGS),
    ("Files of the installation", "They come with the program and are checked when they are read.",
     rows_tables.INSTALLED),
    ("Events from Python", "Raised by `read_events` and the models; a command never shows them.",
     rows_events.MODEL),
]

NOT_SHOWN = {
    "module {__name__} has no attribute {name}": "Python's own, for programmers",
    "more than there are people: {…}": "caught where counts are read: it is no count",
    "no number: {text}": "caught where counts are read: what is no number is no count",
    "field {key} of the rule class has type {wanted}, which rules files cannot hold": "for programmers",
    "span {span} of article {id} is {…}, not {text}": "a fault of ours: told as one, which has a row",
}
"""Messages that no user sees, and why."""

PART = {
    "{source}: cannot be read: {error}; see that it is yours to read, and whole": "one row with {strerror}",
    "with -o FILE the same command goes on": "a hint of extract, which rows ask for",
    "the same command goes on where this one stopped": "a hint of extract, which rows ask for",
    "sahel-events link {output} makes it": "a hint of extract, which rows ask for",
    "no file is left half written": "behind what stopped a command, docs/faults.md",
    "{output} is written, {linked} is left as it was": "the same, of extract --link",
    "{…} is written": "the same, where the signal came after the last article",
    " (--articles DIR names the folder that was read)": "of the notes of show --why",
    "{note}; of these the words kept in the record.": "of the notes of show --why",
    "gold events that count as missed: {judged}": "of what evaluate says of a missing article",
    "{where}: not an event: 'confidence' is {…}, not 0 to 1": "the row has it without the place",
    "{where}: not an event: 'location.{axis}' is {value}": "the row has it without the place",
}
"""Texts that are a part of a message with a row."""

_OWN = "the library's errors, collected where they are raised"
_BAD = "BadBytes, collected where they are made"
_SYSTEM = "what the operating system or a package says"
PASSED_ON = {
    "cli._stopped": "the number of a signal", "cli.app._told": f"{_OWN}; {_SYSTEM}",
    "cli.common.stopped": "its callers",
    "cli.extract._write": _OWN, "cli.extract.extract": "its _remains",
    "exports.parquet.write": _SYSTEM, "exports.sqlite.write": _SYSTEM,
    "limit.time_limit": "the seconds, for TimeLimitError", "cli.common.fail": "its callers",
    "cli.common.hint": "its callers",
    "cli.common.tell": "problems of articles", "cli.common.tell_lost": "notes on exports, docs/export.md",
    "cli.logs.emit": "the log's own lines",
    "cli.compare._tell_problems": "rows of theirs, and warnings of decode", "cli.evaluate.evaluate": _OWN,
    "cli.evaluate._report": "evaluation.evaluate", "cli.extract._nothing": "its callers",
    "cli.extract.told": "the journal", "cli.reading._report": "form.py",
    "cli.report._tell": "cli.report._page",
    "corpus.decode._named": _SYSTEM, "corpus.files._of_file": _SYSTEM, "corpus.files._of_folder": _SYSTEM,
    "corpus.files._at_url": "corpus.remote", "corpus.files._of_url": "corpus.remote",
    "corpus.pieces.pieces_of": _BAD, "corpus.pieces._opened": _SYSTEM,
    "corpus.pieces.read_side": "corpus.metadata", "corpus.read.read_piece": _BAD,
    "corpus.read._of_rows": _BAD, "corpus.read._warning": "decode, records, metadata",
    "corpus.remote.file_system": _SYSTEM, "corpus.remote._named": _SYSTEM, "corpus.remote.readinto": _SYSTEM,
    "corpus.stdin.pieces_of_stream": _BAD, "evaluation.evaluate._read": _OWN,
    "evaluation.evaluate._wanted": _OWN,
    "evaluation.gold.read_gold": "its _read and pydantic", "evaluation.sources.read_records": "MAKERS",
    "evaluation.sources.read_rejected": "pydantic", "lexicon.actors._read": "its _row",
    "lexicon.rules._typed": "the classes of rules", "linking.run.read_events": "form.py, MAKERS",
    "scale.cluster_worker.do": _OWN, "scale.outcome.unpacked": "problems that were kept in the journal",
    "scale.upload._open": _SYSTEM, "scale.upload._commit": _SYSTEM, "scale.worker.opened": _BAD,
}
"""Places that print or raise what was made elsewhere, and where that is collected."""

HEAD = """\
# Messages

Written by `python scripts/make_errors.py`; do not edit this page by hand.

What the program says when something is wrong: each message, and its words on what can be done, which stand
in it or in the `hint:` behind it. `{…}` and `{name}` are values. Tests provoke each of them
(`tests/messages`), and fail where one is missing here.

Exit codes: 0 done; 1 some inputs failed, and the rest is done; 2 wrong usage, or nothing could be done; 130
stopped by Ctrl-C.
"""


def page() -> str:
    """docs/errors.md."""
    return HEAD + "".join(_section(*section) for section in SECTIONS)


def _section(title: str, about: str, rows: list[Row]) -> str:
    lines = "".join(
        f"| {_code(row.message)} | {_plain(row.when)} | {_plain(row.way)} | {row.code} |\n"
        for row in {row.message: row for row in rows}.values()
    )
    head = f"\n## {title}\n\n" + (f"{about}\n\n" if about else "")
    return f"{head}| message | when | way out | exit code |\n| --- | --- | --- | --- |\n{lines}"


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{' ' if ticks == '``' else ''}{_plain(text)}{' ' if ticks == '``' else ''}{ticks}"


def _plain(text: str) -> str:
    return text.replace("|", "\\|")
