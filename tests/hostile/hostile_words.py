"""Words that are hard on rules: numbers without end, sentences without end, everything at once."""

from __future__ import annotations

from hostile_entry import ONE, STORY, Entry, lazy, text

MOST = 118_000
"""Characters of a text that is nearly as long as one may be."""
ENGLISH = "It was said that they have been with him in the town of his father, and it is not for them. " * 60
"""Enough English for the language to be told from what it opens."""
LEAD = "GAO, Mali, November 26, 2019 (Agence) - "
NUMBERS = (
    "999999999999999999999", "9" * 400, "9" * 5000, "10^400", "1e400", "1,000,000,000,000,000,000,000,000",
    "nine hundred ninety-nine trillion quadrillion quintillion", "a million million million", "-5", "0",
    "٩٩", "½",
    "²", "Ⅻ", "五", "1.5", "1,5", "12:30", "0x1F", "between 999999999999999999999999 and 5", "minus ten",
    "NaN", "infinity",
    "a thousand thousand thousand thousand thousand", "nine " * 500, "hundred " * 500,
    "more than " * 200 + "5",
)  # fmt: skip
DAYS = (
    "on February 30, 2019", "on 31 April", "in the year 0000", "in 99999", "on 0/0/0000",
        "on 31/12/99999999999999",
    "999999999999 days ago", "a million years ago", "9999999999999999999999 weeks before", "on the 99th",
    "December 9999",
    "in 10000 years", "on November 26, 2019 BC", "next Monday last Tuesday", "on Monday " * 300,
    "since -5 months", "on 1 Jan 1",
    "two hundred thousand centuries earlier", "2019-11-26T99:99:99+99:99", "on ٣١/١٢/٢٠١٩",
    "in late early mid-2019", "the 1900s",
)  # fmt: skip


def filled(piece: str, size: int = MOST) -> str:
    """Something again and again, up to a size."""
    start = f"{ENGLISH}\n\n{LEAD}"
    return start + piece * ((size - len(start)) // len(piece))


def long(ident: str, piece: str, why: str, size: int = MOST, end: str = "") -> Entry:
    """A text that is one thing again and again."""
    made = lazy(lambda: filled(piece, size - len(end)) + end)
    return Entry(f"words-{ident}", f"words/{ident}.txt", made, ONE, why, True)


ENTRIES = [
    Entry("words-numbers", "words/numbers.txt",
          text(STORY + "".join(f"Militants killed {n} people in Gao. At least {n} were wounded.\n\n"
                               for n in NUMBERS)), ONE, "counts beyond all bounds, in digits and words"),
    Entry("words-days", "words/days.txt",
          text(STORY + "".join(f"Militants killed four people in Gao {day}.\n\n" for day in DAYS)), ONE,
          "days that there are not"),
    Entry("words-too-long", "words/too-long.txt", lazy(lambda: "Gunmen killed two. " * 7000),
          {"too_large": 1}, "more than a text may have"),
    Entry("words-blocks", "words/blocks.txt", lazy(lambda: "a\n\n" * 1_000_000), {"too_large": 1},
          "a million blocks"),
    Entry("words-no-space", "words/no-space.txt", lazy(lambda: LEAD + "x" * MOST), ONE,
          "a word of 118,000 letters", True),
    Entry("words-digits", "words/digits.txt", lazy(lambda: "1" * MOST), ONE, "a number of 118,000 digits",
          True),
    Entry("words-punctuation", "words/punctuation.txt", lazy(lambda: LEAD + ".,;:!?-()[]{}" * (MOST // 13)),
          ONE, "marks alone", True),
    Entry("words-blanks", "words/blanks.txt", lazy(lambda: STORY + " " * MOST + "end"), ONE,
          "118,000 blanks in a line", True),
    Entry("words-tabs", "words/tabs.txt", lazy(lambda: STORY + "\t\xa0\u3000" * (MOST // 3) + "end"), ONE,
          "white space of all kinds", True),
    Entry("words-ends", "words/ends.txt", lazy(lambda: STORY + "\r\r\n\x0b\x0c\x85\u2028\u2029" * 14_000),
          ONE, "line ends of all kinds", True),
    long("small-blocks", "a\n\n", "39,000 blocks"),
    long("lines", "Gao\n", "30,000 lines"),
    long("repeated", "Gunmen killed five soldiers in Gao on Monday.\n\n", "2,000 times the same sentence"),
    long("repeated-lines", "Gunmen killed five soldiers in Gao on Monday. ", "the same in one paragraph"),
    long("sentence", "gunmen killed five soldiers in Gao on Monday and ",
         "a sentence of 18,000 words with triggers"),
    long("tolls", "killing 5 soldiers, wounding 3 civilians, ", "6,000 counts in a sentence"),
    long("triggers", "killed attacked bombed kidnapped ", "nothing but triggers"),
    long("actors", "JNIM, AQIM, Boko Haram, the Malian army, Ansar Dine, ", "12,000 actors in a row"),
    long("places", "Gao, Kidal, Timbuktu, Menaka, Mopti, Diffa, ", "15,000 places in a row"),
    long("days-row", "on Monday, November 25, 2019, on Tuesday, ", "6,000 days in a row"),
    long("numbers-row", "5 6 seven 8,000 nine hundred ", "20,000 numbers in a row"),
    long("brackets", "(", "brackets within brackets", 60_000, end="killed five soldiers" + ")" * 40_000),
    long("quotes", '"killed ', "quotation marks that are not closed"),
    long("curly", "“‘killed ", "curly ones"),
    long("hyphens", "well-", "a word of 24,000 parts"),
    long("dots", "A. ", "39,000 initials"),
    long("apostrophes", "'s ", "39,000 apostrophes"),
    long("commas", "the gunmen, ", "a list of 9,500 items"),
    long("and", "soldiers and ", "a list of 9,000 items with and"),
    long("of", "of the ", "prepositions"),
    long("that", "the army said that ", "6,000 clauses within each other"),
    long("not", "did not ", "14,000 negations with no verb"),
    long("bullets", "• Gunmen killed two in Gao\n", "4,000 items of a list"),
    long("related", "Related: Gunmen kill five in Gao\n\n", "pointers to other stories"),
    long("bylines", "By John Smith\n", "8,000 authors"),
    long("datelines", "BAMAKO, November 26, 2019 (AFP) - \n\n", "3,000 datelines"),
    long("comments", "John Smith says:\nGood.\n\n", "5,000 comments of readers"),
    long("addresses", "https://example.org/a?b=c&d=e user@example.org ", "2,000 addresses"),
    long("capitals", "GUNMEN KILLED FIVE SOLDIERS IN GAO. ", "capitals"),
    long("abbreviations", "Gen. Col. Lt. Maj. St. U.S. ", "abbreviations, each of which may end a sentence"),
    long("titles", "President Ibrahim Boubacar Keita ", "4,000 names"),
    long("emoji", "\U0001f1f2\U0001f1f1\U0001f468\u200d\U0001f469\u200d\U0001f467 ", "flags and families"),
    long("combining", "e" + "\u0301" * 98 + " ", "a thousand letters with a hundred accents each"),
    long("thai", "\u0e01\u0e32\u0e23", "a script without blanks"),
    long("arabic", "قتل مسلحون خمسة جنود في غاو ", "Arabic"),
    long("dates-slashes", "1/2/2019-3.4.2019 2019/5/6 ", "4,000 days of numbers"),
    long("units", "11 km south of Aguelhoc, north of ", "distances and directions"),
    long("roman", "XVI III MMXIX ", "Roman numbers"),
    long("wrapped", "gunmen went on to kill five soldiers of the army in the town on the river of\n",
         "text wrapped by hand, one paragraph"),
    long("wide-lines", "x" * 109 + "\n", "lines as long as those of wrapped text"),
    long("private", "\ue000\uf8ff\U000f0000 ", "private characters"),
    long("numbers-words", "nine hundred ninety-nine thousand ", "a number of 18,000 words"),
    long("ordinals", "the second of the third ", "ordinals"),
    long("hypothetical", "if the gunmen had killed five, ", "conditions"),
    long("semicolons", "five killed; ", "semicolons"),
    long("colons", "Gao: five killed: ", "colons"),
    long("dashes", "five — killed – ", "dashes"),
    long("headings", "GAO\n\nFive killed\n\n", "headings alone"),
]  # fmt: skip
