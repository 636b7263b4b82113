# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Clients that don't wait: the pauses between tries are noted, and take no time."""

from __future__ import annotations

from typing import Any

from ..http.flow import Effect, Sleep
from ..http.transport import AsyncTransport, Transport, TransportOptions


class QuickTransport(Transport):
    """Carries out flows by blocking, but for their pauses."""

    def __init__(self, http_client: Any, waits: list[float]) -> None:
        super().__init__(TransportOptions(), http_client)
        self._waits = waits

    def _perform(self, effect: Effect) -> Any:
        if isinstance(effect, Sleep):
            self._waits.append(effect.seconds)
            return None
        return super()._perform(effect)


class QuickAsyncTransport(AsyncTransport):
    """Carries out flows by awaiting, but for their pauses."""

    def __init__(self, http_client: Any, waits: list[float]) -> None:
        super().__init__(TransportOptions(), http_client)
        self._waits = waits

    async def perform(self, effect: Effect) -> Any:
        """The outcome of one effect."""
        if isinstance(effect, Sleep):
            self._waits.append(effect.seconds)
            return None
        return await super().perform(effect)
