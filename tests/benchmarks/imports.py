"""What it costs to import a generated client, and to make its first call, over importing pydantic and httpx2.

    PYTHONPATH=generated_example:. python -m tests.benchmarks.imports

Fresh processes take turns. What is told is processor time, the least of many, in milliseconds; "over" is what comes on
top of the bare libraries. Compiled files are kept, as an installation has them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RUNS = 25
FIRST_CALL = Path(__file__).with_name("first_call.py").read_text("utf-8")
BARE = "import pydantic, httpx2"
ROWS = {
    "pydantic and httpx2": (BARE, ""),
    "pydantic, with BaseModel loaded, and httpx2": (f"{BARE}; pydantic.BaseModel", ""),
    "the client": (f"{BARE}; from acme_store import AdminToken, Client, SearchCriteria", "≤ 50 ms over"),
    "the client, and a first typed call": (FIRST_CALL, "≤ 300 ms over"),
}


def processor_time(code: str) -> float:
    """Milliseconds of a process that runs the code. Raises RuntimeError when it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def main() -> None:
    """Print the rows."""
    best = dict.fromkeys(ROWS, float("inf"))
    for _ in range(RUNS):
        for name, (code, _) in ROWS.items():
            best[name] = min(best[name], processor_time(code))
    bare = best["pydantic and httpx2"]
    for name, (_, budget) in ROWS.items():
        over = f"{best[name] - bare:>7.0f} ms over {best[name] / bare:>6.2f} ×" if best[name] != bare else ""
        print(f"import of {name:<48} {best[name]:>8.0f} ms {over}  {budget and 'budget ' + budget}".rstrip())


if __name__ == "__main__":
    main()
