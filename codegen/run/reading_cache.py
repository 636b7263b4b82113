"""Remembers what was read from sources that have not changed: for a second client, or a run with another option."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from codegen import ir
from codegen.config import ClientConfig
from codegen.diagnostics import Diagnostic, Level
from codegen.files import real
from codegen.machine.cache import Cache
from codegen.machine.fingerprint import program
from codegen.machine.values import Codec
from codegen.plugins import plugin_states
from codegen.readers.base import Reading
from codegen.run.freshness import current_states, kept_roots
from codegen.run.listing import begin_listing, entered
from codegen.source import Inputs
from codegen.systems import System

_KEPT = Codec(ir, System, Reading, Diagnostic, Level)


def remembered(
    client: ClientConfig, inputs: Inputs, read: Callable[[], Reading]
) -> tuple[Reading, Callable[[], None]]:
    """What `read` gives for the client's sources, from the cache when every file is as it was then.

    `inputs` knows the same hashes afterwards as if everything had been read, and the listing of the sources. The second
    value is a function that remembers the reading: to be called when there is time for that.
    """
    cache = inputs.cache
    roots = client.all_roots()
    question = [
        client.protocol,
        plugin_states(),
        [[root.key, root.shown, str(real(root.path))] for root in roots],
    ]
    place = Cache.key("sources", program(), sys.version, json.dumps(question, sort_keys=True))
    listing = begin_listing(client)
    known = cache.get(place)
    if known is not None:
        state = json.loads(known)
        same = current_states(client, state["inputs"]) == state["inputs"]
        if same and listing(kept_roots(client, state["listing"])) == state["listing"]:
            found: Reading | None = _KEPT.load(cache.get(state["reading"]))
            if found is not None:
                inputs.hashes.update(state["inputs"])
                inputs.listing = state["listing"]
                return found, lambda: None
    reading = read()
    inputs.listing = listing(entered(inputs.entered.values()))
    hashes = dict(inputs.hashes)

    def remember() -> None:
        try:
            data = _KEPT.dump(reading)
        except TypeError:  # a plug-in's own values
            return
        answer = Cache.key("reading", data)
        cache.put(answer, data)
        state = {"inputs": hashes, "listing": inputs.listing, "reading": answer}
        cache.put(place, json.dumps(state).encode())

    return reading, remember
