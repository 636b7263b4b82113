"""`webapi_async.xml`: the service methods that Magento never runs asynchronously."""

from __future__ import annotations

from collections.abc import Iterable

from codegen.diagnostics import Diagnostic
from codegen.parts import PartKind, under
from codegen.readers.magento2.documents import documents
from codegen.roots import Source
from codegen.source import Inputs

_TRUE = frozenset({"", "1", "true", "on", "yes"})


def read_synchronous_only(
    sources: Iterable[Source], inputs: Inputs
) -> tuple[frozenset[tuple[str, str]], tuple[Diagnostic, ...]]:
    """Class and method of all synchronous-only services; a later file's word on the same method wins.

    Source: `Magento\\WebapiAsync\\Model\\ServiceConfig\\Converter`.
    """
    sources = [*sources]
    places = [(source.key, source.shown) for source in sources]
    return inputs.part(_PART, under(places), lambda: _synchronous_only(sources, inputs))


_PART = PartKind("synchronous only", tuple[frozenset[tuple[str, str]], tuple[Diagnostic, ...]])


def _synchronous_only(
    sources: Iterable[Source], inputs: Inputs
) -> tuple[frozenset[tuple[str, str]], tuple[Diagnostic, ...]]:
    settings: dict[tuple[str, str], bool] = {}
    diagnostics: list[Diagnostic] = []
    for root, _ in documents(sources, inputs, "services", diagnostics):
        for service in root.iter("service"):
            key = service.get("class", "").lstrip("\\"), service.get("method", "")
            flag = next(service.iter("synchronousInvocationOnly"), None)
            if flag is not None:
                settings[key] = (flag.text or "").strip().lower() in _TRUE
            else:
                settings.setdefault(key, False)
    return frozenset(key for key, only in settings.items() if only), tuple(diagnostics)
