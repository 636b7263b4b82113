"""Who may call a shop in memory: logins that hand out tokens, and the check of tokens and signatures."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import threading
import time
from collections.abc import Awaitable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ..auth.credentials import AdminToken, BearerToken, CustomerToken, ImsServerToServer, SessionCookie
from ..auth.oauth import OAuth1, authorization_header
from ..auth.secrets import Secret
from ..http.authorization import Auth
from ..http.messages import Request
from .answers import Answer, Refusal

_LOGIN = re.compile(
    r"/V1/(integration/(admin|customer)/token|tfa/provider/[a-z0-9_]+/(authenticate|verify))$"
)
_IMS = "/ims/token/v3"
_PARAMETER = re.compile(r'(\w+)="([^"]*)"')
_LATEST = 600
_WRONG = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."


class ShopLogins:
    """The accounts that a shop knows, and the tokens that it has handed out. Where it knows none, anyone may call."""

    def __init__(self) -> None:
        self._accounts: list[Auth] = []
        self._tokens: set[str] = set()
        self._nonces: set[str] = set()
        self._count = 0
        self._lock = threading.Lock()

    def add(self, auth: Auth) -> None:
        """Know another account."""
        self._accounts.append(auth)

    def expire(self) -> None:
        """Refuse the tokens that were handed out so far."""
        with self._lock:
            self._tokens.clear()

    def is_login(self, request: Request) -> bool:
        """Whether a request asks for a token."""
        path = urlsplit(request.url).path
        return request.method == "POST" and (path == _IMS or _LOGIN.search(path) is not None)

    def answer(self, request: Request) -> Answer:
        """The token for a login. Raises Refusal for a wrong name or password, as Magento does."""
        path = urlsplit(request.url).path
        if path == _IMS:
            return self._answer_ims(request)
        given: Any = json.loads(request.content or b"{}")
        name, password = given.get("username"), given.get("password")
        kind = CustomerToken if path.endswith("/customer/token") else AdminToken
        known = [account for account in self._accounts if isinstance(account, kind)]
        if known and not any(
            account.username == name and text_of(account.password) == password for account in known
        ):
            raise Refusal(401, _WRONG)
        return Answer(content=json.dumps(self._new_token()).encode())

    def check(self, request: Request, acl: tuple[str, ...]) -> None:
        """Raise Refusal for a request whose caller isn't known, where the shop knows accounts."""
        if not self._accounts:
            return
        kind, _, value = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and (value in self._tokens or value in self._bearers()):
            return
        if kind.lower() == "oauth":
            self._check_signature(request, value)
            return
        if self._is_session(request.headers.get("cookie", "")):
            return
        raise Refusal(
            401, "The consumer isn't authorized to access %resources.", resources=", ".join(acl) or "self"
        )

    def _bearers(self) -> set[str]:
        return {text_of(account.token) for account in self._accounts if isinstance(account, BearerToken)}

    def _is_session(self, cookies: str) -> bool:
        sent = {cookie.strip() for cookie in cookies.split(";")}
        sessions = (account for account in self._accounts if isinstance(account, SessionCookie))
        return any(
            all(f"{name}={value}" in sent for name, value in session.cookies.items()) for session in sessions
        )

    def _check_signature(self, request: Request, header: str) -> None:
        """Verify an OAuth 1.0a signature (Magento\\Framework\\Oauth\\Oauth)."""
        sent = {name: unquote(value) for name, value in _PARAMETER.findall(header)}
        keys = [
            account
            for account in self._accounts
            if isinstance(account, OAuth1)
            and account.consumer_key == sent.get("oauth_consumer_key")
            and account.access_token == sent.get("oauth_token")
        ]
        if not keys:
            raise Refusal(401, "A consumer having the specified key does not exist")
        nonce, moment = sent.get("oauth_nonce", ""), sent.get("oauth_timestamp", "")
        if not moment.isdigit() or int(moment) > time.time() + _LATEST:
            raise Refusal(401, "The oauth_timestamp value in the oauth_timestamp parameter is not valid")
        if not self._is_new(nonce):
            raise Refusal(
                401, "The nonce is already being used by the consumer with key %1", keys[0].consumer_key
            )
        expected = authorization_header(
            keys[0], request.method, request.url, nonce=nonce, timestamp=int(moment)
        )
        if dict(_PARAMETER.findall(expected)) != dict(_PARAMETER.findall(header)):
            raise Refusal(401, "The signature is invalid. Verify and try again.")

    def _is_new(self, nonce: str) -> bool:
        with self._lock:
            known = nonce in self._nonces
            self._nonces.add(nonce)
        return not known

    def _answer_ims(self, request: Request) -> Answer:
        form = {name: values[-1] for name, values in parse_qs(request.content.decode()).items()}
        known = [account for account in self._accounts if isinstance(account, ImsServerToServer)]
        if known and not any(
            account.client_id == form.get("client_id")
            and text_of(account.client_secret) == form.get("client_secret")
            for account in known
        ):
            return Answer(status=400, content=b'{"error": "invalid_client"}')
        told: Mapping[str, Any] = {
            "access_token": self._new_token(),
            "token_type": "bearer",
            "expires_in": 86399,
        }
        return Answer(content=json.dumps(told).encode())

    def _new_token(self) -> str:
        with self._lock:
            self._count += 1
            token = f"token-{self._count}"
            self._tokens.add(token)
        return token


def text_of(secret: Secret) -> str:
    """A secret, however it is given, as clients send it.

    What an async function tells is awaited in a thread of its own: a server answers within the event loop of a client.
    """
    told = secret() if callable(secret) else secret
    if inspect.isawaitable(told):
        with ThreadPoolExecutor(1) as thread:
            told = thread.submit(asyncio.run, _awaited(told)).result()
    return told.strip("\r\n")


async def _awaited(told: Awaitable[str]) -> str:
    return await told
