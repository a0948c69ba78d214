"""The program works without the network: it never opens a connection, nor asks for the address of a name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sahel_events

# No "socket.bind": urllib3, which trafilatura brings, asks by it whether the machine has IPv6, and lets go.
CODE = '''
import sys

def forbid(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        sys.stderr.write(f"NETWORK {event} {arguments}\\n")
        raise RuntimeError(event)

sys.addaudithook(forbid)
from sahel_events.cli.app import app

for command in """
extract raw --jobs 1 -o events.jsonl --rejected dropped.jsonl --link
show events.jsonl
show --actor France --country Mali
stats linked.jsonl
report linked.jsonl --articles raw
export --format csv -o a.csv
export --format acled -o theirs.csv
export --format ucdp -o c.csv
export --format geojson -o d.geojson
export --format sqlite -o e.sqlite
compare theirs.csv
clean raw/a.html
schema
export --format parquet -o f.parquet
""".splitlines():
    if command:
        try:
            app(command.split())
        except SystemExit as end:
            assert not end.code, (command, end.code)
'''

ARTICLE = (
    "BAMAKO, Nov 26, 2019 (AFP) - Thirteen French soldiers were killed when two helicopters collided near "
    "Menaka in northern Mali on Monday, the army said.\n\n"
    "Gunmen killed four civilians in Gao on Sunday, the mayor said.\n"
)


@pytest.mark.slow
def test_no_command_opens_a_connection(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="the extra parquet is not installed")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(ARTICLE)
    page = '<html><link rel="stylesheet" href="http://x.example/a.css"><img src="http://x.example/a.png"><p>'
    (tmp_path / "raw" / "a.html").write_text(f"{page}{ARTICLE}</p></html>")
    environment = os.environ | {"PYTHONPATH": str(Path(sahel_events.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=tmp_path, capture_output=True, text=True, timeout=300,
        env=environment, check=False,
    )
    assert "NETWORK" not in done.stderr
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "f.parquet").stat().st_size
    assert (tmp_path / "events.jsonl").read_text().count("\n") >= 2


def test_the_forbidden_calls_are_those_that_python_makes() -> None:
    """The hook sees a connection: else the test above could not fail."""
    code = CODE.partition("from sahel_events")[0]
    code += "import socket\nsocket.create_connection(('127.0.0.1', 9), 1)\n"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert "NETWORK socket." in done.stderr
