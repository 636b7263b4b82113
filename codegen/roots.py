"""Where the sources are that a user named, the files below them, and what a lock and messages call those."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from codegen.diagnostics import CodegenError
from codegen.files import is_file, is_folder, path_of, slashed
from codegen.origin import Origin

if TYPE_CHECKING:
    from lxml import etree


class Root(NamedTuple):
    """One `--source`: its place, the user's name for it (`shown`), and what the lock keys of its files begin with.

    A key is made of what the user wrote, never of where the checkout lies or of what a link leads to: a lock is the
    same in a clone under another name, a git worktree, or behind a link to the current release.
    """

    path: Path
    shown: str
    key: str

    @classmethod
    def of(cls, text: str, *, base: Path | None = None) -> Root:
        """Make a root from what the user wrote; a relative path is taken from `base` (the config file's folder).

        With a relative `base` it is shown relative to the working directory, as a terminal or CI can follow it.

        Raises CodegenError: exit code 3 when there is nothing at that path, 2 for a URL.
        """
        if text.startswith(("http://", "https://")):
            raise CodegenError(
                f"{text}: a URL is not read; take a snapshot with `magento-codegen fetch {text} -o DIR` and give DIR",
                exit_code=2,
            )
        path = _located(text, base or Path())
        plain = base is None or base.is_absolute()
        key = "/".join(_names(text)[-2 if is_file(path) else -1 :])
        return cls(path, (slashed(text).rstrip("/") or "/") if plain else path.as_posix(), key)

    def above(self, levels: int) -> Root:
        """The folder so many levels above, by names: where a link leads doesn't count."""
        path = Path(os.path.abspath(self.path)).parents[levels - 1]
        shown = posixpath.normpath(posixpath.join(self.shown, *[".."] * levels))
        key = self.key.split("/") if self.key else []
        for _ in range(levels):
            if len(key) > 1 and key[-1] != "..":
                key.pop()
            else:
                key.append("..")
        return Root(path, shown, "/".join(key))


def _located(text: str, base: Path) -> Path:
    """Where a source is. Raises CodegenError when there is neither a file nor a folder."""
    path = path_of(text, base, exit_code=3)
    if is_file(path) or is_folder(path):
        return path
    if os.path.lexists(path) and not os.path.exists(path):
        raise CodegenError(
            f"{text[:200]}: is a link that leads nowhere; mend it, or give what it should lead to"
        )
    if os.path.exists(path):
        raise CodegenError(f"{text[:200]}: is a pipe or device; save what it gives in a file, and give that")
    raise CodegenError(
        f"{text[:200]}: no such file or folder; check --source or `sources` in the configuration"
    )


def roots_of(texts: Sequence[str], base: Path) -> tuple[Root, ...]:
    """The roots that a user wrote, with as many names in a key as it takes to tell their folders apart.

    Relative ones are taken from `base`. Raises CodegenError as `Root.of` does.
    """
    roots = tuple(Root.of(text, base=base) for text in texts)
    files = [is_file(root.path) for root in roots]
    folders = [_names(text)[:-1] if file else _names(text) for text, file in zip(texts, files, strict=True)]
    keys = []
    for root, file, own in zip(roots, files, folders, strict=True):
        length = 1 if all(folders) else len(own)
        while length < len(own) and any(
            other != own and other[-length:] == own[-length:] for other in folders
        ):
            length += 1
        keys.append("/".join([*own[len(own) - length :], *([root.path.name] if file else ())]))
    return tuple(root._replace(key=key) for root, key in zip(roots, keys, strict=True))


def _names(text: str) -> tuple[str, ...]:
    """The names in a path as the user wrote it: none of `.`, and `..` only where there is nothing else."""
    path = Path(os.path.normpath(Path(text).expanduser()))
    names = tuple(name for name in path.parts if name != path.anchor)
    return tuple(name for name in names if name != "..") or names


class Source(NamedTuple):
    """A file below a root, not yet read. `origin()` names it in messages; `key` names it in the lock."""

    path: Path
    shown: str
    key: str

    def origin(self, line: int = 0, column: int = 0) -> Origin:
        """A place in this file."""
        return Origin(self.shown, line, column)

    def below(self, relative: str) -> Source:
        """A file below this folder."""
        return Source(self.path / relative, f"{self.shown}/{relative}", _joined(self.key, relative))

    def at(self, element: etree._Element) -> Origin:
        """The place of an element of this file."""
        line = element.sourceline
        return self.origin(line if isinstance(line, int) else 0)


def locator(roots: Iterable[Root]) -> Callable[[str], Source | None]:
    """What finds the source with a lock key: None for one in none of the roots, nor in a folder around them."""
    placed = _placer(roots)

    def located(key: str) -> Source | None:
        found = placed(key)
        if found is None:
            return None
        root, path, relative = found
        shown = f"{root.shown}/{relative}" if relative else root.shown
        return Source(Path(path), posixpath.normpath(shown) if ".." in relative else shown, key)

    return located


def path_locator(roots: Iterable[Root]) -> Callable[[str], str | None]:
    """What finds the path of a source, as `locator` finds the source: for whoever asks for a thousand."""
    placed = _placer(roots)

    def located(key: str) -> str | None:
        found = placed(key)
        return found[1] if found else None

    return located


def _placer(roots: Iterable[Root]) -> Callable[[str], tuple[Root, str, str] | None]:
    """What finds the root of a lock key or a folder above it, the path of the source, and its path from there on."""
    beginnings: dict[str, Root] = {}
    for root in roots:
        names = root.key.split("/") if root.key else []
        own = [name for name in names if name != ".."]
        for levels in range(len(own) + (own == names)):
            beginning = "/".join(names[: len(names) - levels])
            beginnings.setdefault(beginning, root.above(levels) if levels else root)
    longest = [
        (beginning, f"{beginning}/" if beginning else "", root, os.path.join(os.path.abspath(root.path), ""))
        for beginning, root in sorted(beginnings.items(), key=lambda item: len(item[0]), reverse=True)
    ]

    def placed(key: str) -> tuple[Root, str, str] | None:
        for beginning, above, root, inside in longest:
            if key.startswith(above) or key == beginning:
                relative = key[len(beginning) :].lstrip("/")
                if not relative:
                    return root, os.path.abspath(root.path), ""
                path = inside + relative
                return root, os.path.normpath(path) if ".." in relative else path, relative
        return None

    return placed


def locate(root: Root, path: Path) -> Source:
    """The source for a path at or below a root."""
    relative = path.relative_to(root.path).as_posix()
    if relative == ".":
        return Source(path, root.shown, root.key)
    return Source(path, f"{root.shown}/{relative}", _joined(root.key, relative))


def _joined(key: str, relative: str) -> str:
    return f"{key}/{relative}" if key else relative
