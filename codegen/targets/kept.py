"""The texts of modules that are made from models, kept for runs in which nothing of what they are made from changed.

Such a module depends on its own models and the names of their fields, on what all models of the package are called, and
on choices; not on what is in models of other modules.
"""

from __future__ import annotations

from collections.abc import Sequence

from codegen.emit.render import Renderer
from codegen.ir import Model
from codegen.machine.cache import Cache
from codegen.machine.packs import Pack
from codegen.symbols import Symbols
from codegen.values import written

_OTHERS = 200
"""How many texts stay that a run did not ask for: those of another client or branch."""


class KeptModules:
    """The texts of one kind of module; `choices` are what they depend on besides models, names and templates."""

    def __init__(self, renderer: Renderer, kind: str, symbols: Symbols, *choices: object) -> None:
        self._symbols = symbols
        self._shared = written((symbols.models, symbols.entities, choices))
        self._pack = Pack(renderer.cache, renderer.key(kind))

    def find(self, name: str, models: Sequence[Model]) -> str | None:
        """The text of the module of that name, if it was made from the same before."""
        key = self._key(name, models)
        found: str | None = self._pack.get(key) if key else None
        return found

    def put(self, name: str, models: Sequence[Model], text: str) -> None:
        """Know the text of a module from now on; other runs do so after `keep`."""
        key = self._key(name, models)
        if key:
            self._pack.put(key, text)

    def keep(self) -> None:
        """Keep the texts for other runs."""
        self._pack.keep(_OTHERS)

    def _key(self, name: str, models: Sequence[Model]) -> str:
        """What tells a text from all others; empty where that can't be told, for a value of a plug-in."""
        fields = self._symbols.fields
        names = [[fields[model.name, item.wire_name] for item in model.fields] for model in models]
        own = written((models, names))
        return Cache.key(name, self._shared, own) if self._shared is not None and own is not None else ""
