"""What lies in a package's folder and is not ours: it moves along when the folder is replaced, whenever it came."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from codegen.files import is_link, is_link_in_folder
from codegen.output.lock import LOCK_FILE

BYTECODE = "__pycache__"
Carried = Mapping[str, tuple[int, ...]]
"""The state of each file that was brought along, by path, for telling whether it was changed afterwards."""


def carry(output: Path, new: Path, ours: Collection[str]) -> Carried:
    """Bring what is not ours into the new folder: the same file by a hard link where the system has them.

    Raises OSError when a folder can't be looked into, or a file can't be brought.
    """
    carried: dict[str, tuple[int, ...]] = {}
    for folder, folders, names in os.walk(output, onerror=_refuse):
        relative = Path(folder).relative_to(output)
        folders[:] = sorted(name for name in folders if name != BYTECODE)
        links = [name for name in folders if is_link(Path(folder) / name)]
        empty = relative.parts and not folders and not names
        if empty and not _is_folder_of(relative.as_posix(), ours):
            (new / relative).mkdir(parents=True, exist_ok=True)
        for name in [*names, *links]:
            path = relative / name
            if path.as_posix() in ours:
                continue
            target = new / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):  # its owner took it away meanwhile
                carried[path.as_posix()] = _state(output / path)
                if not linked(output / path, target):
                    import shutil

                    shutil.copy2(output / path, target, follow_symlinks=False)
    return carried


def clear(left: Path, output: Path, ours: Collection[str], carried: Carried) -> None:
    """Delete a folder that was replaced by `output`, and bring there what came or changed since `carry` looked.

    A folder is deleted only when it is empty, so that nothing is lost that someone writes there at this very moment.
    Raises OSError when something can't be deleted.
    """
    _clear(left, PurePosixPath(), output, ours, carried)


def _clear(
    left: Path, relative: PurePosixPath, output: Path, ours: Collection[str], carried: Carried
) -> None:
    folder = left / relative
    while True:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: (entry.name == LOCK_FILE, entry.name))
        for entry in entries:
            path = relative / entry.name
            if entry.name == BYTECODE:
                import shutil

                shutil.rmtree(entry.path, ignore_errors=True)
            elif entry.is_dir(follow_symlinks=False) and not is_link_in_folder(entry):
                _clear(left, path, output, ours, carried)
            elif path.as_posix() in ours:
                os.unlink(entry.path)
            else:
                _bring(left / path, output / path, known=carried.get(path.as_posix()))
        if relative.parts and not entries and not _is_folder_of(relative.as_posix(), ours):
            with suppress(OSError):
                (output / relative).mkdir(parents=True, exist_ok=True)
        try:
            os.rmdir(folder)
        except OSError:
            if not os.listdir(folder):
                raise
        else:
            return


def _bring(file: Path, target: Path, *, known: tuple[int, ...] | None) -> None:
    """Move a file to where it would lie if its folder had not been replaced; what was written there since is newer."""
    here = _state(target) if os.path.lexists(target) else None
    if _state(file) != known and here == known:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(file, target)
    else:
        os.unlink(file)


def linked(source: Path, target: Path) -> bool:
    """Make `target` the same file as `source`. False where the system can't. Raises FileExistsError."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError):
        raise
    except (OSError, NotImplementedError):
        return False
    return True


def _refuse(error: OSError) -> None:
    raise error


def _is_folder_of(folder: str, files: Collection[str]) -> bool:
    return any(path.startswith(f"{folder}/") for path in files)


def _state(file: Path) -> tuple[int, ...]:
    found = os.lstat(file)
    return found.st_size, found.st_mtime_ns
