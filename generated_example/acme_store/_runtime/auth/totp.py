# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""One-time passwords of a second factor (RFC 6238), for jobs that log in without anybody there."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from dataclasses import dataclass, field

from ..errors import RequestError

__all__ = ["Totp"]


@dataclass(frozen=True)
class Totp:
    """The codes of an authenticator: `AdminToken("user", "secret", otp=Totp("JBSWY3DPEHPK3PXP"))`.

    `secret` is the base32 text that Magento shows beside the QR code of Google Authenticator or Authy; spaces and case
    don't matter. A code has six digits and lasts for `period` seconds. Raises RequestError for what is no base32.
    """

    secret: str = field(repr=False)
    period: int = field(default=30, kw_only=True)

    def __post_init__(self) -> None:
        self._key()

    def __call__(self) -> str:
        """The code of this moment."""
        return self.at(time.time())

    def at(self, moment: float) -> str:
        """The code of a moment, in seconds since 1970."""
        counter = int(moment // self.period).to_bytes(8, "big")
        digest = hmac.new(self._key(), counter, hashlib.sha1).digest()
        offset = digest[-1] & 15
        number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
        return f"{number % 1_000_000:06d}"

    def _key(self) -> bytes:
        text = "".join(self.secret.split()).upper().rstrip("=")
        try:
            key = base64.b32decode(text + "=" * (-len(text) % 8))
        except (binascii.Error, ValueError):
            key = b""
        if not key:
            raise RequestError("the secret of Totp is no base32 text (it is not shown here)")
        return key
