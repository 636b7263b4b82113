"""Remembers what was read: all of it for a second client, or a run with another option, while no source has changed;
and its parts for a run after a change, which makes only those again that have to do with it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from codegen.config import ClientConfig
from codegen.diagnostics import Diagnostic
from codegen.ir import Api
from codegen.machine.cache import Cache
from codegen.parts import NOTHING, Kept, ReadingParts, kept_parts
from codegen.plugins import plugin_states
from codegen.readers.base import Reading
from codegen.run.current import Current, about
from codegen.run.keeping import Whole
from codegen.source import UNREADABLE, Inputs
from codegen.values import Format

_WHOLE = "sources-whole"
_PARTS = "sources-parts"
_READING = Format(tuple[Api, tuple[Diagnostic, ...]])


def remembered(
    client: ClientConfig, inputs: Inputs, current: Current, read: Callable[[], Reading]
) -> tuple[Reading, Callable[[], None]]:
    """What `read` gives for the client's sources, from the cache when every file is as it was then.

    `inputs` knows the same hashes afterwards as if everything had been read, and the listing of the sources. The second
    value is a function that remembers the reading: to be called when there is time for that.
    """
    cache = inputs.cache
    last = about(client, "sources", cache)
    known = cache.get(last)
    if known is not None:
        state = json.loads(known)
        found = _reading(state, cache) if _holds(state, current) else None
        if found is not None:
            inputs.hashes.update(state["inputs"])
            inputs.folders.states.update(state["folders"] or {})
            inputs.folders_told = state["folders"] is not None
            inputs.list_all = lru_cache(lambda: current.listing_again(state["listing"]))
            return found, lambda: None
    inputs.parts = ReadingParts(lambda: _parts(client, current, cache))
    inputs.list_all = lru_cache(
        lambda: current.listing({root.key: root.path for root in inputs.entered.values()})
    )
    reading = read()
    if inputs.parts.torn(inputs.states):
        inputs.parts = ReadingParts()
        inputs.begin()
        reading = read()
    hashes, states = dict(inputs.hashes), inputs.states
    sound = not inputs.problems

    def remember() -> None:
        parts = inputs.parts.dump(states) if sound else None
        if parts is not None:
            head = json.dumps(None if inputs.folders_told else inputs.listing).encode()
            cache.put(about(client, _PARTS, cache), head + b"\n" + parts)
        data = _READING.dump(reading)
        if data is None or (plugin_states() and _READING.load(data) != reading):  # a plug-in's own values
            return
        answer = Cache.key("reading", data)
        cache.put(answer, zlib.compress(data, level=1))  # each change leaves one, and a seventh is enough
        folders = inputs.folders.states if inputs.folders_told else None
        kept = {"inputs": hashes, "folders": folders, "listing": inputs.listing, "reading": answer}
        state = json.dumps(kept).encode()
        cache.put(last, state)
        if all(found.code != UNREADABLE for found in reading.diagnostics):
            cache.put(about(client, _WHOLE, cache), state)

    return reading, remember


def _holds(state: Mapping[str, Any], current: Current) -> bool:
    """Whether everything that a reading was made from is as it was then."""
    if current.states(state["inputs"]) != state["inputs"]:
        return False
    folders: dict[str, str] | None = state["folders"]
    if folders is not None:
        return current.states(folders) == folders
    listing: dict[str, str] = state["listing"]
    return current.listing_again(listing).hashes == listing


def _parts(client: ClientConfig, current: Current, cache: Cache) -> Kept:
    """The parts of the last reading that still hold."""
    kept = cache.get(about(client, _PARTS, cache))
    if kept is None:
        return NOTHING
    head, _, parts = kept.partition(b"\n")
    listed = json.loads(head)
    if listed is not None and current.listing_again(listed).hashes != listed:
        return NOTHING
    return kept_parts(parts, current.states)


def last_whole(client: ClientConfig, cache: Cache) -> Whole | None:
    """What was read the last time that every file of the client's sources could be; None when that is not known."""
    known = cache.get(about(client, _WHOLE, cache))
    if known is None:
        return None
    state = json.loads(known)
    reading = _reading(state, cache)
    return Whole(reading, state["inputs"]) if reading is not None else None


def _reading(state: Mapping[str, str], cache: Cache) -> Reading | None:
    """The reading that a state names, if the cache still has it."""
    packed = cache.get(state["reading"])
    if packed is None:
        return None
    try:
        found = _READING.load(zlib.decompress(packed))
    except zlib.error:
        return None
    return Reading(*found) if found is not None else None
