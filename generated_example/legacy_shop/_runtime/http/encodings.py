# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The content encodings of an answer (RFC 9110, section 8.4), undone a piece at a time.

The HTTP libraries undo them too, but not all their versions stop amid a piece: some kilobytes that were packed twice
become gigabytes before anybody can look at their size.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

ACCEPTED = "gzip, deflate"
"""What a client asks for, as `Accept-Encoding` says it."""

_READ = frozenset({"gzip", "x-gzip", "deflate"})
_NOT_ASKED_FOR = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_MOST = 3
_PIECE = 64 * 1024
_GZIP = zlib.MAX_WBITS | 16
_ZLIB = zlib.MAX_WBITS
_BARE = -zlib.MAX_WBITS


class _Inflater(Protocol):
    """What `zlib.decompressobj` makes."""

    @property
    def eof(self) -> bool: ...

    @property
    def unconsumed_tail(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class EncodingError(ValueError):
    """An answer is in an encoding that isn't read, or not in the one that it names."""


class Decoding:
    """Undoes the encodings of one answer. `check` is told how large each encoded form is by now, and may raise.

    `encodings` is the header field. A name that the registry hasn't (`utf-8`, as some servers say) is taken for none.
    Raises EncodingError for more of them than any server means.
    """

    def __init__(self, encodings: str, check: Callable[[int], None]) -> None:
        names = [name.strip().lower() for name in encodings.split(",")]
        strange = next((name for name in names if name in _NOT_ASKED_FOR), None)
        if strange is not None:
            raise EncodingError(f"the answer is in the encoding {strange}, which was not asked for")
        layers = [_Layer(name, check) for name in reversed(names) if name in _READ]
        if len(layers) > _MOST:
            raise EncodingError(f"the answer is encoded {len(layers)} times over; at most {_MOST} are undone")
        self._layers = layers

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What the next bytes of the answer stand for, in pieces of bounded size. Raises EncodingError."""
        pieces: Iterator[bytes] = iter((data,))
        for layer in self._layers:
            pieces = layer.undone(pieces)
        return pieces

    def finish(self) -> None:
        """Raises EncodingError where an encoded form lacks its end."""
        if any(layer.broken_off for layer in self._layers):
            raise EncodingError("the answer is not in the encoding that it names: it breaks off")


class _Layer:
    """Undoes one encoding. What stands behind the end of the encoded form is left out, as browsers do."""

    def __init__(self, name: str, check: Callable[[int], None]) -> None:
        self._name = name
        self._check = check
        self._size = 0
        self._inflater: _Inflater | None = None

    @property
    def broken_off(self) -> bool:
        return self._inflater is not None and not self._inflater.eof

    def undone(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._size += len(piece)
            self._check(self._size)
            if self._inflater is None:
                self._inflater = zlib.decompressobj(_window(self._name, piece))
            yield from _inflated(self._inflater, piece)


def _window(name: str, beginning: bytes) -> int:
    """What zlib is to expect. "deflate" is the zlib format, but some servers send it bare, without that's header."""
    if name != "deflate":
        return _GZIP
    return _ZLIB if beginning[0] & 0x0F == zlib.DEFLATED else _BARE


def _inflated(inflater: _Inflater, data: bytes) -> Iterator[bytes]:
    try:
        while not inflater.eof:
            piece = inflater.decompress(data, _PIECE)
            data = inflater.unconsumed_tail
            if piece:
                yield piece
            elif not data:
                return
    except zlib.error as error:
        raise EncodingError(f"the answer is not in the encoding that it names: {error}") from error
