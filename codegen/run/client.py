"""One run of `generate` for one client: is it fresh, build it, compare it, write it, say so."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from codegen.config import ClientConfig
from codegen.console.printing import colour, say
from codegen.console.progress import Progress
from codegen.console.reporting import Reporter
from codegen.diagnostics import CodegenError, Diagnostic, Level, counted
from codegen.files import real
from codegen.machine.cache import Cache
from codegen.origin import Origin
from codegen.output.comparison import Comparison, compare, damaged
from codegen.output.distribution import next_step
from codegen.output.lock import LOCK_FILE, Lock, read_lock, refuse_newer
from codegen.run import freshness, proofs
from codegen.run.current import Current
from codegen.run.placing import depth, refuse_place, remarks
from codegen.source import KEPT, NO_CONTENT
from codegen.steps import WRITE

if TYPE_CHECKING:
    from codegen.ir import Api
    from codegen.run.package import Built
    from codegen.symbols import Symbols

Mode = Literal["write", "check", "diff", "dry-run"]


Drift = Callable[[Mapping[str, Any], "Symbols"], list[str]]
"""What changed about the shop's attributes since what a lock kept of the API, one line each."""


def run(
    client: ClientConfig,
    mode: Mode,
    force: bool,
    reporter: Reporter,
    progress: Progress,
    current: Current,
    cache: Cache,
    drift: Drift = lambda kept, symbols: [],
) -> int:
    """Generate or check one client. Returns the exit code; raises CodegenError as `build` and `writer` do.

    `current` is what the client's sources are; `drift` says more about a stale package.
    """
    begun = time.monotonic()
    refuse_place(client)
    reporter.diagnostics(remarks(client))
    output = real(client.output)
    if mode == "write":
        from codegen.output import writer

        writer.recover(output)
    old = read_lock(output)
    if old:
        refuse_newer(client.output, old.tool)
    proven = proofs.proof(client, old.digest, cache) if old else None
    if not proven:
        current.ahead()
    why = (
        freshness.reasons(client, old, current, cache) if old else ["there is no codegen.lock, so no package"]
    )
    intact = old is not None and not why and not client.strict and not damaged(output, old)
    if old and not why:
        why = proven.reasons(current) if proven else freshness.listing_reasons(old, current)
    if intact and not why:
        reporter.note(f"{client.name}: {client.output} is up to date", client=client.name, stale=[])
        return 0
    current.ahead()
    from codegen.output import writer  # what is up to date is told without loading what makes packages
    from codegen.run.package import build
    from codegen.run.planning import refuse_unusable

    built = build(client, old, progress.step, cache, current=current)
    cache.prune()
    progress.close()
    reporter.diagnostics(built.generated.diagnostics, built.generated.api.items)
    reporter.items(client.name, built.generated.api)
    refuse_unusable(client, built.generated.diagnostics)
    reporter.diagnostics(depth(output, built.files))
    if client.strict and _incomplete(built.generated.api):
        raise CodegenError(
            f"{client.name}: --strict: the input is not generated completely; nothing was written",
            exit_code=1,
        )
    if kept := _kept(client, old, built):
        reporter.note(
            f"{client.name}: {client.output} is kept as it was: it has parts of {', '.join(kept)}",
            client=client.name,
            stale=[],
            kept=kept,
        )
        return 0
    if mode != "write":
        comparison = compare(output, built.digests, old)
        if not comparison.stale and not comparison.foreign:
            _remember(client, built, cache)
        drifted = drift(old.api, built.generated.symbols) if old else []
        return _say_stale(client, output, mode, comparison, built, old, [*why, *drifted], reporter)
    progress.step(WRITE)
    with writer.locked(output):
        latest = read_lock(output)
        comparison = compare(output, built.digests, latest)
        writer.write(output, built.files, comparison, latest, force=force)
    _remember(client, built, cache)
    progress.close()
    for path in freshness.removed(client, latest.inputs, built.lock.inputs) if latest else ():
        reporter.note(f"{client.name}: input removed: {path}, and what it gave with it", client=client.name)
    _say_written(client, comparison, reporter, time.monotonic() - begun)
    return 0


def _remember(client: ClientConfig, built: Built, cache: Cache) -> None:
    """Remember that the package on disk is the one that was built."""
    if built.folders is not None:
        proofs.remember(client, built.digests[LOCK_FILE], built.folders, cache)


def _kept(client: ClientConfig, old: Lock | None, built: Built) -> list[str]:
    """The inputs that can't be used now, that the package on disk was made from, and whose part is not in the new one.

    A run that goes on without them would take their part out of the package, so the package stays.
    """
    if old is None or not client.keep_going:
        return []
    from codegen.run.keeping import is_lost, lost_files

    lost = lost_files(built.generated.diagnostics)
    kept = {key for key, state in built.lock.inputs.items() if state.startswith(KEPT)}
    made_from = {key for key, state in old.inputs.items() if state not in NO_CONTENT} - kept
    return sorted(file for key in made_from if is_lost(file := freshness.shown(client, key), lost))


def _incomplete(api: Api) -> bool:
    return any(not item.complete for item in api.items)


def _say_written(client: ClientConfig, comparison: Comparison, reporter: Reporter, seconds: float) -> None:
    if not comparison.stale:
        reporter.note(f"{client.name}: {client.output} is up to date", client=client.name, stale=[])
        return
    parts = [
        f"{counted(len(paths), 'file')} {what}"
        for what, paths in (
            ("added", comparison.added),
            ("changed", comparison.changed),
            ("deleted", comparison.deleted),
        )
        if paths
    ]
    reporter.note(
        f"{client.name}: wrote {client.output}: {', '.join(parts)} ({seconds:.1f} s)",
        client=client.name,
        stale=list(comparison.stale),
    )
    if LOCK_FILE in comparison.added and reporter.log_format == "text":
        reporter.note(f"  next: {next_step(client, comparison.added)}")


def _say_stale(
    client: ClientConfig,
    output: Path,
    mode: Mode,
    comparison: Comparison,
    built: Built,
    old: Lock | None,
    why: list[str],
    reporter: Reporter,
) -> int:
    paths = tuple(sorted({*comparison.stale, *comparison.foreign}))
    from codegen.run.causes import causes

    if not paths:
        reporter.note(f"{client.name}: {client.output} is up to date", client=client.name, stale=[])
        return 0
    if mode == "diff":
        for path in paths:
            if path != LOCK_FILE:
                _show_difference(client.output, output, path, built.files.get(path))
    reasons = [
        *(freshness.input_reasons(client, old.inputs, built.lock.inputs) if old else ()),
        *(reason for reason in why if not reason.startswith("input ")),
        *(f"edited by hand: {path}" for path in comparison.edited),
        *(f"not written by magento-codegen: {path}" for path in comparison.foreign),
    ]
    generated = built.generated
    inputs = old.inputs if old else built.lock.inputs
    behind = causes(client, generated.api, generated.symbols, paths, inputs, built.lock.inputs)
    stale = f"{client.name}: {client.output} is stale: {counted(len(paths), 'file')} would change"
    if reporter.annotates and mode != "dry-run":
        place = Origin(str(client.output / LOCK_FILE))
        reporter.diagnostics([Diagnostic(Level.ERROR, "stale", "; ".join([stale, *reasons]), place)])
    reporter.note(
        stale,
        client=client.name,
        stale=list(paths),
        reasons=reasons,
        causes=behind,
    )
    if reporter.log_format != "json":
        for kind in ("added", "changed", "deleted"):
            for path in getattr(comparison, kind):
                by = f", because of {', '.join(behind[path])}" if path in behind else ""
                reporter.note(f"  {kind}: {client.output / path}{by}")
        for reason in reasons:
            reporter.note(f"  because {reason}")
    return 0 if mode == "dry-run" else 1


_SHADES = {"+": "green", "-": "red", "@": "cyan"}


def _show_difference(shown: Path, output: Path, path: str, wanted: str | None) -> None:
    import difflib

    try:
        current = (output / path).read_text("utf-8", errors="replace").splitlines(keepends=True)
    except OSError:
        current = []
    lines = difflib.unified_diff(
        current,
        (wanted or "").splitlines(keepends=True),
        fromfile=str(shown / path) if current else "/dev/null",
        tofile=str(shown / path) if wanted is not None else "/dev/null",
    )
    for line in lines:
        shade = _SHADES.get(line[:1]) if not line.startswith(("---", "+++")) else None
        say(line.rstrip("\n"), fg=colour(shade) if shade else None)
