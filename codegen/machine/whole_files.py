"""Writes a file in one step: who reads it meanwhile sees what was there before, or all of what is new."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_OWNER_ONLY = 0o600
"""The mode of a temporary file."""


def write_whole(path: Path | str, *parts: bytes, mode: int = _OWNER_ONLY) -> None:
    """Put a file of these parts, one after the other, in the place of what is there; its folder must exist.

    Raises OSError. The file is as it was then.
    """
    temporary = os.path.join(os.path.dirname(path), f".new-{os.urandom(8).hex()}")
    try:
        with open(temporary, "xb", opener=_for_owner) as file:
            file.writelines(parts)
        if mode != _OWNER_ONLY:
            os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, _OWNER_ONLY)
