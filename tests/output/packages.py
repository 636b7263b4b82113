"""Two packages for tests that replace one by the other, and how they are put on disk."""

from __future__ import annotations

from pathlib import Path

from codegen.output import writer
from codegen.output.comparison import Comparison, compare
from codegen.output.lock import LOCK_FILE, Lock, digest, read_lock

OLD = {"__init__.py": "old = 1\n", "models/catalog.py": "x = 1\n", "gone.py": "y = 1\n", "same.py": "s = 1\n"}
NEW = {
    "__init__.py": "new = 1\n",
    "models/catalog.py": "x = 2\n",
    "added/one.py": "z = 1\n",
    "same.py": "s = 1\n",
}


def lock_of(files: dict[str, str]) -> Lock:
    return Lock(
        tool="1",
        program="",
        options={},
        inputs={},
        listing={},
        outputs={k: digest(v) for k, v in files.items()},
    )


def put(output: Path, files: dict[str, str], *, force: bool = False) -> Comparison:
    wanted = {**files, LOCK_FILE: lock_of(files).dump()}
    real = output.resolve()
    with writer.locked(real):
        old = read_lock(real)
        comparison = compare(real, {path: digest(text) for path, text in wanted.items()}, old)
        writer.write(real, wanted, comparison, old, force=force)
    return comparison


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK_FILE
    }
