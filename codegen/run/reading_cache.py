"""Remembers what was read: all of it for a second client, or a run with another option, while no source has changed;
and its parts for a run after a change, which makes only those again that have to do with it."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Callable, Mapping

from codegen.config import ClientConfig
from codegen.diagnostics import Diagnostic
from codegen.files import real
from codegen.ir import Api
from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.parts import NOTHING, Kept, ReadingParts, kept_parts
from codegen.plugins import plugin_states
from codegen.readers.base import Reading
from codegen.run.current import Current
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
    place = _place(client, "sources", cache)
    known = cache.get(place)
    if known is not None:
        state = json.loads(known)
        same = current.states(state["inputs"]) == state["inputs"]
        listed = current.listing_again(state["listing"]) if same else None
        if listed and listed.hashes == state["listing"]:
            found = _reading(state, cache)
            if found is not None:
                inputs.hashes.update(state["inputs"])
                inputs.listing, inputs.with_wsdls = listed
                return found, lambda: None
    inputs.parts = ReadingParts(lambda: _parts(client, current, cache))
    reading = read()
    if inputs.parts.torn(inputs.hashes):
        inputs.parts = ReadingParts()
        inputs.begin()
        reading = read()
    inputs.listing, inputs.with_wsdls = current.listing(
        {root.key: root.path for root in inputs.entered.values()}
    )
    hashes = dict(inputs.hashes)
    sound = not inputs.problems

    def remember() -> None:
        parts = inputs.parts.dump(hashes) if sound else None
        if parts is not None:
            head = json.dumps(inputs.listing).encode()
            cache.put(_place(client, _PARTS, cache), head + b"\n" + parts)
        data = _READING.dump(reading)
        if data is None or (plugin_states() and _READING.load(data) != reading):  # a plug-in's own values
            return
        answer = Cache.key("reading", data)
        cache.put(answer, zlib.compress(data, level=1))  # each change leaves one, and a seventh is enough
        state = json.dumps({"inputs": hashes, "listing": inputs.listing, "reading": answer}).encode()
        cache.put(place, state)
        if all(found.code != UNREADABLE for found in reading.diagnostics):
            cache.put(_place(client, _WHOLE, cache), state)

    return reading, remember


def _parts(client: ClientConfig, current: Current, cache: Cache) -> Kept:
    """The parts of the last reading that still hold."""
    kept = cache.get(_place(client, _PARTS, cache))
    if kept is None:
        return NOTHING
    head, _, parts = kept.partition(b"\n")
    listed = json.loads(head)
    return kept_parts(parts, current.states) if current.listing_again(listed).hashes == listed else NOTHING


def last_whole(client: ClientConfig, cache: Cache) -> Whole | None:
    """What was read the last time that every file of the client's sources could be; None when that is not known."""
    known = cache.get(_place(client, _WHOLE, cache))
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


def _place(client: ClientConfig, kind: str, cache: Cache) -> str:
    roots = [[root.key, root.shown, str(real(root.path))] for root in client.all_roots()]
    question = [client.protocol, plugin_states(), roots]
    return Cache.key(kind, program(cache), sys.version, json.dumps(question, sort_keys=True))
