"""The only orchestrator: sources in, unformatted files and diagnostics out. It writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError, Diagnostic, Level, counted
from codegen.ir import Api
from codegen.readers import registry as readers
from codegen.readers.base import Reading, ReadOptions
from codegen.run.attributes import shop_attributes
from codegen.run.current import Current, looked_through
from codegen.run.keeping import with_kept
from codegen.run.reading_cache import last_whole, remembered
from codegen.source import Inputs
from codegen.steps import NAME, READ, RENDER, RESOLVE, Step, no_step
from codegen.symbols import Symbols, assign
from codegen.symbols.pins import lasting
from codegen.targets.base import File
from codegen.values import Value, replace


class Generated(Value, kw_only=True):
    """What a run makes: `files`, each made when it is asked for (unformatted), and what it says.

    `pins` are the names for the lock: those that must last, before the renames that the configuration asks for.
    `remember` keeps what was read for other runs; it is to be called when there is time.
    """

    files: Iterator[File]
    api: Api
    symbols: Symbols
    pins: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]
    remember: Callable[[], None]


def read(client: ClientConfig, inputs: Inputs, step: Step = no_step) -> Reading:
    """Read the client's sources and run all passes.

    Raises CodegenError when a source can't be read at all or the configuration addresses something that is not there.
    """
    with _known(client, inputs) as current:
        reading, remember = _read(client, inputs, current, step)
    remember()
    return reading


@contextmanager
def _known(client: ClientConfig, inputs: Inputs, current: Current | None = None) -> Iterator[Current]:
    """What is known of the sources; where nobody gives it, all that `inputs` may be asked later is found inside."""
    if current is not None:
        yield current
        return
    with looked_through(client, inputs.cache) as own:
        own.ahead()
        yield own
        inputs.list_all()


def _read(
    client: ClientConfig,
    inputs: Inputs,
    current: Current,
    step: Step,
    had: Mapping[str, str] | None = None,
) -> tuple[Reading, Callable[[], None]]:
    from codegen.passes import steps

    step(READ)
    options = ReadOptions(protocol=client.protocol, php_paths=client.php_roots())
    reading, remember = remembered(
        client, inputs, current, lambda: readers.read(client.roots(), inputs, options)
    )
    if client.keep_going and had:
        reading = with_kept(client, reading, inputs, current, last_whole(client, inputs.cache), had)
    attributes, unread = shop_attributes(client, reading.api.system, inputs)
    api, diagnostics = replace(reading.api, attributes=attributes), [*reading.diagnostics, *unread]
    step(RESOLVE)
    for run in steps(client):
        api, found = run(api)
        diagnostics += found
    if not api.operations and not api.models:
        _refuse_nothing(diagnostics, skipped=bool(api.items))
    if client.keep_going:
        diagnostics = [_gone_on(found) for found in diagnostics]
    return Reading(api, tuple(sorted(set(diagnostics), key=_order))), remember


def refuse_unusable(client: ClientConfig, diagnostics: Iterable[Diagnostic]) -> None:
    """Raise CodegenError (3) if an input can't be used, unless the client goes on without such inputs."""
    errors = [found for found in diagnostics if found.level is Level.ERROR]
    if errors:
        raise CodegenError(
            f"{client.name}: {counted(len(errors), 'input')} can't be used (see above); nothing was written. Mend or "
            "remove what is named, or go on without it: --keep-going"
        )


def _gone_on(found: Diagnostic) -> Diagnostic:
    if found.level is not Level.ERROR:
        return found
    return found._replace(level=Level.WARNING, message=f"{found.message}; gone on without it (--keep-going)")


def _refuse_nothing(diagnostics: Iterable[Diagnostic], *, skipped: bool) -> None:
    """Raise the first problem as a CodegenError (3): nothing at all could be read.

    Where items were `skipped`, only what is an error by itself: the rest says less than their reasons.
    """
    levels = (Level.ERROR,) if skipped else (Level.ERROR, Level.WARNING)
    errors = sorted((found for found in diagnostics if found.level in levels), key=_worst)
    if errors:
        more = f" ({len(errors) - 1} more like it)" if len(errors) > 1 else ""
        raise CodegenError(f"{errors[0].message}{more}", origin=errors[0].origin, code=errors[0].code)


def generate(
    client: ClientConfig,
    inputs: Inputs,
    pins: Mapping[str, str],
    step: Step = no_step,
    *,
    had: Mapping[str, str] | None = None,
    current: Current | None = None,
) -> Generated:
    """Read the client's sources and plan its package, keeping the names that `pins` (of the lock file) assigns.

    `had` are the inputs of the package on disk: what it has from those that can't be read now is kept, if the client
    goes on without such. `current` is what is known of the sources already. Raises CodegenError as `read` does.
    """
    from codegen.targets.registry import target_for

    with _known(client, inputs, current) as current:
        reading, remember = _read(client, inputs, current, step, had)
    step(NAME)
    symbols, kept = name(reading.api, client, pins)
    step(RENDER)
    target = target_for(reading.api, client, inputs.cache)
    return Generated(
        files=target.plan(reading.api, symbols, client),
        api=reading.api,
        symbols=symbols,
        pins=kept,
        diagnostics=reading.diagnostics,
        remember=remember,
    )


def name(api: Api, client: ClientConfig, pins: Mapping[str, str]) -> tuple[Symbols, dict[str, str]]:
    """The Python names of an Api, and those for its lock: the ones that must last, before the client's renames."""
    from codegen.targets.registry import reserved_names

    reserved = reserved_names(api, client)
    symbols = assign(api, pins, reserved)
    kept = lasting(symbols)
    if not any(override.rename for override in client.overrides):
        return symbols, kept
    from codegen.passes.override import rename_pins

    assigned = symbols.pins()
    renames = rename_pins(api, client.overrides, assigned)
    return (assign(api, {**assigned, **renames}, reserved) if renames else symbols), kept


_LEVELS = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}


def _worst(diagnostic: Diagnostic) -> tuple[object, ...]:
    return (_LEVELS[diagnostic.level], *_order(diagnostic))


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, int, str, str]:
    origin = diagnostic.origin
    place = (origin.file, origin.line, origin.column) if origin else ("", 0, 0)
    return (*place, _LEVELS[diagnostic.level], diagnostic.code, diagnostic.message)
