"""What tells one state of this program from another, a changed template or a patched reader included."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from codegen.machine.data_folders import PACKAGE, templates


@lru_cache
def program() -> str:
    """One hash of the program's own files: its code, its templates and the runtime."""
    found = hashlib.sha256()
    inside = templates()
    for folder, suffixes in ((PACKAGE, (".py",)), (inside, (".py", ".jinja", ".jinja2"))):
        for path in sorted(folder.rglob("*")):
            if path.suffix in suffixes and not (folder == PACKAGE and path.is_relative_to(inside)):
                found.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return found.hexdigest()
