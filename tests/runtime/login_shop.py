"""A shop and an identity service that know who may log in: passwords, one-time codes of the moment, tokens that end.

The texts and statuses are those that Magento 2.4.6 was recorded with; codes are computed here from RFC 6238.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from tests.runtime.server import Answer, Seen

SECRET = "JBSWY3DPEHPK3PXP"
PASSWORD, CLIENT_SECRET = "s3cret password", "s3cret-of-the-client"


@dataclass
class LoginShop:
    """`answer` is a server's function. `lifetime` is that of tokens in seconds, None for such as don't say it."""

    second_factor: bool = False
    lifetime: float | None = None
    clock: Callable[[], float] = time.time
    logins: int = 0
    issued: dict[str, float] = field(default_factory=dict)

    def answer(self, seen: Seen) -> Answer:
        """What the shop, or Adobe's service, says."""
        if seen.path == "/ims/token/v3":
            return self._ims(seen)
        if seen.path.endswith("/V1/integration/admin/token"):
            if not self._knows(seen):
                return _wrong_login()
            if self.second_factor:
                text = "Please use the 2fa provider-specific endpoints to obtain a token."
                return Answer({"message": text, "parameters": {"active_providers": ["google"]}}, 400)
            return Answer(self._token())
        if seen.path.endswith("/V1/tfa/provider/google/authenticate"):
            if not self._knows(seen):
                return _wrong_login()
            if seen.json.get("otp") != self.code():
                return Answer({"message": "Invalid code."}, 401)
            return Answer(self._token())
        token = seen.headers.get("authorization", "").removeprefix("Bearer ")
        if self.issued.get(token, 0) <= self.clock():
            text = "The consumer isn't authorized to access %resources."
            return Answer({"message": text, "parameters": {"resources": "self"}}, 401)
        return Answer({"sku": "a"})

    def code(self) -> str:
        """The code of this moment."""
        counter = struct.pack(">Q", int(self.clock()) // 30)
        digest = hmac.digest(base64.b32decode(SECRET), counter, hashlib.sha1)
        offset = digest[-1] & 0xF
        (number,) = struct.unpack(">I", digest[offset : offset + 4])
        return str((number & 0x7FFFFFFF) % 10**6).zfill(6)

    def end_all(self) -> None:
        """All tokens are refused from now on."""
        self.issued.clear()

    def _knows(self, seen: Seen) -> bool:
        self.logins += 1
        return bool(seen.json["username"] == "admin" and seen.json["password"] == PASSWORD)

    def _ims(self, seen: Seen) -> Answer:
        self.logins += 1
        form = {name: value[0] for name, value in parse_qs(seen.body.decode()).items()}
        if form.get("grant_type") != "client_credentials" or form.get("client_secret") != CLIENT_SECRET:
            return Answer(
                {"error": "invalid_client", "error_description": "invalid client_secret parameter"}, 401
            )
        lasting = 86399 if self.lifetime is None else self.lifetime
        return Answer({"access_token": self._token(), "token_type": "bearer", "expires_in": lasting})

    def _token(self) -> str:
        token = f"issued-{self.logins}"
        self.issued[token] = self.clock() + (self.lifetime or 3600)
        return token


def _wrong_login() -> Answer:
    text = (
        "The account sign-in was incorrect or your account is disabled temporarily. "
        "Please wait and try again later."
    )
    return Answer({"message": text}, 401)
