"""Measure the sample articles against their gold: F1 of each field, beside the floors of tests/gate.json.

    python scripts/measure.py                    print the figures
    python scripts/measure.py --write            raise floors to 0.01 below the figures; none is ever lowered:
                                                 with a figure below its floor nothing is written. How many
                                                 values are wrong in each article is written as it is
    python scripts/measure.py --write --corpus   also take over a changed corpus (articles or gold)

The judgement is that of `sahel-events evaluate`. Only sums are printed: the unseen articles stay unread.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import gate


def main() -> int:
    """Print figures beside floors; exit code 1 where one lies below."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--write", action="store_true", help="raise floors in tests/gate.json")
    cli.add_argument("--corpus", action="store_true", help="with --write: take over a changed corpus")
    args = cli.parse_args()
    pinned = json.loads(gate.FLOORS.read_text(encoding="utf-8")) if gate.FLOORS.is_file() else {}
    floors = pinned.get("floors", {})
    records = gate.extract_records()
    figures, wrong = gate.measure(records), gate.wrong(records)
    for part, fields in figures.items():
        print(f"{part} ({len(gate.parts()[part])} articles)")
        for field, figure in fields.items():
            floor = floors.get(part, {}).get(field)
            print(f"  {field:22} {figure:.3f}" + (f"   floor {floor:.3f}" if floor is not None else ""))
    short = gate.shortfalls(figures, floors)
    worse = gate.risen(wrong, pinned.get("wrong", wrong))
    print(*short, *worse, sep="\n", end="\n" if short or worse else "")
    if short and args.write:
        print("nothing written: no floor is lowered", file=sys.stderr)
    elif args.write:
        digest = gate.digest()
        if pinned and digest != pinned["corpus_sha256"] and not args.corpus:
            print("the corpus changed: look at what changed, then use --write --corpus", file=sys.stderr)
            return 1
        written = json.dumps({"corpus_sha256": digest, "floors": gate.raised(figures, floors)}, indent=1)
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(fields)}" for name, fields in wrong.items())
        text = f'{written[:-2]},\n "wrong": {{\n{rows}\n }}\n}}\n'  # a line for each article
        gate.FLOORS.write_text(text, encoding="utf-8")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
