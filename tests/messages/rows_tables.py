"""Messages about tables, rules, settings and models: how each is provoked, and what it says."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from provoke import ARTICLE, Call, Command, Patch, Row, put, rows

MEND = "mend it there"
REINSTALL = "reinstall sahel-events"


def table(load: Callable[[Path], Any], content: str) -> Call:
    """Reads mine.csv with that content."""

    def read(folder: Path, patch: Patch) -> Any:
        put(Path("mine.csv"), content)
        return load(Path("mine.csv"))

    return Call(read)


def actors(content: str) -> Call:
    """Reads a table of actors."""
    from sahel_events.lexicon.actors import ActorTable

    return table(ActorTable.load, content)


def places(content: str) -> Call:
    """Reads the rows of a gazetteer."""
    from sahel_events.lexicon.gazetteer import _users_rows

    return table(lambda path: _users_rows(path, {"ML"}), content)


HEAD = "name,country,lat,lon,feature,population,id\n"


def actor(message: str, content: str, when: str = "") -> list[Row]:
    """A wrong second line of a table of actors."""
    return rows(actors(content), 2, [(message, "mine.csv:2", MEND, when)])


def place(message: str, row: str, when: str = "") -> list[Row]:
    """A wrong second line of a gazetteer."""
    return rows(places(f"{HEAD}{row}\n"), 2, [(message, "mine.csv:2", MEND, when)])


def form(message: str, content: str, line: str = ":1", when: str = "") -> list[Row]:
    """A table of another form."""
    return rows(places(content), 2, [(message, f"mine.csv{line}", MEND, when)])


TABLES = [
    *form("{…} values where the header has {width}", "name,country,lat,lon\na,b\n", ":2"),
    *form("cannot be read as UTF-8 text: {error}", "name\n\udcff", "", "another encoding; save it as UTF-8"),
    *form("not valid CSV: {error}", 'name,country,lat,lon\n"a"b,c\n', ":2", "a quotation mark inside of a value"),
    *form("column {twice} stands twice in the header", "name,name\n"),
    *form("columns are parted by semicolons; use commas", "name;country\n"),
    *form("unknown column {…}; allowed: {…}", "name,colour\n"),
    *form("column {…} is missing; needed: {…}", "name,country\n"),
    *place("name {name} needs 1 to {_LONGEST_NAME} characters", ",ML,1,1,,,"),
    *place("unknown feature {feature}; allowed: {…}", "A,ML,1,1,TOWN,,"),
    *place("country {country} is no ISO 3166-1 alpha-2 code (empty is for areas of several countries)", "A,Mali,1,1,,,"),
    *place("country {…} is no ISO 3166-1 alpha-2 code of a country", "A,QQ,1,1,,,"),
    *place("latitude {lat}, longitude {lon} is not on Earth (-90 to 90, -180 to 180)", "A,ML,99,1,,,"),
    *place("latitude {lat}, longitude {lon} are not both numbers", "A,ML,x,1,,,"),
    *place("population {…} is not a whole number of up to {_LONGEST_NUMBER} digits", "A,ML,1,1,,many,"),
    *place("the control character {_JOINT} stands in it", "A\x1fB,ML,1,1,,,"),
    *place("a name of {…} has no letter or digit", "?,ML,1,1,,,"),
    *rows(places(f"{HEAD}A,ML,1,1,,,a\nB,ML,1,1,,,a\n"), 2, [
        ("the id {…} stands twice in this file", "mine.csv:3", MEND, "")]),
    *rows(actors("id,name,category\na,A,political\na,B,political\n"), 2, [
        ("the id {id} stands twice in this file", "mine.csv:3", MEND, "")]),
    *actor("name {name} has no letter or digit", "name,category\n?,political\n"),
    *actor("unknown category {category}; allowed: {…}", "name,category\nA,army\n"),
    *actor("country {country} is no ISO 3166-1 alpha-2 code", "name,category,country\nA,political,Mali\n"),
    *actor("generic is 'yes' or empty, not {generic}", "name,category,generic\nA,political,no\n"),
    *actor("year {text} is not four digits", "name,category,active_from\nA,political,12\n"),
    *actor("actor {id} names {other}, which is no actor's id", "name,category,parents\nA,political,nobody\n"),
    *actor("the parents of actor {id} lead back to it", "id,name,category,parents\na,A,political,a\n"),
]

FIELDS = {
    "id": "block.mine", "label": "share", "pattern": "^share", "match": ["share this"], "no_match": ["They"],
}


def rule(**changes: Any) -> str:
    """A rules file with one rule."""
    lines = (f"{key} = {json.dumps(value)}\n" for key, value in (FIELDS | changes).items() if value is not None)
    return "[[rule]]\n" + "".join(lines)


def rules(content: str, name: str = "boilerplate.toml") -> Command:
    """Cleans an article with a rules file of the user's."""
    files = {"a.txt": ARTICLE, "sahel-events.toml": 'rules = "mine"\n', f"mine/{name}": content}
    return Command("clean a.txt", files)


def wrong(message: str, content: str, when: str = "") -> list[Row]:
    """A rule that is wrong."""
    return rows(rules(content), 2, [(message, "mine/boilerplate.toml:1", MEND, when)])


def loaded(kind: str, content: str) -> Call:
    """Loads rules of another file, as the extraction does."""

    def load(folder: Path, patch: Patch) -> Any:
        from sahel_events.events.tolls import toll_rules
        from sahel_events.language.components.dates import date_rules
        from sahel_events.language.components.triggers import trigger_rules
        from sahel_events.lexicon.rules import load_rules
        from sahel_events.linking.speakers import SpeakerRule

        put(Path("mine", f"{kind}.toml"), content)
        makers: dict[str, Callable[[Path], Any]] = {
            "dates": date_rules, "triggers": trigger_rules, "tolls": toll_rules,
            "speakers": lambda extra: load_rules("speakers", SpeakerRule, extra),
        }
        return makers[kind](Path("mine"))

    return Call(load)


def pattern(*patterns: str) -> Call:
    """Compiles the patterns of a trigger."""

    def compiled(folder: Path, patch: Patch) -> Any:
        from sahel_events.language.matching import rule_matcher

        made: Any = SimpleNamespace(id="act.mine", patterns=patterns)
        return rule_matcher("triggers.toml", {"act.mine": made})

    return Call(compiled)


TRIGGER = {"id": "act.mine", "label": None, "pattern": None, "act": "clash", "patterns": ["fought"]}
DATE = {"id": "date.mine", "label": None, "form": "day", "pattern": "soon", "match": ["soon"], "no_match": ["late"]}
TOLL = {"id": "toll.mine", "label": None, "pattern": None, "kind": "killed", "patterns": ["slain"]}

RULES = [
    *rows(Command("clean a.txt", {"a.txt": ARTICLE, "sahel-events.toml": 'rules = "gone"\n'}), 2, [
        ("no such folder of rules files", "gone", MEND, "")]),
    *rows(rules("", "mine.toml"), 2, [("no rules file of that name; allowed: {allowed}", "mine/mine.toml", MEND, "")]),
    *rows(rules("rule = \n"), 2, [("not a valid TOML file: {error}", "mine/boilerplate.toml", MEND, "")]),
    *rows(rules("rules = 1\n"), 2, [
        ("unknown key {…}; only [[rule]] tables may stand here", "mine/boilerplate.toml", MEND, "")]),
    *rows(rules("rule = 1\n"), 2, [("rules are written as [[rule]] tables", "mine/boilerplate.toml", MEND, "")]),
    *wrong("needs an `id` of lower-case words with a dot, such as 'block.share_line'", rule(id="Mine")),
    *rows(rules(rule() + rule()), 2, [("the id stands twice in this file", "mine/boilerplate.toml:7", MEND, "")]),
    *wrong("unknown key {…}; allowed: {…}", rule(colour="red")),
    *wrong("key {…} is missing", rule(pattern=None)),
    *wrong("{key} = {value} is not of type {wanted}", rule(pattern=3)),
    *wrong("rule {…}: {reason}", rule(match=[]), "what stands before the cause of any wrong rule"),
    *wrong("needs at least one `match` and one `no_match` example", rule(match=[])),
    *wrong("unknown flag {…}; allowed: {…}", rule(flags="q")),
    *wrong("does not match its example {text}", rule(match=["other"])),
    *wrong("matches its counter-example {text}", rule(no_match=["share"])),
    *wrong("not a valid regular expression: {error}", rule(pattern="(")),
    *wrong("has an open-ended repeat inside a repeat; make the inner one possessive: (?:a++ )+", rule(pattern="(a+)+$"),
           "it could take hours for a line"),
    *wrong("holds none of its `needs` in its example {text}", rule(needs=["zebra"])),
    *rows(loaded("dates", rule(**DATE | {"match": ["never"]})), 2, [
        ("does not match its example {example}", "mine/dates.toml:1", MEND, "")]),
    *rows(loaded("dates", rule(**DATE | {"needs": ["zebra"]})), 2, [
        ("holds none of its `needs` in its example {example}", "mine/dates.toml:1", MEND, "")]),
    *rows(loaded("dates", rule(**DATE | {"no_match": ["soon"]})), 2, [
        ("matches its counter-example {counter}", "mine/dates.toml:1", MEND, "")]),
    *rows(loaded("triggers", rule(**TRIGGER | {"act": "dance"})), 2, [
        ("unknown act {act}; allowed: {…}", "mine/triggers.toml:1", MEND, "")]),
    *rows(loaded("triggers", rule(**TRIGGER | {"pos": "adverb"})), 2, [
        ("pos {pos} is none of any, verb, noun", "mine/triggers.toml:1", MEND, "")]),
    *rows(loaded("tolls", rule(**TOLL | {"voice": "loud"})), 2, [
        ("voice {voice}; allowed: {…}", "mine/tolls.toml:1", MEND, "")]),
    *rows(loaded("speakers", rule(id="speaker.mine", label="aunt", pattern=None, who=["aunt"])), 2, [
        ("label {label} is none of {…}", "mine/speakers.toml:1", MEND, "")]),
    *rows(pattern("a|b-c"), 2, [
        ("{word}: alternatives must have the same number of tokens", "triggers.toml", MEND, "")]),
    *rows(pattern("  "), 2, [("empty pattern", "triggers.toml", MEND, ""),
                             ("rule {id}: {error}", "triggers.toml", MEND, "what stands before such a cause")]),
]


def settings(content: str) -> Command:
    """Runs with a settings file."""
    return Command("clean a.txt", {"a.txt": ARTICLE, "sahel-events.toml": content})


def model(name: str, **pipeline: Any) -> Call:
    """Loads a pipeline that is none, or one of that language and those parts."""

    def load(folder: Path, patch: Patch) -> Any:
        import spacy

        from sahel_events.language.build import load_pipeline
        from sahel_events.settings import Settings

        (folder / "empty").mkdir()
        if pipeline:
            patch.setattr(spacy, "load", lambda _: SimpleNamespace(**pipeline))
        return load_pipeline(Settings(model=name))

    return Call(load)


def unreadable(patch: Patch) -> None:
    """A disk that fails."""

    def fail(path: Path, encoding: str) -> str:
        raise OSError(5, "Input/output error")

    patch.setattr("pathlib.Path.read_text", fail)


def only(folder: Path, patch: Patch) -> Any:
    """A gazetteer of nothing."""
    from sahel_events.lexicon.gazetteer import Gazetteer

    return Gazetteer.load(None, True)


SETTINGS = [
    *rows(Command("extract a.txt --settings gone.toml", {"a.txt": ARTICLE}), 2, [
        ("--settings {path}: no such settings file; without the option sahel-events.toml is read, if it is there",
         "gone.toml", "without the option", "")]),
    *rows(settings("max_bytes = \n"), 2, [
        ("{file}: not valid TOML: {error}; a line is name = value, with text in quotation marks", "sahel-events.toml",
         "a line is name = value", "")]),
    *rows(settings("colour = 1\n"), 2, [
        ("{file}: unknown setting {…}; allowed: {…}", "sahel-events.toml", "allowed: actors", "")]),
    *rows(settings('max_bytes = "1"\n'), 2, [
        ("{file}: {key} = {value} is not of type {wanted}", "sahel-events.toml", "is not of type int", "")]),
    *rows(settings("max_bytes = 0\n"), 2, [
        ("{file}: {key} = {value} is not between 1 and {…}", "sahel-events.toml", "between 1 and", "")]),
    *rows(Command("clean a.txt", {"a.txt": ARTICLE, "sahel-events.toml": "\n"}, patch=unreadable), 2, [
        ("{file}: cannot be read: {error}; is it yours?", "sahel-events.toml", "is it yours?", "")]),
    *rows(Call(only), 2, [
        ("gazetteer_only needs a gazetteer: give the CSV file with your places", "gazetteer_only", "give the CSV file", "")]),
    *rows(model("./gone"), 2, [
        ("--model {model}: no such folder; give that of a spaCy pipeline, or the name of an installed one", "--model",
         "give that of a spaCy pipeline", "")]),
    *rows(model("no_such_model"), 2, [
        ("--model {model}: no installed package of that name; install it with pip, or give a path", "--model",
         "install it with pip", "")]),
    *rows(model("empty"), 2, [
        ("--model {model}: cannot be loaded: {error}; give a spaCy pipeline for this version of spaCy", "--model",
         "give a spaCy pipeline", "")]),
    *rows(model("./empty", lang="fr"), 2, [
        ("--model {model}: language {lang}; an English pipeline is needed", "--model", "an English pipeline", "")]),
    *rows(model("./empty", lang="en", pipe_names=[]), 2, [
        ("--model {model}: has no {pipe} component ({gives} are needed)", "--model", "are needed", "")]),
]


def packaged(module: str, load: Callable[[], Any], content: str | bytes) -> Call:
    """Reads a packaged file that is not as it was installed."""

    def read(folder: Path, patch: Patch) -> Any:
        put(Path("packaged"), content)
        patch.setattr(f"sahel_events.{module}.packaged", lambda _: Path("packaged"))
        return load()

    return Call(read)


def missing(folder: Path, patch: Patch) -> Any:
    """A packaged file that is gone."""
    from sahel_events.lexicon.tables import packaged

    return packaged("gone.csv")


def codes(table: str, **changes: Any) -> Call:
    """Reads the words of an export's layout."""
    from sahel_events.exports import tables

    acled = {
        "sub_event_types": {}, "inter": {"names": [], "categories": {}, "actors": {}, "turned": []}, "generic": {},
        "implied": {}, "inter_of_generic": {}, "geo_precision": {}, "time_precision": {},
    }
    ucdp = {"sides": {}, "violence": {"types": [], "sub_types": []}, "where_prec": {}, "date_prec": {}}
    whole = {"acled": acled, "ucdp": ucdp}[table] | changes

    def load(folder: Path, patch: Patch) -> Any:
        patch.setattr(tables, "_read", lambda name, keys: (f"exports/{table}.toml", whole))
        return getattr(tables, table).__wrapped__()

    return Call(load)


def countries(rest: str) -> Call:
    """Reads the table of countries of an export."""
    from sahel_events.exports import tables

    content = ",".join(tables._COLUMNS) + "\n" + rest + "\n"
    return packaged("exports.tables", tables.countries.__wrapped__, content)


def outlines(**changes: Any) -> Call:
    """Reads a base map."""
    def read(folder: Path, patch: Patch) -> Any:
        from sahel_events.lexicon.tables import packaged
        from sahel_events.report.outlines import read_outlines

        whole = json.loads(packaged("outlines.json").read_text()) | changes
        put(Path("map.json"), json.dumps(whole))
        return read_outlines(Path("map.json"))

    return Call(read)


def no_map(folder: Path, patch: Patch) -> Any:
    """A base map that is not there."""
    from sahel_events.report.outlines import read_outlines

    return read_outlines(Path("map.json"))


def weights(content: str) -> Call:
    """Reads the weights of the confidence."""

    def read(path: Path) -> Any:
        from sahel_events.events.confidence import read_weights

        return read_weights(path)

    return table(read, content)


def classifier(head: Any, *lines: Any) -> Call:
    """Reads a classifier."""
    def read(folder: Path, patch: Patch) -> Any:
        from sahel_events.events.classifier import load_classifier

        text = "".join(json.dumps(each) + "\n" for each in (head, *lines))
        put(Path("mine.gz"), gzip.compress(text.encode()))
        return load_classifier.__wrapped__(Path("mine.gz"))

    return Call(read)


def words(content: str) -> Call:
    """Looks up lists of words."""
    def look(folder: Path, patch: Patch) -> Any:
        import tomllib

        from sahel_events.language import words as room

        patch.setattr(room, "_tables", lambda: tomllib.loads(content))
        return room.words("a.b")

    return Call(look)


def no_rule(folder: Path, patch: Patch) -> Any:
    """A rule of links.toml that is gone."""
    from sahel_events.linking.fits import Weights

    empty: Any = SimpleNamespace(_parts={})
    return Weights.__getitem__(empty, "link.bias")


def no_points(folder: Path, patch: Patch) -> Any:
    """A rule of compare.toml that is gone."""
    from sahel_events.analysis.points import Points

    empty: Any = SimpleNamespace(_rules={})
    return Points._rule(empty, "date.same")


RING = "a ring of {…} is open or has fewer than three corners"
BROKEN = "a damaged installation"


def installed(by: Call, *said: tuple[str, str]) -> list[Row]:
    """Messages about files of the package: (message, file)."""
    return rows(by, 2, [(message, names, MEND, BROKEN) for message, names in said])


COUNTRY = {"code": "XX", "name": "X", "rings": [[0]]}
INSTALLED = [
    *rows(Call(missing), 2, [("packaged data file is missing; reinstall sahel-events", "gone.csv", REINSTALL, BROKEN)]),
    *installed(countries("ML1,,,,,,"), ("{code} is no code of two letters, or stands twice", "packaged:2")),
    *installed(countries("ML,x,,,,,"), ("{iso} and {gw} are to be numbers", "packaged:2")),
    *installed(codes("acled", inter={"names": [], "categories": {"x": "y"}, "actors": {}, "turned": []}),
               ("inter: {ident} is {kind}, which is no kind of actor", "acled.toml")),
    *installed(codes("acled", sub_event_types={"x": ["a"]}),
               ("sub_event_types: {sub} needs disorder, event and sub-event type", "acled.toml")),
    *installed(codes("ucdp", sides={"x": "y"}), ("sides: {category} is {side}, which is no kind of side", "ucdp.toml")),
    *installed(packaged("exports.tables", lambda: __import__("sahel_events.exports.tables", fromlist=["x"])._read(
        "acled", ("inter",)), "x = 1\n"), ("needs the tables {…} and no others", "packaged")),
    *installed(Call(no_map), ("cannot be read: {strerror}", "map.json")),
    *installed(outlines(arcs=[[1, 2]]), ("{what} has a line of {…} numbers, not of two points or more", "map.json"),
               ("not a file of outlines: {error}", "map.json")),
    *installed(outlines(arcs=[[99999, 0, 1, 1]]), ("{what} has a line that leaves the Earth", "map.json")),
    *installed(outlines(arcs=[[0, 0, 1, 1]], countries=[COUNTRY | {"rings": [[5]]}]),
               ("{name} has arc {at}, and there are {…}", "map.json")),
    *installed(outlines(arcs=[[0, 0, 1, 1], [9, 9, 1, 1]], countries=[COUNTRY | {"rings": [[0, 1]]}]),
               ("the arcs of {name} do not meet at {…} and {…}", "map.json")),
    *installed(outlines(arcs=[[0, 0, 1, 1]], countries=[COUNTRY]), (RING, "map.json")),
    *installed(weights("x"), ("cannot be read as TOML: {error}", "mine.csv")),
    *installed(weights("x = 1\n"), ("has no table [weights]", "mine.csv")),
    *installed(weights("[weights]\nx = 1\n"), ("weights missing or unknown: {wrong}", "mine.csv")),
    *installed(classifier([]), ("not a file of the classifier: {error}", "mine.gz")),
    *installed(classifier({"classes": ["a"]}, ["x", [1, 2]]),
               ("a row whose length is not that of classes", "mine.gz")),
    *installed(words("[a]\n"), ("no list of words {name}", "words.toml")),
    *installed(words('[a]\nb = ["c", "c"]\n'), ("{name}: twice: {twice}", "words.toml")),
    *installed(Call(no_rule), ("no rule {rule}", "links.toml")),
    *installed(Call(no_points), ("no rule 'compare.{name}'", "compare.toml")),
]


def endless(folder: Path, patch: Patch) -> Any:
    """Weights that are no numbers."""
    from sahel_events.events.confidence import SIGNS, read_weights

    lines = [f'"{name}" = nan' for name in ("base", *SIGNS)]
    put(Path("mine.toml"), "[weights]\n" + "\n".join(lines).replace('"', "") + "\n")
    return read_weights(Path("mine.toml"))


INSTALLED += installed(Call(endless), ("no finite number: {name}", "mine.toml"))
