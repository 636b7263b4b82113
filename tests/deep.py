"""JSON as deep as this Python reads it: what was read still has to be walked through, shown and compared."""

from __future__ import annotations

import json


def _is_read(depth: int) -> bool:
    try:
        json.loads("[" * depth + "]" * depth)
    except RecursionError:
        return False
    return True


DEEPEST = max(filter(_is_read, (1_400, 9_000)), default=900)
"""Python 3.11 counts levels of JSON and calls together, up to 1000; 3.12 takes about 1500, 3.13 about 10 000."""
LISTS = b"[" * DEEPEST + b"]" * DEEPEST
"""Lists in one another."""
