"""From a client's configuration to the complete package in memory: plan, format, verify, lock."""

from __future__ import annotations

from contextlib import nullcontext
from importlib import import_module
from itertools import chain

from codegen import __version__
from codegen.config import ClientConfig
from codegen.describe.surface import surface
from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.fingerprint import program
from codegen.machine.processes import HELPERS, are_copies, workers
from codegen.output.distribution import PROJECT_FILE, project_file
from codegen.output.formatting import Formatter
from codegen.output.lock import LOCK_FILE, Lock, digest, same_content
from codegen.output.writer import check_names
from codegen.run import planning
from codegen.run.current import Current, looked_through
from codegen.run.freshness import lock_options, template_hashes
from codegen.source import Inputs
from codegen.steps import FORMAT, READ, RENDER, Step
from codegen.targets.runtime import is_own
from codegen.values import Value

ATTRIBUTES_FILE = ".gitattributes"
GITATTRIBUTES = "* linguist-generated\n*.md linguist-generated -linguist-documentation\n"
"""What code hosts fold in reviews and leave out of statistics: all of a package, its documents too."""
VERBATIM = "_runtime/"
"""Files below this folder of a package are copied as they are: they are formatted and checked where they come from."""


class Built(Value, kw_only=True):
    """A package in memory: `files` by path (`codegen.lock` among them), their `digests`, and where they come from.

    `folders` are the states of all folders on which that depends, by key; None where nobody knows that all are told.
    """

    files: dict[str, str]
    digests: dict[str, str]
    lock: Lock
    generated: planning.Generated
    folders: dict[str, str] | None


def load_ahead(cache: Cache) -> None:
    """Load what writes models and formats, for a process that builds again and again: the helpers of `build` begin with
    what this process has, where the system can copy one."""
    if are_copies():
        for name in chain.from_iterable(_preload(cache).values()):
            import_module(name)


def _preload(cache: Cache) -> dict[str, tuple[str, ...]]:
    """The modules that each process beside this one loads ahead, by the name of the process.

    Where the cache has specimens of models, others are rarely needed: who needs one waits for it.
    """
    from codegen.targets.models import datamodel, specimens

    models = {} if specimens.kept(cache) else {datamodel.PROCESS: datamodel.PRELOAD}
    return {HELPERS: ("black",), **models}


def build(
    client: ClientConfig,
    old: Lock | None,
    step: Step,
    cache: Cache = NO_CACHE,
    *,
    current: Current | None = None,
) -> Built:
    """Make the package, keeping the names of the old lock.

    Black is loaded ahead where there is no package yet: later on few files are made anew, and it is rarely asked.

    Raises CodegenError when an input can't be read, the configuration or a template is wrong, or a file does not
    compile.
    """
    if client.templates is not None:
        from codegen.emit.overrides import check_overrides

        check_overrides(client.templates, client.places.get(("templates",)))

    preload = _preload(cache)
    known = looked_through(client, cache) if current is None else nullcontext(current)
    with known as current:
        current.ahead()
        with workers(later=old is not None and preload.keys() == {HELPERS}, **preload):
            return _build(client, old, step, cache, current)


def _build(client: ClientConfig, old: Lock | None, step: Step, cache: Cache, current: Current) -> Built:
    inputs = Inputs(cache, step=lambda read: step(READ, read, len(old.inputs) if old else 0))
    formatter = Formatter(python_version=client.python_version, cache=cache, verbatim=VERBATIM, proven=is_own)
    generated = planning.generate(
        client,
        inputs,
        old.pins if old else {},
        step,
        had=old.inputs if old else None,
        current=current,
    )
    for number, (path, text) in enumerate(generated.files, 1):
        formatter.begin(path, text)
        step(RENDER, number, len(old.outputs) if old else 0)
    step(FORMAT)
    formatter.begin_all()
    generated.remember()
    api = surface(generated.api, generated.symbols, cache)
    files = formatter.files(lambda done, total: step(FORMAT, done, total))
    if client.gitattributes:
        files[ATTRIBUTES_FILE] = GITATTRIBUTES
    if client.distribution:
        files[PROJECT_FILE] = project_file(client, client.distribution, files)
    digests = {path: digest(text) for path, text in files.items()}
    lock = Lock(
        tool=__version__,
        program=program(cache),
        options=lock_options(client),
        inputs={**inputs.hashes, **template_hashes(client)},
        listing=inputs.listing,
        outputs=digests,
        names=generated.pins,
        api=api,
    )
    if old is not None and same_content(lock, old):
        lock = old
    files[LOCK_FILE] = lock.dump()
    check_names(files)
    return Built(
        files=dict(sorted(files.items())),
        digests={**digests, LOCK_FILE: digest(files[LOCK_FILE])},
        lock=lock,
        generated=generated,
        folders=inputs.folders.states if inputs.folders_told else None,
    )
