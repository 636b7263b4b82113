"""Parts of a package that are kept for runs in which nothing of what they are made from changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from codegen.emit.render import Renderer
from codegen.ir import Model
from codegen.machine.cache import Cache
from codegen.machine.packs import Pack
from codegen.symbols import Symbols
from codegen.values import written

_OTHERS = 200
"""How many parts stay that a run did not ask for: those of another client or branch."""


class KeptParts:
    """The parts of one kind, each by a key; `shared` is what they depend on besides the program and its templates."""

    def __init__(self, renderer: Renderer, kind: str, *shared: object) -> None:
        data = written(shared)
        self._shared = None if data is None else hashlib.sha256(data).digest()
        self._pack = Pack(renderer.cache, renderer.key(kind))

    def key(self, name: str, *made_from: object) -> str:
        """What tells a part from all others; empty where that can't be told, for a value of a plug-in's own."""
        own = written(made_from)
        return Cache.key(name, self._shared, own) if self._shared is not None and own is not None else ""

    def find(self, key: str) -> Any:
        """The part of a key, None when there is none."""
        return self._pack.get(key) if key else None

    def put(self, key: str, part: object) -> None:
        """Know a part from now on, unless it is None; other runs do so after `keep`."""
        if key and part is not None:
            self._pack.put(key, part)

    def keep(self) -> None:
        """Keep the parts for other runs."""
        self._pack.keep(_OTHERS)


class KeptModules:
    """The texts of modules that are made from models, of one kind.

    Such a module depends on its own models and the names of their fields, on what all models of the package are called,
    and on `choices`; not on what is in models of other modules.
    """

    def __init__(self, renderer: Renderer, kind: str, symbols: Symbols, *choices: object) -> None:
        self._fields = symbols.fields
        self._parts = KeptParts(renderer, kind, symbols.models, symbols.entities, choices)

    def find(self, name: str, models: Sequence[Model]) -> str | None:
        """The text of the module of that name, if it was made from the same before."""
        found: str | None = self._parts.find(self._key(name, models))
        return found

    def put(self, name: str, models: Sequence[Model], text: str) -> None:
        """Know the text of a module from now on; other runs do so after `keep`."""
        self._parts.put(self._key(name, models), text)

    def keep(self) -> None:
        """Keep the texts for other runs."""
        self._parts.keep()

    def _key(self, name: str, models: Sequence[Model]) -> str:
        names = [[self._fields[model.name, item.wire_name] for item in model.fields] for model in models]
        return self._parts.key(name, models, names)
