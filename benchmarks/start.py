"""`python -m benchmarks.start`: the time from the command line to the answer."""

import subprocess
import sys
from pathlib import Path

from benchmarks.timing import microseconds, row

CASE = '{"one_sided_swelling": "yes", "age": 54}'


def main() -> None:
    venevagt = Path(sys.executable).parent / "venevagt"

    def timed(*command: str | Path, stdin: str = "") -> float:
        def once() -> None:
            subprocess.run(command, input=stdin, capture_output=True, text=True, check=True)

        once()
        return microseconds(once, 1, rounds=15) / 1000

    base = timed(sys.executable, "-c", "pass")
    assess = timed(venevagt, "check", "--case", "-", "--json", stdin=CASE)
    show = timed(venevagt, "check", "--case", "-", stdin=CASE)
    print(row("venevagt check --case - --json, start to end", assess, "ms", "python -c pass", base))
    print(row("venevagt check --case -, as text", show, "ms", "python -c pass", base))


if __name__ == "__main__":
    main()
