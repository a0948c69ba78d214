"""Coverage-guided fuzzing of the targets in tests/fuzz, with atheris (Linux, `pip install -e ".[fuzz]"`).

`python scripts/fuzz.py readers --seconds 1200` runs one target; what it makes lies in build/fuzz/readers: the
inputs that reach something new, the findings (each with its traceback, once for each place in the code), and
run.json with the figures. A finding does not stop the run. `--keep` afterwards takes the fewest inputs that
reach the same code, and writes them to tests/fuzz/corpus/readers.json, which `pytest tests/fuzz` runs.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib
import json
import pkgutil
import random
import re
import shutil
import subprocess
import sys
import time
import traceback
import zlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests" / "fuzz"
sys.path[:0] = [str(TESTS), str(ROOT / "src")]

try:
    import atheris
except ImportError:
    sys.exit("atheris is missing: pip install -e '.[fuzz]' (Linux, CPython 3.11 to 3.13)")


INSTRUMENTED = 3.0
"""How many times longer our code takes while its coverage is counted: 1.1 s were 2.4, 1.4 were 3.9."""
MOST_KEPT = 40_000
"""Characters of the kept corpus of a target: of all, less than 300 kB."""
REPEATED = 1 / 40
"""Share of mutations that repeat a stretch: such inputs may take a hundred times as long as others."""


class Findings:
    """What went wrong, once for each kind of error and place in our code, with the input that did it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.runs, self.last = 0, None
        self.start = time.monotonic()

    def note(self, error: BaseException, data: bytes) -> None:
        """Keep an input, if nothing like it was found before."""
        frames = [f for f in traceback.extract_tb(error.__traceback__) if str(ROOT) in f.filename]
        ours = [f"{Path(f.filename).name}:{f.name}" for f in frames if not f.filename.endswith("fuzz.py")]
        name = hashlib.sha256(repr((type(error).__name__, ours[-3:])).encode()).hexdigest()[:12]
        path = self.folder / name
        if path.exists():
            return
        self.last = time.monotonic() - self.start
        path.write_bytes(data)
        told = "".join(traceback.format_exception(error))
        path.with_name(f"{name}.txt").write_text(f"after {self.last:.0f} s, run {self.runs}\n{told}", "utf-8")
        print(f"FINDING {name} after {self.last:.0f} s: {type(error).__name__}: {error!s:.200}", flush=True)


def main() -> None:
    """Read the command line and do it."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "fuzz")
    parser.add_argument("--seed", type=int, default=0, help="of the random numbers; 0: a new one")
    parser.add_argument("--more", type=Path, help="a folder of texts to start from too")
    parser.add_argument("--keep", action="store_true", help="write the kept corpus instead of running")
    parser.add_argument("--large", action="store_true", help="large inputs from the beginning")
    given = sys.argv[1:]
    split = given.index("--") if "--" in given else len(given)  # behind it, options of libFuzzer alone
    asked = parser.parse_args(given[:split])
    folder = asked.work / asked.target
    if asked.keep:
        keep(asked.target, folder)
    else:
        fuzz(asked.target, folder, asked, given[split + 1 :])


def fuzz(target: str, folder: Path, asked: argparse.Namespace, options: list[str]) -> None:
    """Run a target for so many seconds, or with `options` of libFuzzer. libFuzzer ends the process."""
    atheris.enabled_hooks.add("str")
    with atheris.instrument_imports(include=["sahel_events", "warcio"]):
        import fuzz_targets

        for module in _lazy(target):  # what functions import where they need it
            importlib.import_module(module)
    corpus, findings = prepared(target, folder, asked.more), Findings(folder / "findings")

    def one(data: bytes) -> None:
        findings.runs += 1
        try:
            fuzz_targets.run(target, data, slack=INSTRUMENTED)
        except Exception as error:  # every kind is a finding
            findings.note(error, data)
        if findings.runs % 256 == 0:
            told = {"runs": findings.runs, "seconds": round(time.monotonic() - findings.start),
                    "last_finding_after": findings.last}  # fmt: skip
            (folder / "run.json").write_text(json.dumps(told))

    ours = [
        f"-max_total_time={asked.seconds}", f"-max_len={fuzz_targets.largest(target)}",
        f"-dict={folder / 'words.dict'}", f"-artifact_prefix={folder}/libfuzzer-", "-rss_limit_mb=3000",
        "-timeout=60", "-reload=0", f"-len_control={0 if asked.large else 20}", "-print_final_stats=1",
        f"-seed={asked.seed}", str(corpus),
    ]  # fmt: skip
    atheris.Setup([str(folder / "again"), *(options or ours)], one, custom_mutator=mutated)
    atheris.Fuzz()


def _lazy(target: str) -> Iterator[str]:
    """The modules of the rooms that a target goes through."""
    import sahel_events

    if target == "readers":
        yield from ("warcio.archiveiterator", "warcio.exceptions", "warcio.statusandheaders")
    rooms = {"readers": "corpus", "cleaner": "corpus", "records": "linking"}.get(target, "")
    for module in pkgutil.walk_packages(sahel_events.__path__, "sahel_events."):
        name = module.name
        if name.startswith(f"sahel_events.{rooms}") and not re.search(r"cluster|\.cli\b|__main__", name):
            yield name


def mutated(data: bytes, size: int, seed: int) -> bytes:
    """libFuzzer's mutation; now and then a stretch repeated, to find what costs more than its length."""
    chance = random.Random(seed)
    if len(data) > 1 and chance.random() < REPEATED:
        start = chance.randrange(1, len(data))
        stretch = data[start : start + chance.choice((1, 2, 8, 40, 300))]
        times = max(1, chance.choice((20, 200, 2_000, size)) // len(stretch))
        return (data[:start] + stretch * times + data[start + len(stretch) :])[:size]
    return bytes(atheris.Mutate(data, size))


def prepared(target: str, folder: Path, more: Path | None) -> Path:
    """The folder of the corpus, with the seeds and the kept inputs in it; beside it the words."""
    import fuzz_seeds

    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    given = [*fuzz_seeds.seeds(target), *kept(target)]
    if more is not None:
        given += [b"\x01" + path.read_bytes() for path in sorted(more.iterdir()) if path.is_file()]
    for data in given:
        (corpus / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)
    lines = ("".join(f"\\x{byte:02x}" for byte in token) for token in fuzz_seeds.tokens(target))
    (folder / "words.dict").write_text("".join(f'"{line}"\n' for line in lines))
    return corpus


def kept(target: str) -> list[bytes]:
    """The inputs of the kept corpus."""
    from test_regressions import corpus

    return [data for _, data in corpus(target)]


def keep(target: str, folder: Path) -> None:
    """Write the fewest inputs that reach what the corpus reaches, the smallest first, up to MOST_KEPT bytes;
    those of findings before them."""
    least, again = folder / "least", folder / "again"
    shutil.rmtree(least, ignore_errors=True)
    least.mkdir()
    command = f'"{sys.executable}" "{__file__}" "--work={folder.parent}" {target} -- "$@"'
    again.write_text(f"#!/bin/sh\nexec {command}\n")
    again.chmod(0o755)  # libFuzzer starts itself anew for this
    subprocess.run([again, "-set_cover_merge=1", least, folder / "corpus"], check=True)
    found = sorted(path for path in (folder / "findings").iterdir() if not path.suffix)
    found += sorted(folder.glob("libfuzzer-*"))  # inputs that held it for a minute, or took all memory
    texts: dict[str, str] = {}
    size = 0
    for path in [*found, *sorted(least.iterdir(), key=lambda path: (path.stat().st_size, path.name))]:
        text = base64.b64encode(zlib.compress(path.read_bytes(), 9)).decode()
        size += len(text)
        if size > MOST_KEPT:
            break
        texts[path.name[-12:] + (" (finding)" if path in found else "")] = text
    (TESTS / "corpus").mkdir(exist_ok=True)
    (TESTS / "corpus" / f"{target}.json").write_text(json.dumps(texts, indent=0) + "\n", "utf-8")
    print(f"kept {len(texts)} of {len(list(least.iterdir()))} inputs")


if __name__ == "__main__":
    main()
