"""Sessions of Magento 1: a login on first use, one more when the session has expired, and an end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from ..auth.secrets import Secret, secret, user_name, without_line_end
from ..auth.tokens import RefusedLogins
from ..errors import AuthenticationError
from ..http.authorization import Auth, Credentials, Sender
from ..http.flow import Flow, Mutex, locked
from ..http.messages import Request

__all__ = ["ApiUser"]

Login: TypeAlias = Callable[[str, str], Flow[str]]
"""Makes a session id of a user's name and key."""


@dataclass(frozen=True)
class ApiUser(Auth):
    """A user of Magento 1's SOAP and XML-RPC API (System > Web Services > SOAP/XML-RPC - Users) and its key.

    `key` may be a function that returns the key when it is needed.
    """

    user: str
    key: Secret = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "user", user_name(self.user))
        object.__setattr__(self, "key", without_line_end(self.key, "the key of ApiUser"))

    def open(self) -> Credentials:
        """A session for one client, not yet begun."""
        return ApiSession(self)


class ApiSession(Credentials):
    """One session, shared by all threads or tasks of a client; only one of them logs in at a time."""

    kind = "api user"

    def __init__(self, user: ApiUser) -> None:
        self._user = user
        self._mutex = Mutex()
        self._id = ""
        self._refused = RefusedLogins()

    def forget_refusal(self) -> None:
        self._refused.forget()

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        """The request as it is: the session id stands in its body."""
        yield from ()
        return request

    def get(self, login: Login) -> Flow[str]:
        """The session id, of a new session when there is none."""
        return self._id or (yield from self.replace("", login))

    def replace(self, expired: str, login: Login) -> Flow[str]:
        """The id of a session other than the expired one: that of another thread or task, or a new one."""

        def begin() -> Flow[str]:
            if self._id == expired:
                key = yield from secret(self._user.key, "the key of ApiUser")
                self._refused.check((self._user.user, key))
                try:
                    self._id = yield from login(self._user.user, key)
                except AuthenticationError as error:
                    self._refused.remember(error, (self._user.user, key))
                    raise
            return self._id

        return (yield from locked(self._mutex, begin))

    def take(self) -> str:
        """The session id that is held, which is not held any more; empty when there is none."""
        session, self._id = self._id, ""
        return session
