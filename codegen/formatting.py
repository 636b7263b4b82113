"""One in-process Black pass over generated Python, and the proof that every file compiles.

The hash of the unformatted text is looked up first; only what is new is formatted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial

from codegen.cache import Cache, version_of
from codegen.diagnostics import CodegenError
from codegen.parallel import parallel_map

LINE_LENGTH = 120
_KIND = "format"


def format_files(
    files: Mapping[str, str],
    *,
    python_version: str = "3.11",
    cache: Cache | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, str]:
    """Format and compile every `.py` file; other files are returned as they are.

    `progress` is told (done, total) after each file. Raises CodegenError naming file and line when one is no Python:
    that is a fault of a template or a plugin, never of the input.
    """
    result = dict(files)
    todo: list[tuple[str, str]] = []
    for path, text in sorted(files.items()):
        if not path.endswith(".py"):
            continue
        known = cache.get(_key(text, python_version)) if cache else None
        if known is None:
            todo.append((path, text))
        else:
            result[path] = known.decode()
    todo.sort(key=lambda entry: (-len(entry[1]), entry[0]))
    work = partial(_format_one, python_version=python_version)
    for number, (path, formatted, error) in enumerate(parallel_map(work, todo), 1):
        if error is not None:
            raise CodegenError(
                f"{path}:{error}; this is a fault of the template or plugin that made the file"
            )
        result[path] = formatted
        if cache:
            cache.put(_key(files[path], python_version), formatted.encode())
        if progress:
            progress(number, len(todo))
    return result


def compile_files(files: Mapping[str, str], *, cache: Cache | None = None) -> None:
    """Prove that files which are copied as they are compile. Raises CodegenError naming file and line."""
    for path, text in sorted(files.items()):
        key = Cache.key("compile", sys.version, text)
        if not path.endswith(".py") or (cache and cache.get(key) is not None):
            continue
        error = _compile_error(path, text)
        if error is not None:
            raise CodegenError(f"{path}:{error}")
        if cache:
            cache.put(key, b"")


def _key(text: str, python_version: str) -> str:
    return Cache.key(_KIND, version_of("black"), str(LINE_LENGTH), python_version, text)


def _format_one(entry: tuple[str, str], python_version: str) -> tuple[str, str, str | None]:
    from black import format_str
    from black.mode import Mode, TargetVersion
    from black.parsing import InvalidInput

    path, text = entry
    error = _compile_error(path, text)
    if error is not None:
        return path, text, error
    mode = Mode(
        line_length=LINE_LENGTH, target_versions={TargetVersion[f"PY{python_version.replace('.', '')}"]}
    )
    try:
        return path, format_str(text, mode=mode), None
    except (InvalidInput, ValueError) as failure:
        return path, text, f" Black can't format it: {failure}"


def _compile_error(path: str, text: str) -> str | None:
    try:
        compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        return f"{line or 1}: is not valid Python: {getattr(error, 'msg', error)}"
    return None
