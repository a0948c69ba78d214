"""The CI step for known vulnerabilities: it fails on a finding, passes where nobody can be asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cases import table

STEP = Path(__file__).parents[2] / ".ci" / "audit"

HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"]}
FINDING = {"dependencies": [{"name": "a", "version": "1.0", "vulns": [HOLE]}]}
CLEAN = {"dependencies": [{"name": "a", "version": "1.0", "vulns": []}]}
UNKNOWN = {"dependencies": [{"name": "a", "skip_reason": "not found on PyPI"}]}

CASES = [
    (json.dumps(FINDING), "", 1, "a 1.0: PYSEC-2026-1, mended in 2.0", "a known vulnerability"),
    (json.dumps(CLEAN), "", 0, "1 of 1 packages asked for, 0 known", "none known"),
    (json.dumps(UNKNOWN), "", 0, "skipped: no network", "a copy of PyPI that has no advisories"),
    ("", "requests.exceptions.ConnectionError: refused", 0, "skipped: no network", "no network"),
    ("", "No module named pip_audit", 1, "", "pip-audit is not there"),
    ("{}", "", 1, "", "an answer of another form"),
]


@pytest.mark.skipif(not STEP.is_file(), reason="no .ci beside these tests")
@pytest.mark.parametrize(("answer", "complaint", "code", "said"), table(CASES))
def test_what_the_step_makes_of_the_answer(
    tmp_path: Path, answer: str, complaint: str, code: int, said: str
) -> None:
    fake = f"import sys\nsys.stdout.write({answer!r})\nsys.stderr.write({complaint!r})\n"
    (tmp_path / "pip_audit.py").write_text(fake)
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, str(STEP)], capture_output=True, text=True, timeout=60, check=False, env=environment
    )
    assert (done.returncode, said in done.stdout) == (code, True), done
