"""``asynja-tui contract``: lines in, lines out, each at once, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from db.worlds import catalogue


def test_each_call_is_answered_before_the_next(tmp_path: Path) -> None:
    book = tmp_path / "bok.db"
    catalogue.make(book, "tom").close()
    command = [sys.executable, "-m", "asynja_tui", "contract", "--book", str(book)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None

        def ask(line: str) -> object:
            assert program.stdin is not None
            assert program.stdout is not None
            program.stdin.write(line.encode() + b"\n")
            program.stdin.flush()
            return json.loads(program.stdout.readline())

        call = {"operation": "GetAllTimeTypes", "healthcare_facility": "SE0000000000-MOTT0001"}
        assert "listOfTimeTypes" in str(ask(json.dumps(call)))
        assert "ERROR" in str(ask("nonsense"))
        assert "ERROR" in str(ask('{"a": "' + "x" * 200_000 + '"}'))
        assert "listOfTimeTypes" in str(ask(json.dumps(call)))
        program.stdin.close()
        assert program.wait() == 0
