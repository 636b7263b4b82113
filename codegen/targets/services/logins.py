"""The ways to log in that a package offers, and what its README says of them."""

from __future__ import annotations

from codegen.values import Value


class LoginExample(Value):
    """A way to log in: who does so, the expression of the `auth` argument, and the variables that `from_env` reads."""

    who: str
    expression: str
    variables: tuple[str, ...]

    @property
    def name(self) -> str:
        """The class to import."""
        return self.expression.partition("(")[0]


AUTH_MAGENTO2 = (
    "auth.activation",
    "auth.credentials",
    "auth.oauth",
    "auth.oauth_problems",
    "auth.stores",
    "auth.totp",
)
"""Modules of the runtime with the ways to log in to Magento 2, whatever the protocol."""

_OAUTH = (
    "MAGENTO_OAUTH_CONSUMER_KEY",
    "MAGENTO_OAUTH_CONSUMER_SECRET",
    "MAGENTO_OAUTH_ACCESS_TOKEN",
    "MAGENTO_OAUTH_ACCESS_TOKEN_SECRET",
)
LOGINS_MAGENTO2 = (
    LoginExample(
        "an administrator", 'AdminToken("user", "secret")', ("MAGENTO_USERNAME", "MAGENTO_PASSWORD")
    ),
    LoginExample(
        "one with a second factor",
        'AdminToken("user", "secret", otp=Totp("base32 secret"))',
        ("MAGENTO_USERNAME", "MAGENTO_PASSWORD", "MAGENTO_TOTP_SECRET"),
    ),
    LoginExample(
        "a customer",
        'CustomerToken("me@example.org", "secret")',
        ("MAGENTO_CUSTOMER_USERNAME", "MAGENTO_CUSTOMER_PASSWORD"),
    ),
    LoginExample("an access token", 'BearerToken("token")', ("MAGENTO_TOKEN",)),
    LoginExample(
        "an integration", 'OAuth1("consumer key", "consumer secret", "token", "token secret")', _OAUTH
    ),
    LoginExample(
        "a server, at Adobe's cloud service",
        'ImsServerToServer("client id", "client secret")',
        ("MAGENTO_IMS_CLIENT_ID", "MAGENTO_IMS_CLIENT_SECRET"),
    ),
    LoginExample("a browser's session", 'SessionCookie({"PHPSESSID": "..."})', ("MAGENTO_SESSION_COOKIES",)),
)
LOGINS_MAGENTO1 = (
    LoginExample("an API user", 'ApiUser("user", "key")', ("MAGENTO_API_USER", "MAGENTO_API_KEY")),
)
LOGINS_MAGENTO1_REST = (
    LoginExample(
        "an administrator or a customer", 'OAuth1("key", "secret", "token", "token secret")', _OAUTH
    ),
)
