"""Takes a snapshot of a live shop's definitions: Swagger, WSDLs and attributes of Magento 2, WSDLs and attributes of
Magento 1.

It asks with the runtime of generated clients (`codegen.shop.runtime`). Secrets are never written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.machine.whole_files import write_whole
from codegen.origin import Origin
from codegen.shop.asking import Refused, Shop
from codegen.shop.attributes import magento2
from codegen.shop.attributes.document import FILE as ATTRIBUTES
from codegen.shop.attributes.document import Json, text_of
from codegen.shop.runtime import KINDS, MAGENTO1_KINDS, ApiUser, Auth, choices
from codegen.values import Value

STATE_FILE = "fetch.json"
_WORKERS = 4
_NOTICE = re.compile(
    rb"(?:<br\s*/?>\s*)?(?:<b>)?(?:PHP )?(?:Notice|Warning|Deprecated|Strict Standards)(?:</b>)?:[^\n]*"
)
_MAGENTO1 = {"v1.wsdl": "/api/soap/?wsdl", "v2.wsdl": "/api/v2_soap/?wsdl=1"}
"""The WSDLs of a Magento 1, and where it has them."""
_SERVICE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class SnapshotFile(NamedTuple):
    """One file of the snapshot: its name in the folder, its path at the shop, and whether it is asked with a token."""

    name: str
    path: str
    authorized: bool = True


class Snapshot(Value, kw_only=True):
    """What a run fetched, what it had from an earlier run that was cut short, what failed, and what was taken off."""

    fetched: tuple[str, ...]
    resumed: tuple[str, ...]
    failures: tuple[Diagnostic, ...]
    remarks: tuple[Diagnostic, ...] = ()


class _Fetched(NamedTuple):
    """The bytes to keep, and what is to be said about them."""

    data: bytes
    remark: str = ""


def fetch(
    url: str, folder: Path, auth: Auth | None, *, store: str, progress: Callable[[int, int, str], None]
) -> Snapshot:
    """Fetch all definitions of the shop at `url` into `folder`, or the one WSDL that `url` names by its query.

    Without `auth` it asks as a guest. `progress` gets (done, total, name).

    A run that was cut short is taken up where it stopped; after a complete one everything is fetched anew. Raises
    CodegenError: 2 for a bad URL or a folder that can't be written, 3 when the shop gives nothing or refuses the login.
    """
    base, wsdl = _checked(url)
    state = _State.load(folder, base)
    with Shop(base, auth) as shop:
        items = [SnapshotFile("service.wsdl", wsdl)] if wsdl else list(_items(shop, auth, store))
        todo = [item for item in items if not state.has(item.name)]
        failures: list[Diagnostic] = []
        remarks: list[Diagnostic] = []
        with ThreadPoolExecutor(_WORKERS) as pool:
            outcomes = pool.map(lambda item: (item, _try(shop, item)), todo)
            for number, (item, outcome) in enumerate(outcomes, 1):
                if isinstance(outcome, _Fetched):
                    state.keep(item.name, outcome.data)
                    if outcome.remark:
                        remarks.append(
                            Diagnostic(Level.WARNING, "taken-off", outcome.remark, Origin(base + item.path))
                        )
                else:
                    failures.append(
                        Diagnostic(Level.WARNING, "fetch-failed", outcome, Origin(base + item.path))
                    )
                progress(len(items) - len(todo) + number, len(items), item.name)
        attributes = () if wsdl or auth is None else _keep_attributes(shop, auth, items, state, remarks)
    failed = {diagnostic.origin.file for diagnostic in failures if diagnostic.origin}
    fetched = tuple(item.name for item in todo if base + item.path not in failed)
    if not fetched and not state.files:
        raise CodegenError(
            f"{base}: gives no definitions: {failures[0].message if failures else 'no service'}"
        )
    state.finish(complete=not failures)
    wanted = {item.name for item in todo}
    return Snapshot(
        fetched=(*fetched, *attributes),
        resumed=tuple(item.name for item in items if item.name not in wanted),
        failures=tuple(failures),
        remarks=tuple(remarks),
    )


class _State:
    """What an earlier run left: the hash of each file, and whether it came to its end."""

    def __init__(self, folder: Path, url: str, files: dict[str, str]) -> None:
        self.folder = folder
        self.url = url
        self.files = files

    @classmethod
    def load(cls, folder: Path, url: str) -> _State:
        try:
            data = json.loads((folder / STATE_FILE).read_bytes())
            known = {} if data["complete"] or data["url"] != url else dict(data["files"])
        except (OSError, ValueError, KeyError, TypeError):
            known = {}
        return cls(folder, url, known)

    def has(self, name: str) -> bool:
        try:
            return hashlib.sha256((self.folder / name).read_bytes()).hexdigest() == self.files.get(name)
        except OSError:
            return False

    def keep(self, name: str, data: bytes) -> None:
        self._write(name, data)
        self.files[name] = hashlib.sha256(data).hexdigest()
        self.finish(complete=False)

    def finish(self, *, complete: bool) -> None:
        data = {"url": self.url, "complete": complete, "files": dict(sorted(self.files.items()))}
        self._write(STATE_FILE, (json.dumps(data, indent=1) + "\n").encode())

    def _write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        except OSError as error:
            raise CodegenError(f"{path}: can't be written: {error.strerror or error}", exit_code=2) from error


def _checked(url: str) -> tuple[str, str]:
    """The shop's URL, and the path of the one WSDL that is asked for, empty for none."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise CodegenError(f"{url}: is not an http or https URL", exit_code=2)
    wsdl = "wsdl" in parts.query.lower()
    if parts.username or parts.password or parts.fragment or (parts.query and not wsdl):
        raise CodegenError(
            "the URL must hold no user name, password, fragment, or query but ?wsdl", exit_code=2
        )
    if wsdl:
        return f"{parts.scheme}://{parts.netloc}", f"{parts.path}?{parts.query}"
    return url.rstrip("/"), ""


def _services(listed: object) -> list[str]:
    """The names of Magento 2's services in its list of WSDLs. Raises ValueError for what is none."""
    entries: list[object] = [*listed] if isinstance(listed, dict | list) else [listed]
    names = [entry for entry in entries if isinstance(entry, str)]
    if len(names) < len(entries):
        raise ValueError(f"{listed!r:.60} is no list of services")
    return sorted(name for name in names if _SERVICE.fullmatch(name))


def _items(shop: Shop, auth: Auth | None, store: str) -> Iterator[SnapshotFile]:
    try:
        services = _services(_json(shop.get(f"/soap/{store}?wsdl_list=1")))
    except (Refused, ValueError) as error:
        if _is_magento1(shop):
            yield from (SnapshotFile(name, path, False) for name, path in _MAGENTO1.items())
            return
        raise CodegenError(
            f"{shop.url}: answers neither Magento 2's list of WSDLs nor Magento 1's WSDL: {error}"
        ) from error
    if isinstance(auth, ApiUser):
        raise CodegenError(
            f"{shop.url}: is a Magento 2, which knows no API user: set {choices(KINDS)}", exit_code=2
        )
    yield SnapshotFile("swagger-guest.json", shop.rest("/schema?services=all", store), False)
    if shop.is_known:
        yield SnapshotFile("swagger.json", shop.rest("/schema?services=all", "all"))
        yield SnapshotFile("swagger-async.json", shop.rest("/async/schema?services=all", "all"))
    for service in services:
        yield SnapshotFile(f"wsdl/{service}.wsdl", f"/soap/{store}?wsdl&services={service}")


def _keep_attributes(
    shop: Shop, auth: Auth, items: Iterable[SnapshotFile], state: _State, remarks: list[Diagnostic]
) -> tuple[str, ...]:
    """Keep the attributes of a shop in a file, whose name is given.

    What can't be read of them is a remark, and said in the file as well.
    """
    if state.has(ATTRIBUTES):
        return ()
    entities, lacking = _attributes(shop, auth, items)
    remarks += [Diagnostic(Level.WARNING, "attributes-lacking", what, Origin(shop.url)) for what in lacking]
    if not entities:
        return ()
    state.keep(ATTRIBUTES, text_of(entities, lacking).encode())
    return (ATTRIBUTES,)


def _attributes(
    shop: Shop, auth: Auth, items: Iterable[SnapshotFile]
) -> tuple[Mapping[str, Json], Sequence[str]]:
    """The attributes by entity, and what could not be read of them."""
    if not any(item.name in _MAGENTO1 for item in items):
        return magento2.read_attributes(lambda route, scope: _json(shop.get(shop.rest(route, scope))))
    if not isinstance(auth, ApiUser):
        return {}, [f"the attributes of a Magento 1 are for users of its SOAP API: {choices(MAGENTO1_KINDS)}"]
    from codegen.shop.attributes import magento1
    from codegen.shop.magento1 import Magento1Api

    with Magento1Api(shop.url, auth) as api:
        return magento1.read_attributes(api.ask)


def _is_magento1(shop: Shop) -> bool:
    try:
        return b"definitions" in shop.get("/api/v2_soap/?wsdl=1", authorized=False)
    except Refused:
        return False


def _try(shop: Shop, item: SnapshotFile) -> _Fetched | str:
    """An item as it can be read, or why there is none."""
    try:
        data = shop.get(item.path, authorized=item.authorized)
        if not item.name.endswith(".json"):
            return _wsdl(data)
        document = _json(data)
        if not isinstance(document, dict) or not isinstance(document.get("swagger"), str):
            return "is no Swagger document"
    except Refused as error:
        return str(error)
    return _Fetched(data)


def _wsdl(data: bytes) -> _Fetched:
    """A WSDL without the blank lines and PHP notices that a file of the shop may print before it.

    Raises Refused for what can't be read as a WSDL.
    """
    from codegen.roots import Source
    from codegen.source import parse_xml

    start = data.find(b"<?xml")
    before = data[:start] if start > 0 else b""
    rest = _NOTICE.sub(b"", before)
    if rest.strip():
        raise Refused(f"is no WSDL: {_shown(rest)} stands before it")
    try:
        root = parse_xml(data[len(before) :], Source(Path(), "the answer", ""))
    except CodegenError as error:
        raise Refused(f"is no WSDL: {str(error).partition('; mend')[0]}") from error
    if root.tag != "{http://schemas.xmlsoap.org/wsdl/}definitions":
        raise Refused(f"is no WSDL: its root element is {root.tag}")
    remark = f"{len(before)} bytes before the WSDL were taken off ({_shown(before)}); mend the PHP that prints them"
    return _Fetched(data[len(before) :], remark if before else "")


def _shown(data: bytes) -> str:
    return repr(" ".join(data.decode("utf-8", "replace").split())[:60])


def _json(data: bytes) -> Any:
    """The value of an answer that must be JSON. Raises Refused."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(f"is no JSON: {_shown(data)}") from error
