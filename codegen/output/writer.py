"""The only module that touches the output folder.

A package is compared with what is on disk, built completely beside it, and then put in its place by exchanging the two
folders: a run killed at any moment, or a loss of power, leaves the old package or the new one. Files that the lock does
not list are not ours: they move along untouched, and one that stands in our way ends the run.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from codegen.diagnostics import CodegenError
from codegen.output.belongings import Carried, carry, clear, linked
from codegen.output.comparison import Comparison, compare
from codegen.output.durable import folder_to_disk, to_disk
from codegen.output.exclusive import alone
from codegen.output.folder_exchange import exchange
from codegen.output.lock import LOCK_FILE, Lock, is_inside, read_lock


def check_names(files: Mapping[str, str]) -> None:
    """Raise CodegenError when two files are one on a file system that ignores case, or a path leaves the package."""
    seen: dict[str, str] = {}
    for path in sorted(files):
        if not is_inside(path):
            raise CodegenError(f"{path}: a generated file must lie inside the package", exit_code=2)
        other = seen.setdefault(path.casefold(), path)
        if other != path:
            raise CodegenError(
                f"{other} and {path} differ in case only and are one file on macOS and Windows; rename one by an "
                "override",
                exit_code=2,
            )


def recover(output: Path) -> None:
    """Put right what a killed run left beside an output, if it left anything. Raises CodegenError as `locked` does."""
    if any(os.path.exists(rest) for rest in _beside(output)):
        with locked(output):
            pass


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Keep other runs away from an output (a real folder), after putting right what a killed run left.

    A second run waits for the first: the folder that holds the package is this one's alone. Raises CodegenError (2)
    when that folder can't be used.
    """
    parent = output.parent
    with ExitStack() as held:
        with _said(parent):
            parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(alone(parent))
            _recover(output)
        yield


def write(
    output: Path, files: Mapping[str, str], comparison: Comparison, lock: Lock | None, *, force: bool
) -> None:
    """Make the folder hold exactly the files wanted, and what is not ours. Call it inside `locked`.

    `comparison` tells which files stay, and `_settle` whether one did not stay as it was meanwhile.

    Raises CodegenError: 1 for files edited by hand (unless `force`), 2 for files that are not ours or a folder that
    can't be written. Nothing has changed then.
    """
    _refuse(output, comparison, force=force)
    if not comparison.stale:
        return
    if output.exists() and not output.is_dir():
        raise CodegenError(f"{output}: is a file; a package needs a folder", exit_code=2)
    if Path.cwd().is_relative_to(output):
        raise CodegenError(
            f"{output}: is the working directory or above it, and is replaced as a whole; give the package a folder of "
            "its own and run from outside",
            exit_code=2,
        )
    new, old = _beside(output)
    with _said(output):
        if output.exists() and not os.access(output, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        try:
            carried = _build(new, output, files, comparison, lock)
            exchange(new, output, spare=old)
        finally:
            if os.path.exists(new):  # it was not exchanged
                import shutil  # it loads what packs archives

                shutil.rmtree(new, ignore_errors=True)
        folder_to_disk(output.parent)
    if old.exists():
        _settle(output, old, comparison.wanted, lock, carried, force=force)


def _settle(
    output: Path, old: Path, wanted: Mapping[str, str], lock: Lock | None, carried: Carried, *, force: bool
) -> None:
    """Bring what came to the old package since it was compared. Put it back, and raise, when that would be lost."""
    new, _ = _beside(output)
    ours = _ours(wanted, lock)
    late = compare(old, wanted, lock)
    try:
        _refuse(output, late, force=force)
    except CodegenError:
        with _said(output):
            exchange(old, output, spare=new)
            clear(new, output, ours, {})
        raise
    with suppress(OSError):  # the next run tries again, and says what is in the way
        clear(old, output, ours, carried)


def _refuse(output: Path, comparison: Comparison, *, force: bool) -> None:
    """Raise CodegenError where writing would cost what somebody else wrote."""
    if comparison.foreign:
        raise CodegenError(
            f"{_were(output, comparison.foreign)} not written by magento-codegen; move that away or choose "
            "another output",
            exit_code=2,
        )
    if comparison.edited and not force:
        raise CodegenError(
            f"{_were(output, comparison.edited)} edited by hand; keep the change elsewhere and use --force to "
            "overwrite it",
            exit_code=1,
        )


def _build(
    new: Path, output: Path, files: Mapping[str, str], comparison: Comparison, lock: Lock | None
) -> Carried:
    """Make the whole new folder, and bring it to the disk. Returns what was brought along."""
    new.mkdir()
    if output.exists():
        new.chmod(stat.S_IMODE(output.stat().st_mode))
    for folder in {os.path.dirname(path) for path in files}:
        (new / folder).mkdir(parents=True, exist_ok=True)
    stale = {*comparison.stale}
    written = []
    for path, text in files.items():
        target = new / path
        if path in stale or not _stays(output / path, target):
            target.write_bytes(text.encode("utf-8", "surrogatepass"))
            written.append(target)
    carried = carry(output, new, _ours(files, lock)) if output.exists() else {}
    to_disk(written, (Path(folder) for folder, _, _ in os.walk(new)))
    return carried


def _stays(file: Path, target: Path) -> bool:
    """Have a file of the old package in the new one; False where that can't be, also because it is gone meanwhile."""
    try:
        return linked(file, target)
    except FileNotFoundError:
        return False


def _ours(files: Iterable[str], lock: Lock | None) -> set[str]:
    return {*(lock.outputs if lock else ()), *files}


def _beside(output: Path) -> tuple[Path, Path]:
    return output.with_name(f".{output.name}.codegen-new"), output.with_name(f".{output.name}.codegen-old")


def _recover(output: Path) -> None:
    """After a killed run: put the old package back if it was taken away, and clear what was left beside it."""
    new, old = _beside(output)
    if old.exists() and not output.exists():
        old.rename(output)
    if new.exists():
        import shutil

        shutil.rmtree(new)
    if old.exists():
        clear(old, output, {path for folder in (old, output) for path in (LOCK_FILE, *_listed(folder))}, {})


def _listed(folder: Path) -> Iterable[str]:
    try:
        lock = read_lock(folder)
    except CodegenError:
        return ()
    return lock.outputs if lock else ()


def _were(output: Path, paths: tuple[str, ...]) -> str:
    shown = ", ".join(str(output / path) for path in paths[:5])
    more = f" and {len(paths) - 5} more" if len(paths) > 5 else ""
    return f"{shown}{more} {'was' if len(paths) == 1 else 'were'}"


@contextmanager
def _said(output: Path) -> Iterator[None]:
    """Turn what the system says about writing into one clear line."""
    try:
        yield
    except OSError as error:
        reasons = {
            errno.ENOSPC: "the disk is full",
            errno.EDQUOT: "the disk quota is used up",
            errno.EROFS: "the file system is read-only",
            errno.EACCES: "the folder, or the one it lies in, may not be written",
            errno.EPERM: "the folder, or the one it lies in, may not be written",
            errno.EBUSY: "it is a mount point; choose a folder inside it",
            errno.EXDEV: "it is a mount point; choose a folder inside it",
        }
        reason = reasons.get(error.errno or 0, error.strerror or str(error))
        raise CodegenError(
            f"{output}: can't be written: {reason}; nothing was changed", exit_code=2
        ) from error
