"""Remembers what was made of a group of files, while the files around them change."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence

from codegen.cache import Cache
from codegen.fingerprint import program
from codegen.pickling import pickled, unpickled
from codegen.readers.base import Reading
from codegen.source import Inputs, Source


def cached_reading(
    kind: str, sources: Sequence[Source], inputs: Inputs, question: Sequence[str], read: Callable[[], Reading]
) -> Reading:
    """What `read` makes of the sources, from the cache when they and the `question` are as they were then.

    `inputs` knows the hashes of the sources afterwards in any case. What also read other files (imports) is not kept,
    because their hashes are no part of the key.
    """
    try:
        files = [(source.key, source.shown, inputs.note(source)) for source in sources]
    except OSError:
        return read()
    cache = Cache.for_user()
    key = Cache.key(kind, program(), sys.version, json.dumps([sorted(files), *question]))
    known: Reading | None = unpickled(cache.get(key))
    if known is not None:
        return known
    before = set(inputs.hashes)
    reading = read()
    if set(inputs.hashes) == before:
        cache.put(key, pickled(reading))
    return reading
