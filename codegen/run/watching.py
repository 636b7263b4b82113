"""Do it again whenever an input was saved: for those who write the modules that a client is generated from."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.files import real

if TYPE_CHECKING:
    from watchfiles import Change

_SETTLED = 50
"""Milliseconds without a change before a save counts as finished."""
_FIRST = 100
"""Milliseconds until watchfiles says that it watches, by telling of no change."""


def changes(clients: Sequence[ClientConfig], config: Path | None) -> Iterator[None]:
    """Yield once the watch is kept, then whenever something changed that a client may be generated from, until Ctrl-C.

    What changes while the caller is busy is told afterwards.

    Watched are sources, further PHP folders, templates and the configuration file. What a run writes itself, and the
    folders of version control and of other tools, are no inputs.

    Raises CodegenError (2) when watchfiles is not installed, or the system can't watch that many folders.
    """
    try:
        from watchfiles import DefaultFilter, watch
    except ImportError as error:
        raise CodegenError(
            f"--watch needs watchfiles ({error}): python -m pip install 'magento-codegen[watch]'", exit_code=2
        ) from error

    # watchfiles has a thread, of which Python 3.12 and later warn at each fork. It takes no lock of Python's, and what
    # is forked never asks for one of its own.
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    outputs = [real(client.output) for client in clients]
    usual = DefaultFilter()

    def is_input(change: Change, path: str) -> bool:
        return usual(change, path) and not any(Path(path).is_relative_to(output) for output in outputs)

    try:
        begun = False
        for found in watch(
            *_watched(clients, config),
            watch_filter=is_input,
            step=_SETTLED,
            rust_timeout=_FIRST,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            if found or not begun:
                begun = True
                yield
                gc.collect()  # the program is made for one run, and leaves its garbage to the end of the process
    except OSError as error:
        raise CodegenError(
            f"--watch: {error}; give fewer or smaller sources, or set WATCHFILES_FORCE_POLLING=1", exit_code=2
        ) from error


def _watched(clients: Iterable[ClientConfig], config: Path | None) -> list[Path]:
    """The places to watch: of a file its folder, because editors put a new file in the place of the old one."""
    places = [config] if config else []
    for client in clients:
        with suppress(CodegenError):  # a source that is gone for the moment: its folder is watched
            places += [root.path for root in client.all_roots()]
        places += [client.templates] if client.templates else []
    found = {real(place if place.is_dir() else place.parent) for place in places}
    return sorted(place for place in found if not any(other in place.parents for other in found))
