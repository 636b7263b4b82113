"""One answer as it comes in: undone from its encodings, and no more of it than is allowed."""

from __future__ import annotations

import io
import time

from ..errors import DecodeError, ResponseTooLarge
from .encodings import Decoding, EncodingError
from .flow import Exchange
from .messages import Headers, Response


class Reading:
    """Collects one answer. Raises ResponseTooLarge, DecodeError for encodings that can't be undone."""

    def __init__(self, effect: Exchange) -> None:
        self._effect = effect
        self._limit = effect.max_bytes
        self._start = time.perf_counter()
        self._content = io.BytesIO()
        self._decoding: Decoding | None = None

    def started(self, status: int, headers: Headers, *, encoded: bool) -> None:
        """The answer begins. `encoded` tells whether its bytes come as they are on the wire."""
        self._status = status
        self._headers = headers
        if status >= 400:
            self._limit = self._effect.max_error_bytes
        encodings = headers.get("content-encoding", "")
        if encodings and encoded:
            try:
                self._decoding = Decoding(encodings, self._check_encoded)
            except EncodingError as error:
                raise self._undecodable(error) from None
        announced = headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and not encodings:
            self._check(int(announced[:18]))

    def add(self, chunk: bytes) -> None:
        """Take the next bytes."""
        if self._decoding is None:
            self._keep(chunk)
            return
        try:
            for piece in self._decoding.pieces(chunk):
                self._keep(piece)
        except EncodingError as error:
            raise self._undecodable(error) from error

    def finished(self) -> Response:
        """The whole answer."""
        if self._decoding is not None:
            try:
                self._decoding.finish()
            except EncodingError as error:
                raise self._undecodable(error) from None
        return Response(
            status=self._status,
            headers=self._headers,
            content=self._content.getvalue(),
            request=self._effect.request,
            elapsed=time.perf_counter() - self._start,
        )

    def _keep(self, piece: bytes) -> None:
        self._check(self._content.tell() + len(piece))
        self._content.write(piece)

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise ResponseTooLarge(
                f"the answer is larger than max_response_bytes ({self._limit})",
                self._effect.request,
            )

    def _check_encoded(self, size: int) -> None:
        """An encoding adds few bytes to what can't be packed. One that adds as much again is there to keep us busy."""
        self._check(size // 2 - 1024)

    def _undecodable(self, error: EncodingError) -> DecodeError:
        return DecodeError(f"{self._effect.request.called}: {error}")
