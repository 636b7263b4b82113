# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The ways to call a shop, and what differs between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import quote

from ..errors import RequestError
from .names import ENVELOPE_11, ENVELOPE_12

if TYPE_CHECKING:
    from .decode import Decoders
    from .encode import Encoders
    from .faults import FaultTable
    from .tables import ElementName, Tables

Mode: TypeAlias = Literal["wsi", "v2", "v1", "xmlrpc", "magento2", "soap"]
"""Magento 1 v2 in WS-I mode, v2 rpc/encoded, v1, XML-RPC; Magento 2; a WS-I service of some other system."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to call. `path` follows the base URL, `item` names list items, `encoded` tells rpc/encoded XML.

    `request` is what the element of a document/literal request has behind the operation's name, `session` the name of
    the session id. `login` and `logout` are the requests that open and end a session, empty where there is none;
    `version` is the namespace of the envelope, `action` what the SOAPAction header holds in place of an operation's
    own.
    """

    mode: Mode
    path: str = ""
    version: str = ENVELOPE_11
    item: str = "item"
    encoded: bool = False
    login: str = ""
    logout: str = ""
    action: str = ""
    request: str = ""
    session: str = ""

    @property
    def arguments(self) -> str:
        """The mode by which arguments tell what differs: XML-RPC's are those of v1."""
        return "v1" if self.by_path else self.mode

    @property
    def by_path(self) -> bool:
        """Whether operations are called by their path in `api.xml` (v1 and XML-RPC)."""
        return self.mode in ("v1", "xmlrpc")


_V2_ACTION = "urn:Mage_Api_Model_Server_V2_HandlerAction"

DIALECTS: Mapping[str, Dialect] = {
    "wsi": Dialect(
        "wsi",
        "api/v2_soap/",
        item="complexObjectArray",
        login="loginParam",
        logout="endSessionParam",
        request="RequestParam",
        session="sessionId",
    ),
    "v2": Dialect(
        "v2",
        "api/v2_soap/",
        encoded=True,
        login="login",
        logout="endSession",
        action=_V2_ACTION,
        session="sessionId",
    ),
    "v1": Dialect(
        "v1",
        "api/soap/",
        encoded=True,
        login="login",
        logout="endSession",
        action="urn:Action",
        session="sessionId",
    ),
    "xmlrpc": Dialect("xmlrpc", "api/xmlrpc/", login="login", logout="endSession", session="sessionId"),
    "magento2": Dialect("magento2", "soap/", version=ENVELOPE_12, request="Request"),
    "soap": Dialect("soap"),
}


@dataclass(frozen=True, eq=False)
class Definition:
    """What a package knows of its shop's contract: modes, target namespace, models, fault classes.

    `modes` are in order of preference. `models` is the package's, `types` says where in it each model of the WSDL is,
    `elements` what fields are called there, `maps` which models' lists are maps in v1 (see `Tables`). `version`
    replaces the envelope version of the mode "soap". `exact` makes numbers with a fraction Decimal.
    """

    modes: tuple[Mode, ...]
    namespace: str
    models: Any
    types: Mapping[str, Mapping[str, str]]
    elements: Mapping[str, Mapping[str, ElementName]] = field(default_factory=dict[str, Any])
    maps: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, Any])
    faults: Callable[[], FaultTable] = field(default=dict)
    version: str = ""
    exact: bool = False

    @cached_property
    def parsed(self) -> Tables:
        """The tables of the models, made on demand."""
        from .tables import Tables

        return Tables(self.models, self.types, self.elements, self.maps, camel="magento2" in self.modes)

    @cached_property
    def decoders(self) -> Decoders:
        """The decoders of the tables."""
        from .decode import Decoders

        return Decoders(self.parsed, exact=self.exact)

    @cached_property
    def _encoders(self) -> dict[tuple[str, bool, bool], Encoders]:
        return {}

    def encoders(self, dialect: Dialect, unknown: bool = False, *, answers: bool = False) -> Encoders:
        """The encoders of the tables for a dialect; `unknown` lets fields pass that the tables don't know.

        Those of `answers` write the nulls that a Magento 2 gives and doesn't take.
        """
        from .encode import Encoders

        key = (dialect.mode, unknown, answers)
        if key not in self._encoders:
            self._encoders[key] = Encoders(
                self.parsed,
                item=dialect.item,
                encoded=dialect.encoded,
                unknown=unknown,
                nulls=answers or dialect.mode != "magento2",
            )
        return self._encoders[key]

    @cached_property
    def breaks_lines(self) -> bool:
        """Whether the shop has a server that breaks the line between any two tags of its answers."""
        return not {"v2", "wsi"}.isdisjoint(self.modes)

    def dialect(self, mode: str | None) -> Dialect:
        """The dialect of a mode, by default the first that the package knows. Raises RequestError for another."""
        if mode is None:
            return DIALECTS[self.modes[0]]
        if mode not in self.modes:
            known = ", ".join(repr(known) for known in self.modes)
            raise RequestError(f"mode {mode!r} is not in this package; it knows {known}")
        return DIALECTS[mode]


def endpoint(base_url: str, dialect: Dialect) -> str:
    """The URL that a shop other than a Magento 2 is called at."""
    return f"{base_url}/{dialect.path}" if dialect.path else base_url


def magento2_endpoint(base_url: str, store: str | None, service: str) -> tuple[str, str]:
    """URL and target namespace of a Magento 2 service.

    The server compares the namespace with the URL that it was asked at, with the services percent-encoded, so both are
    made together. The default store is named: at `/soap/all`, the admin store, operations of "me" are refused.
    """
    address = f"{base_url}/{DIALECTS['magento2'].path}{quote(store or 'default', safe='')}?services="
    return address + quote(service, safe=","), address + quote(service, safe="")
