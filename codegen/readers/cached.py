"""Remembers what was made of a group of files, while the files around them change."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from codegen.diagnostics import Diagnostic
from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.roots import Source
from codegen.source import MISSING, NOT_READABLE, Inputs
from codegen.values import Format

Made = TypeVar("Made")
NOT_FOLLOWED = "import-not-followed"
"""The code of a diagnostic about a file that should have been read too."""


def cached(
    kind: str,
    form: Format[tuple[Made, tuple[Diagnostic, ...]]],
    sources: Sequence[Source],
    inputs: Inputs,
    question: Sequence[str],
    read: Callable[[], tuple[Made, tuple[Diagnostic, ...]]],
) -> tuple[Made, tuple[Diagnostic, ...]]:
    """What `read` makes of the sources, from the cache when they and the `question` are as they were then.

    `form` writes what is made. `inputs` knows the hashes of the sources afterwards in any case, and has
    the cache. What also read other files (imports), or would have done so had they been there, is not kept: they are no
    part of the key.
    """
    files = [(source.key, source.shown, inputs.note(source)) for source in sources]
    if any(state in (MISSING, NOT_READABLE) for _, _, state in files):
        return read()
    key = Cache.key(kind, program(inputs.cache), sys.version, json.dumps([sorted(files), *question]))
    known = form.load(inputs.cache.get(key))
    if known is not None:
        return known
    before = set(inputs.hashes)
    made, diagnostics = read()
    alone = set(inputs.hashes) == before and all(found.code != NOT_FOLLOWED for found in diagnostics)
    data = form.dump((made, diagnostics)) if alone else None
    if data is not None:
        inputs.cache.put(key, data)
    return made, diagnostics
