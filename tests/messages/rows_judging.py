"""Messages of compare, evaluate, report and show --why: how each is provoked, and what it says."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from provoke import ARTICLE, EVENTS, Call, Command, Content, Patch, Row, Said, gazetteer, rows

import factories
from hand_made import EVENT, RIGHT, gold_row, of_article

CSV = "event_id_cnty,event_date,location,latitude,longitude,fatalities\n"
BAD_ROWS = [
    "1,2019-11-25,Gao,16,0,3", "2,,,,,", "1,2019-11-25,Gao,16,0,3", "3,soon,Gao,16,0,3", "4,2019-11-25,Gao,16,,3",
    "5,2019-11-25,Gao,99,0,3", "6,2019-11-25,Gao,16,0,many", *["7,soon,,,,"] * 60,
]
THEIRS = "the other rows are compared; mend these"


def theirs(content: Content, args: str = "", name: str = "theirs.csv") -> Command:
    """Compares with a file of that content."""
    return Command(f"compare {name} events.jsonl {args}", EVENTS | {"theirs.csv": content})


def misread(patch: Patch) -> None:
    """A disk that fails."""

    def fail(path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    patch.setattr("pathlib.Path.read_bytes", fail)


def broken(content: str, args: str, patch: Any) -> Command:
    """The same on another machine."""
    return Command(f"compare theirs.csv events.jsonl {args}", EVENTS | {"theirs.csv": content}, patch=patch)


COMPARE = [
    *rows(theirs(CSV + "\n".join(BAD_ROWS) + "\n"), 1, [
        ("neither date nor place nor notes", "theirs.csv:3", THEIRS, ""),
        ("the id {ident} stands in line {…} already", "theirs.csv:4", THEIRS, ""),
        ("the date {text} is none that can be read: 2019-11-25 is wanted", "theirs.csv:5", THEIRS, ""),
        ("it has a latitude or a longitude alone", "theirs.csv:6", THEIRS, ""),
        ("the coordinate {text} is no number from -{most} to {most}", "theirs.csv:7", THEIRS, ""),
        ("the count {text} is no whole number", "theirs.csv:8", THEIRS, ""),
        ("{path}: {…} more rows cannot be read", "theirs.csv", THEIRS, "more than fifty such rows"),
    ]),
    *rows(theirs("date_start,date_end\n2019-11-25,2019-11-20\n"), 1, [
        ("the date {…} is after {…}", "theirs.csv:2", THEIRS, "")]),
    *rows(theirs(CSV), 0, [
        ("{path}: no rows behind the header: is it the right file?", "theirs.csv", "is it the right file?", "a warning")]),
    *rows(theirs("event_date\n03/04/2019\n"), 2, [
        ("{path}: dates such as 03/04/2019 can be read in two ways; say --dates dmy or --dates mdy", "theirs.csv",
         "say --dates dmy", "")]),
    *rows(theirs(CSV, "--column colour=x"), 2, [
        ("no field is called {field}; possible: {…}", "'colour'", "possible: ", "")]),
    *rows(theirs(CSV, "--column date=Datum"), 2, [
        ("there is no column {name}: {have}", "'Datum'", "has the columns", "")]),
    *rows(theirs("place\nGao\n"), 2, [
        ("no column with a date: {have}; name it with --column date=NAME", "theirs.csv", "name it with --column", "")]),
    *rows(theirs(CSV, "--column date"), 2, [
        ("--column is FIELD=NAME, such as date=Datum, not {each}", "--column", "such as date=Datum", "")]),
    *rows(theirs(CSV, "--dates ymd"), 2, [
        ("--dates is dmy (25/11/2019) or mdy (11/25/2019), not {dates}", "--dates", "is dmy", "")]),
    *rows(theirs(CSV, "--json --csv -"), 2, [
        ("--json and --csv - both write to standard output; name a file for one of them", "--json", "name a file", "")]),
    *rows(theirs(CSV, name="gone.csv"), 2, [
        ("{theirs}: {…}; give a CSV file", "gone.csv", "give a CSV file", "there is none, or it is a folder")]),
    *rows(theirs(b"%PDF-1.4"), 2, [
        ("{path}: {cause}; a CSV file is wanted", "theirs.csv", "a CSV file is wanted", "")]),
    *rows(broken(CSV, "", misread), 2, [
        ("{path}: cannot be read: {error}; see that it is yours to read, and whole", "theirs.csv",
         "see that it is yours to read", "")]),
    *rows(Command("compare theirs.csv none.jsonl --why 1", {"theirs.csv": CSV + BAD_ROWS[0], "none.jsonl": ""}), 2, [
        ("{ident}: there is nothing to compare it with: the other file has no events", "1:",
         "the other file has no events", "")]),
]

MENDING = "mend these and run again; docs/evaluation.md has the form of gold"


def judged(files: dict[str, Content], args: str = "") -> Command:
    """Judges events against gold."""
    given = {
        "gold/a1.json": json.dumps(gold_row(article="a1")), "events.jsonl": json.dumps(RIGHT) + "\n",
        "raw/a1.txt": ARTICLE,
    }
    return Command(f"evaluate gold events.jsonl {args}", given | files)


def gold(message: str, change: dict[str, Any], **keys: Any) -> list[Row]:
    """Gold with something wrong in it."""
    content = json.dumps(gold_row(change, article="a1", **keys))
    return rows(judged({"gold/a1.json": content}), 1, [(message, "gold/a1.json", MENDING, "")])


def unreadable_gold(folder: Path, patch: Patch) -> Any:
    """Gold files that are folders."""
    from sahel_events.evaluation.gold import _read

    (folder / "a1.json").mkdir()
    found = _read(Path("a1.json"))
    assert isinstance(found, list)
    return list(map(Said, found))


def no_folder(folder: Path, patch: Patch) -> Any:
    """Gold that is not there, from Python."""
    from sahel_events.evaluation.gold import read_gold

    return read_gold("gone")


def no_stories(folder: Path, patch: Patch) -> Any:
    """Stories that are none, from Python."""
    from sahel_events.evaluation.links import read_stories

    return read_stories("gone.json")


DAY = EVENT["date"]
TWO_TEXTS = [RIGHT | {"article": RIGHT["article"] | {"sha256": c * 64}, "id": c} for c in "ab"]
EVALUATE = [
    *gold("unknown key {key}; is {…} meant?", {"evidance_also": []}),
    *gold("one end has a year and the other none: {start}, {end}", {"date": DAY | {"start": "2019-11-25"}}),
    *gold("it ends before it starts: {start}, {end}", {"date": DAY | {"start": "2019-11-25", "end": "2019-11-24"}}),
    *gold("{text} is no day: YYYY-MM-DD, or --MM-DD without a year", {"date": DAY | {"start": "soon"}}),
    *gold("{value} is no sub-type; possible: {…}", {"sub_event_type": "murder"}),
    *rows(judged({"gold/a1.json": json.dumps(gold_row({"id": "x"}, {"id": "x"}, article="a1"))}), 1, [
        ("several events have the id {…}", "gold/a1.json", MENDING, "")]),
    *rows(judged({"gold/b.json": json.dumps(gold_row(article="a1"))}), 1, [
        ("{file}: article: {article}, where the file's name says {stem}", "gold/b.json", MENDING, "")]),
    *rows(Command("evaluate empty events.jsonl", EVENTS | {"empty/x": ""}), 1, [
        ("{folder}: no gold in it: one .json file for each article is wanted", "empty", "is wanted", "")]),
    *rows(Call(unreadable_gold), 1, [("{file}: cannot be read: {error}", "a1.json", "Is a directory", "")]),
    *rows(Call(no_folder), 2, [
        ("{folder}: no such folder with gold files; give the one with a .json file for each article", "gone",
         "give the one with", "from Python")]),
    *rows(Call(no_stories), 2, [
        ("{path}: no stories can be read: {error}; a JSON object with `stories` is wanted", "gone.json",
         "a JSON object with `stories`", "from Python")]),
    *rows(judged({"events.jsonl": "".join(json.dumps(each) + "\n" for each in (*TWO_TEXTS, TWO_TEXTS[0]))}), 1, [
        ("{where}: id {…} stands in line {first} already", "events.jsonl:3", MENDING, ""),
        ("{where}: article {…} has another text than in line {…}", "events.jsonl:2", MENDING, ""),
        ("{…}; nothing was judged", "2 problems", MENDING, "behind whatever is wrong")]),
    *rows(judged({"events.jsonl": json.dumps(RIGHT | {"confidence": 7}) + "\n"}), 1, [
        ("not an event: 'confidence' is {…}, not 0 to 1", "events.jsonl:1", MENDING, "")]),
    *rows(judged({"events.jsonl": json.dumps(RIGHT | {"location": factories.place(lat="x")}) + "\n"}), 1, [
        ("not an event: 'location.{axis}' is {value}", "events.jsonl:1", MENDING, "")]),
    *rows(judged({"events.jsonl": "{\n" * 70}), 1, [
        ("… and {…} more", "… and", MENDING, "more than fifty problems")]),
    *rows(judged({"dropped.jsonl": "{}\n"}, "--rejected dropped.jsonl"), 1, [
        ("{path}:{number}: not a rejected candidate: {item}", "dropped.jsonl:1", MENDING, "")]),
    *rows(judged({"ids.txt": "zz"}, "--only ids.txt"), 1, [
        ("{path}: no gold for article {each}", "ids.txt", MENDING, "")]),
    *rows(judged({"ids.txt": "a1"}, "--skip ids.txt"), 1, [
        ("{skip}: no gold article is left to judge; list fewer", "ids.txt", "list fewer", "")]),
    *rows(judged({"ids.txt": " "}, "--skip ids.txt"), 1, [
        ("{path}: no article ids in it; list them, one to a line", "ids.txt", "list them", "")]),
    *rows(judged({}, "--skip gone.txt"), 2, [
        ("{path}: cannot be read: {error}; give a text file of ids", "gone.txt", "give a text file", "")]),
    *rows(judged({}, "--raw gone"), 2, [
        ("--raw: nothing to read: {…}; give the folder that extract has read", "--raw", "give the folder", "")]),
    *rows(judged({"gold/a2.json": json.dumps(gold_row(article="a2"))}), 1, [
        ("{name}: no record in the events file; {lost}", "a2", "--raw DIR tells", ""),
        ("{articles} of gold missing in the events file", "events file", "--raw DIR tells", "")]),
    *rows(judged({"gold/a2.json": json.dumps(gold_row(article="a2")), "events.jsonl": json.dumps(of_article("b")) + "\n"
                  + json.dumps(RIGHT | {"article": RIGHT["article"] | {"sha256": "0" * 64}})}, "--raw raw"), 1, [
        ("{name}: not among the articles ({…}); {lost}", "a2", "extract them too, or leave them out", ""),
        ("{name}: the text is another than when it was extracted; errors are traced by words alone; extract it again",
         "a1", "extract it again", ""),
        ("{…} records of {…} articles without gold are not judged: {names}", ": b", "are not judged",
         "a warning; nothing need be done")]),
]

@cache
def linked() -> str:
    """A linked event of two reports."""
    from sahel_events.lexicon.actors import ActorTable
    from sahel_events.linking.merge import merge
    from sahel_events.linking.reports import Reader

    reader = Reader(ActorTable.load(), gazetteer())
    reports = [factories.record(ident) for ident in ("r1", "r2")]
    return merge(iter(reports), reader, None).model_copy(update={"id": "cc01"}).to_json() + "\n"


def put_linked(path: Path) -> None:
    """A linked file."""
    path.write_text(linked(), encoding="utf-8")


REPORTED: dict[str, Content] = {
    "linked.jsonl": put_linked, "other.jsonl": EVENTS["events.jsonl"], "raw/x.txt": "Another text. " * 9,
}
GONE = {"events.jsonl": factories.line("aa11"), "raw/x.txt": ""}
CHANGED = {"events.jsonl": factories.line("aa11"), "data/raw/d01.txt": "Another text. " * 9}
SHOWN = "these are the words kept in the record"
BESIDES = [
    *rows(Command("report linked.jsonl --reports other.jsonl", REPORTED), 0, [
        ("{reports}: {missing} of {…} reports are not in it", "other.jsonl",
         "of these the page shows what the linked file keeps", "the page is made all the same")]),
    *rows(Command("report linked.jsonl", REPORTED), 0, [
        ("--reports EVENTS, the file that these were linked from, adds the reports' own values", "--reports",
         "--reports EVENTS", "a hint")]),
    *rows(Command("report events.jsonl --articles raw", GONE), 0, [
        ("no article in {articles} is as it was when it was read: the words are the records'", "raw",
         "the words are the records'", "a hint")]),
    *rows(Command("stats", EVENTS), 0, [
        ("two reports of one event count as two here; sahel-events link joins them", "hint", "sahel-events link", "a hint")]),
    *rows(Command("show --why aa11 --no-pager", GONE), 0, [
        ("{path} is not to be found{hint}; these are the words kept in the record.", "d01.txt",
         "--articles DIR names the folder", "")]),
    *rows(Command("show --why aa11 --no-pager", CHANGED), 0, [
        ("The text of {path} is another than when it was read; these are the words kept in the record.", "d01.txt", SHOWN,
         "")]),
    *rows(Command("show linked.jsonl --why cc01 --no-pager", REPORTED), 0, [
        ("Not to be found, or not as they were read: {names}{hint}", "d01", "--articles DIR names the folder", "")]),
]
