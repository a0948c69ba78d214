"""How date and place are written on a news page: before the first words of a paragraph, or on a line of their
own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .dates import MONTH, MONTH_DAY, WEEKDAY, WrittenDate, find_dates, month_and_day
from .rules import dateline_rules

_UP = r"[A-ZÀ-ÖØ-Þ]"
_CAPITALS = rf"{_UP}[{_UP[1:-1]}'’.]{{1,24}}"
_UPPER_PLACE = rf"{_CAPITALS}(?:[ -]{_CAPITALS}){{0,3}}"
_NAME = rf"{_UP}[\w'’.]{{1,24}}"
_MIXED_PLACE = rf"{_NAME}(?:[ -](?:(?:de|du|la|el|al|of|the|and)[ -])?{_NAME}){{0,3}}"
_REGION = rf"(?:,\s{{1,2}}(?!(?i:{MONTH_DAY}|{WEEKDAY})){_MIXED_PLACE}){{0,2}}"
_WHEN = (
    rf"(?:[,|]?\s{{1,2}}(?P<when>(?i:{WEEKDAY},?\s{{1,2}})?(?P<day>(?i:{MONTH_DAY})(?:,?\s\d{{4}})?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d)|(?P<weekday>(?i:" + WEEKDAY + r"))))?"
)
_AGENCY = r"(?:\s{0,2}[(\[](?P<agency%d>[^()\[\]]{1,40})[)\]])?"
_DASH = r"(?P<dash>--|[-–—|:]|\.\s?[-–—]|\.(?=\s))"
_OPENING = re.compile(
    rf"[(\[]?(?P<place>{_UPPER_PLACE}|{_MIXED_PLACE})(?:/{_NAME}){{0,2}}(?P<region>{_REGION})"
    + _AGENCY % 1 + r",?" + _WHEN + r",?" + _AGENCY % 2
    + rf"[)\]]?(?P<gap>\s{{0,2}}){_DASH}(?P<after>\s{{0,3}})"
    rf"(?=[\"“”'‘’«(\[]{{0,2}}[{_UP[1:-1]}\d])"
)
_FULL_DAY = (
    rf"(?:(?:on\s)?(?:the\s)?{WEEKDAY},?\s{{1,2}})?(?:on\s)?(?:the\s)?(?:{MONTH_DAY},?\s\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\sof\s{MONTH},?\s\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d)(?!\d)"
    r"(?:,?\s(?:at\s)?\d{1,2}[:.h]\d\d(?:\s(?:gmt|utc))?)?"
)
_NAMED = rf"(?P<place>{_UPPER_PLACE}|{_MIXED_PLACE})(?P<region>{_REGION})"
_CLOSE = rf"(?P<gap>\s{{0,2}}){_DASH}(?P<after>\s{{0,3}})(?=[\"“”'‘’«(\[]{{0,2}}[{_UP[1:-1]}\d])"
_DATED = (  # "Gao, 12 May 2022. ...", "12 May 2022 – GAO – ...", "12 May 2022. ..."
    re.compile(rf"{_NAMED}{_AGENCY % 1},?\s?[-–—|/]?\s?(?P<day>(?i:{_FULL_DAY})),?{_AGENCY % 2}{_CLOSE}"),
    re.compile(
        rf"[(\[]?(?P<day>(?i:{_FULL_DAY}))[)\]]?(?P<between>,?\s?[-–—|/(\[,]?\s?)"
        rf"{_NAMED}[)\]]?{_AGENCY % 1}{_CLOSE}"
    ),
    re.compile(rf"[(\[]?(?P<day>(?i:{_FULL_DAY}))(?:[)\]]?{_CLOSE}|[)\]]\s{{1,2}}(?=[{_UP[1:-1]}]))"),
)
_OWN_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tonight|overnight|"
    rf"last (?:night|week|month)|this (?:morning|week|month)|{MONTH_DAY})\b",
    re.IGNORECASE,
)
"""Words with which a paragraph dates what it tells."""
_WEEKDAY = re.compile(rf"\b{WEEKDAY}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_NUMBER = re.compile(r"\d+")
_BY = re.compile(r"^\W{0,3}by\b", re.IGNORECASE)
_PLACE_AT_START = re.compile(rf"^\W{{0,2}}(?P<place>{_UPPER_PLACE}|{_MIXED_PLACE}(?=,))(?=\s*[,/(–—|-]|\s*$)")
_PLACE_AFTER_BAR = re.compile(rf"[|–—·•-]\s*(?P<place>{_UPPER_PLACE})\s*$")
_SENTENCE_END = re.compile(r"(?<![ap]\.m)(?<!\b[A-Z])(?<!\d)[.!?]\s*$", re.IGNORECASE)

_INNER_PLACE = re.compile(rf"(?<=[^\W\d_] )(?={_CAPITALS})")
INNER_MAX = 400
"""Characters of a text's beginning in which an agency's date line is looked for: a title and an author's
line."""
LONGEST_SUBJECT = 10
"""Most words of an issue's subject behind its date, as many as may stand before a date."""
LONGEST_LINE = 160
"""Longest line of its own that gives a date; those of the sample articles have up to 67 characters, and
two authors, an agency and two times can double that."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the first words of a paragraph: `place` as offsets, the date if it has a year, month
    and day if not, and where the prose begins. Offsets count in the paragraph. `loose`: a list of incidents
    writes its entries so too."""

    place: tuple[int, int] | None
    written: WrittenDate | None
    month_day: tuple[int, int] | None
    month_day_span: tuple[int, int] | None
    prose: int
    loose: bool = False


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that gives the article's date: the date, its place if any, whether the line says that it is the
    day of publication or of a change. Offsets count in the line."""

    written: WrittenDate
    place: tuple[int, int] | None
    says_published: bool
    says_updated: bool


def opening(text: str, user_rules: Path | None = None) -> Opening | None:
    """The place and date that open a paragraph ("BAMAKO, Oct 4 (Wire) - Gunmen ...", "(Nairobi, March 9,
    2022) – ..."), None where it opens with its prose."""
    match = _OPENING.match(text)
    if match is not None and _is_opening(match, text, user_rules):
        found = _as_opening(match)
        if found.written is not None or found.month_day is not None:
            return found
        return _dated_opening(text, user_rules) or found
    return _dated_opening(text, user_rules)


def _dated_opening(text: str, user_rules: Path | None) -> Opening | None:
    """The full date that opens a paragraph, with its place before or behind it if any, where the paragraph
    dates what it tells by other words: in an entry of a list of incidents the date is the incident's."""
    for form in _DATED:
        match = form.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        place = groups.get("place")
        if place and (names_no_place(place, user_rules) or not _set_off(groups, place)):
            continue
        day = next(find_dates(match["day"]), None)
        if day is None or not _OWN_DAY.search(text, match.end()):
            return None
        start = match.start("day")
        written = WrittenDate(day.day, start + day.start, start + day.end)
        return Opening(match.span("place") if place else None, written, None, None, match.end(), loose=True)
    return None


def _set_off(groups: dict[str, str | None], place: str) -> bool:
    """Whether a mark stands between date and place; capitals need none."""
    between = groups.get("between")
    return between is None or bool(between.strip()) or place == place.upper()


def _as_opening(match: re.Match[str]) -> Opening:
    written, month_day, span = None, None, None
    if match["day"]:
        written = next(find_dates(match["day"]), None)
        start = match.start("day")
        if written is not None:
            written = WrittenDate(written.day, start + written.start, start + written.end)
        else:
            month_day, span = month_and_day(match["day"]), match.span("day")
    for agency in ("agency1", "agency2"):  # "GENEVA (25 October 2022) - Independent experts ..."
        inside = next(find_dates(match[agency] or ""), None)
        if inside is not None and not match["day"]:
            start = match.start(agency)
            written = WrittenDate(inside.day, start + inside.start, start + inside.end)
    return Opening(match.span("place"), written, month_day, span if month_day else None, match.end())


def inner_opening(text: str, user_rules: Path | None = None) -> Opening | None:
    """The place and agency inside of a text whose title and first paragraph run together ("... leader killed
    in Mali BAMAKO (Reuters) - French troops ..."); only with an agency in brackets, and near the
    beginning."""
    for match in _INNER_PLACE.finditer(text[:INNER_MAX]):
        found = _OPENING.match(text, match.start())
        if found is None or not (found["agency1"] or found["agency2"]):
            continue
        if _is_opening(found, text, user_rules):
            return _as_opening(found)
    return None


def date_line(text: str, user_rules: Path | None = None) -> DateLine | None:
    """The date of a line that is there to give it, None for sentences, headlines and captions that hold a
    date."""
    ends = _SENTENCE_END.search(text)
    if len(text) > LONGEST_LINE or (ends is not None and ends[0][0] != "?"):
        return None
    dates = list(find_dates(text))
    if not dates:
        return None
    rules = dateline_rules(user_rules)
    updated, published = rules["dateline.updated"].compiled, rules["dateline.published"].compiled
    blank = _without(text, dates, user_rules)
    fresh = [found for found in dates if not updated.search(" ".join(blank[: found.start].split()))]
    chosen = (fresh or dates)[0]
    if ends is not None and not _is_serial(blank[: chosen.start], user_rules):
        return None  # a question is no line of its own, but an issue's subject may be one
    if not _only_side_words(blank, chosen, user_rules):
        return None
    says = published.search(" ".join(blank[: chosen.start].split())) is not None
    return DateLine(chosen, _place_of(blank, user_rules), says, not fresh)


def names_no_place(words: str, user_rules: Path | None = None) -> bool:
    """Whether words in capitals are known to name no place ("BREAKING", "AFP", "MONDAY")."""
    rule = dateline_rules(user_rules)["dateline.not_a_place"]
    return rule.compiled.match(words) is not None


def _is_opening(match: re.Match[str], text: str, user_rules: Path | None) -> bool:
    place, dash = match["place"], match["dash"]
    if names_no_place(place, user_rules):
        return False
    upper = place == place.upper()
    marked = bool(match["agency1"] or match["agency2"] or match["when"] or match["region"])
    if dash == ".":  # "OUAGADOUGOU, 2 July 2019. Seven soldiers ..."
        return upper and next(find_dates(match["day"] or ""), None) is not None
    if dash in ":|":
        long_prose = len(text) - match.end() > 80 and not text[match.end():].isupper()
        return marked or (dash == ":" and upper and long_prose)
    spaced = bool(match["after"]) or dash == "—"
    if not upper and not marked:
        # "Bamako — Thirty-five people ...": a spaced dash on both sides and a sentence behind it
        return spaced and bool(match["gap"]) and len(text) - match.end() > 60
    return spaced


def _without(text: str, dates: list[WrittenDate], user_rules: Path | None) -> str:
    """The line with its dates, weekdays and times as blanks, so that offsets stay."""
    for found in dates:
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end:]
    for pattern in (dateline_rules(user_rules)["dateline.time"].compiled, _WEEKDAY):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text


def _only_side_words(blank: str, chosen: WrittenDate, user_rules: Path | None) -> bool:
    """Whether beside the date there are but names, places, desks and words such as "published": before it no
    other lower-case word (after "By", or before "bulletin" and the like, any; names of desks are free), after
    it at most four words, a short lower-case phrase behind a dash, or an issue's subject behind a colon."""
    side = dateline_rules(user_rules)["dateline.side_word"].compiled
    before, after = _WORD.findall(blank[: chosen.start]), _WORD.findall(blank[chosen.end:])
    if len(before) > 10 or len(_NUMBER.findall(blank)) > 2:
        return False
    serial = _is_serial(blank[: chosen.start], user_rules)
    free = serial or _BY.match(blank) is not None
    if not free and any(word[0].islower() and not side.match(word.rstrip(".")) for word in before):
        return False
    if not free and sum(not side.match(word.lower().rstrip(".")) for word in before) > 6:
        return False
    plain = all(word[0].isupper() or side.match(word.rstrip(".")) for word in after)
    if plain and sum(not side.match(word.lower().rstrip(".")) for word in after) <= 4:
        return True
    tail = blank[chosen.end:].lstrip(" ,")
    if serial and tail[:1] in set(":-–—|"):
        return len(after) <= LONGEST_SUBJECT
    return len(after) <= 10 and tail[:1] in "-–—|(" and after[0][0].islower() and not before


def _is_serial(before: str, user_rules: Path | None) -> bool:
    """Whether the words before a date are an issue's or an entry's: "Midday bulletin, ", "Entry of "."""
    found = dateline_rules(user_rules)["dateline.serial"].compiled.search(before)
    if found is None:
        return False
    ahead = _WORD.findall(before[: found.start()])
    return len(ahead) <= (1 if found[0].rstrip(" ,").endswith(" of") else 5)


def _place_of(blank: str, user_rules: Path | None) -> tuple[int, int] | None:
    for pattern in (_PLACE_AT_START, _PLACE_AFTER_BAR):
        match = pattern.search(blank)
        if match is not None and not names_no_place(match["place"], user_rules):
            return match.span("place")
    return None

