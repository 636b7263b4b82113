"""`magento-codegen doctor`."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from codegen import __version__
from codegen.commands.options import configured_clients, described_client, source_options
from codegen.config import ClientConfig, find_config
from codegen.console.printing import say
from codegen.diagnostics import CodegenError, counted
from codegen.machine.cache import Cache
from codegen.machine.requirements import required

if TYPE_CHECKING:
    from codegen.roots import Root

_DISTRIBUTION = "magento-codegen"
_SECONDS = 10.0
_TRIES = (
    ("Magento 2 (REST)", "/rest/default/schema?services=storeStoreRepositoryV1"),
    ("Magento 2 (SOAP)", "/soap/default?wsdl_list=1"),
    ("Magento 1 (SOAP)", "/api/v2_soap/?wsdl=1"),
)


_EXTRAS = {"fetch": "snapshots of a live shop, OAuth tokens", "watch": "generate --watch"}
"""What the extras are for that users choose from."""


class Check(NamedTuple):
    """One line: what was looked at, what was found, and the mend where something is missing.

    What is `optional` is missed by those alone who want it.
    """

    subject: str
    found: str
    mend: str = ""
    optional: bool = False


@click.command(name="doctor", short_help="What this machine and these sources give, and what is missing.")
@click.argument("url", required=False)
@source_options
@click.option("--config", metavar="FILE", help="A pyproject.toml or magento-codegen.toml.")
def command(
    url: str | None,
    sources: tuple[str, ...],
    config: str | None,
    protocol: str | None,
    php_paths: tuple[str, ...],
) -> int:
    """Show versions, the cache, what was found in the sources and why, and whether the shop at URL answers.

    Exits with 1 when something is missing other than an extra; each such line names the mend.

    \b
    Examples:
      magento-codegen doctor
      magento-codegen doctor --source /srv/magento
      magento-codegen doctor https://shop.example
    """
    missing = 0
    for title, findings in (
        ("Program", _program()),
        ("Features", _features()),
        ("Cache", _cache(Cache.for_user())),
        ("Sources", _sources(sources, config, protocol, php_paths)),
        ("Shop", _shop(url) if url else iter(())),
    ):
        shown = list(findings)
        if not shown:
            continue
        say(title, bold=True)
        width = max(len(finding.subject) for finding in shown)
        for finding in shown:
            missing += bool(finding.mend) and not finding.optional
            say(f"  {finding.subject:<{width}}  {finding.found}")
            if finding.mend:
                say(f"  {'':<{width}}  mend: {finding.mend}", fg="yellow")
    return 1 if missing else 0


def _program() -> Iterator[Check]:
    yield Check(_DISTRIBUTION, __version__)
    yield Check(
        "Python", f"{platform.python_version()} ({platform.python_implementation()}) at {sys.executable}"
    )
    yield Check("system", platform.platform())
    for name in sorted(required()):
        yield _installed(name, f"pip install {name}")


def _features() -> Iterator[Check]:
    """The extras, and which of their libraries are there."""
    for extra, what in _EXTRAS.items():
        lacking = [name for name in sorted(required(extra)) if _version(name) is None]
        if lacking:
            install = f"pip install '{_DISTRIBUTION}[{extra}]'"
            yield Check(extra, f"{what}: lacks {', '.join(lacking)}", install, optional=True)
        else:
            yield Check(extra, f"{what}: ready")
    from codegen.plugins import plugin_states

    for name, found in sorted(plugin_states().items()):
        yield Check("plug-in", f"{name} {found.partition(' ')[0]}")


def _installed(name: str, mend: str) -> Check:
    found = _version(name)
    return Check(name, found or "not installed", "" if found else mend)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _cache(cache: Cache) -> Iterator[Check]:
    state = cache.state()
    if state is None:
        yield Check("folder", "none can be written: every run starts anew")
        return
    yield Check("folder", str(state.folder))
    if cache.distrusted:
        yield Check(
            "not used", "others own it or can write to it", f"chmod go-w {cache.distrusted}, or delete it"
        )
        return
    yield Check("size", f"{counted(state.entries, 'entry')}, {state.bytes / 1e6:.1f} MB; delete it at will")


def _sources(
    sources: tuple[str, ...], config: str | None, protocol: str | None, php_paths: tuple[str, ...]
) -> Iterator[Check]:
    try:
        if sources:
            clients: tuple[ClientConfig, ...] = (
                described_client(
                    sources=sources, output=None, package=None, protocol=protocol, php_paths=php_paths
                ),
            )
        else:
            found = Path(config) if config else find_config(Path())
            if found is None:
                yield Check("configuration", "none here or above; `magento-codegen init` writes one")
                return
            yield Check("configuration", str(found))
            clients = configured_clients(config, ())
    except CodegenError as error:
        yield Check("configuration", "can't be used", str(error))
        return
    for client in clients:
        yield from _client(client)


def _client(client: ClientConfig) -> Iterator[Check]:
    from codegen.readers.registry import readers

    try:
        roots = client.roots()
    except CodegenError as error:
        yield Check(client.name, "a source is not there", str(error))
        return
    known = list(readers(client.protocol))
    for root in roots:
        names = [reader.name for reader in known if reader.claims(root)]
        if names:
            yield Check(client.name, f"{root.shown}: {', '.join(names)}{_framework(root)}")
        else:
            yield Check(
                client.name,
                f"{root.shown}: no definitions found",
                "a source is a Magento root, a module, or files named webapi.xml, *.wsdl, wsi.xml, api.xml or api2.xml",
            )
    lock = client.output / "codegen.lock"
    yield Check(client.name, f"{client.output}: {'has a package' if lock.is_file() else 'no package yet'}")


def _framework(root: Root) -> str:
    """Which way contracts of other modules can be found from a source, in words."""
    if (root.path / "vendor" / "composer").is_dir():
        return ", contracts by composer"
    return ", contracts by registration.php" if any(root.path.glob("**/registration.php")) else ""


def _shop(url: str) -> Iterator[Check]:
    try:
        import httpx2 as httpx
    except ModuleNotFoundError:
        yield Check(url, "not asked: httpx2 is not installed", f"pip install '{_DISTRIBUTION}[fetch]'")
        return
    answered = False
    for what, path in _TRIES:
        address = url.rstrip("/") + path
        try:
            response = httpx.get(address, timeout=_SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            yield Check(what, f"{type(error).__name__}: {error}")
            continue
        found = response.status_code == 200
        answered = answered or found
        yield Check(what, f"{response.status_code} {response.headers.get('content-type', '')} from {address}")
    if not answered:
        yield Check(
            "verdict",
            "no API answers there",
            "give the shop's address, without /rest or /api, and see that it is up",
        )
