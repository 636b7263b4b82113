# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What sending knows of credentials, and what credentials know of sending."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Protocol

from ..client.options import RequestOptions
from .flow import Flow
from .messages import Request, Response

__all__ = ["Auth"]


class Sender(Protocol):
    """A shop that requests can be sent to, as credentials see it: they may log in there."""

    @property
    def base_url(self) -> str:
        """The shop's address."""
        ...

    def rest_path(self, route: str, store: str | None) -> str:
        """The path of a REST route in a store."""
        ...

    def store(self, options: RequestOptions | None) -> str | None:
        """The store code that requests go to; None for none chosen."""
        ...

    def send(self, request: Request, options: RequestOptions | None = None) -> Flow[Response]:
        """The answer to a request. Raises ApiError and TransportError."""
        ...


class Credentials(ABC):
    """What one client holds to prove who it is. `kind` names it in error texts."""

    kind: ClassVar[str] = "custom"

    @abstractmethod
    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        """The request with the credentials on it. Its URL is absolute and final."""

    def renew(self, shop: Sender, response: Response) -> Flow[bool]:
        """Called on a 401: whether there are other credentials now, so that the request is worth another try."""
        yield from ()
        return False

    def answered(self, response: Response) -> None:  # noqa: B027  # a hook: most have nothing to do
        """Told of the answer to the try after a renewal."""

    def forget_refusal(self) -> None:  # noqa: B027  # a hook, too
        """Let a login that the shop refused be tried again: it is remembered, for a few of them lock the account."""


class Auth(ABC):
    """Base of the ways to authenticate."""

    @abstractmethod
    def open(self) -> Credentials:
        """Fresh credentials for one client."""
