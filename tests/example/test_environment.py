"""`from_env()` of every package: what the shop is sent, what is refused by name, and that nothing secret is told."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.example.conftest import GENERATED
from tests.runtime.server import Answer, Seen, serving

MAGENTO2, MAGENTO2_SOAP, MAGENTO1, MAGENTO1_REST = (
    "acme_store",
    "acme_store_soap",
    "legacy_shop",
    "legacy_rest",
)
OAUTH = {
    "MAGENTO_OAUTH_CONSUMER_KEY": "s3cret-ck",
    "MAGENTO_OAUTH_CONSUMER_SECRET": "s3cret-cs",
    "MAGENTO_OAUTH_ACCESS_TOKEN": "s3cret-at",
    "MAGENTO_OAUTH_ACCESS_TOKEN_SECRET": "s3cret-as",
}
ADMIN = {"MAGENTO_USERNAME": "admin", "MAGENTO_PASSWORD": "s3cret-pw"}
CUSTOMER = {"MAGENTO_CUSTOMER_USERNAME": "me@example.org", "MAGENTO_CUSTOMER_PASSWORD": "s3cret-pw"}
IMS = {"MAGENTO_IMS_CLIENT_ID": "id", "MAGENTO_IMS_CLIENT_SECRET": "s3cret-cs"}
TOTP = {"MAGENTO_TOTP_SECRET": "JBSWY3DPEHPK3PXP"}
Package = Callable[[str], Any]


def answer(seen: Seen) -> Answer:
    """Tokens for logins, and an empty page for all else."""
    if "/token" in seen.path and seen.path.endswith("/v3"):
        return Answer({"access_token": "issued", "expires_in": 3600})
    return Answer("issued" if "/token" in seen.path or "/tfa/" in seen.path else {})


def sent(package: Any, environ: dict[str, str], mode: str) -> list[Seen]:
    """What a client of these variables sends for one request, logins included."""
    with serving(answer) as server:
        variables = {"MAGENTO_BASE_URL": f"{server.url}/", "MAGENTO_IMS_URL": server.url, **environ}
        if "MAGENTO_IMS_CLIENT_ID" not in environ:
            del variables["MAGENTO_IMS_URL"]
        if mode == "sync":
            with package.Client.from_env(variables) as shop, suppress(package.MagentoError):
                shop.request("GET", "/V1/things")
        else:

            async def use() -> None:
                async with package.AsyncClient.from_env(variables) as shop:
                    with suppress(package.MagentoError):
                        await shop.request("GET", "/V1/things")

            asyncio.run(use())
    return server.seen


MODES = pytest.mark.parametrize("mode", ["sync", "async"])


@MODES
@pytest.mark.parametrize(
    ("environ", "paths", "header", "value"),
    [
        ({"MAGENTO_TOKEN": "s3cret\n"}, ["/rest/V1/things"], "authorization", "Bearer s3cret"),
        (
            {**ADMIN, "MAGENTO_STORE": "all"},
            ["/rest/V1/integration/admin/token", "/rest/all/V1/things"],
            "authorization",
            "Bearer issued",
        ),
        (
            {**ADMIN, "MAGENTO_OTP": "123456", "MAGENTO_OTP_PROVIDER": "authy", "MAGENTO_TOKEN": " "},
            ["/rest/V1/tfa/provider/authy/authenticate", "/rest/V1/things"],
            "authorization",
            "Bearer issued",
        ),
        (
            {**CUSTOMER, "MAGENTO_STORE": "de"},
            ["/rest/de/V1/integration/customer/token", "/rest/de/V1/things"],
            "authorization",
            "Bearer issued",
        ),
        (OAUTH, ["/rest/V1/things"], "authorization", r'OAuth oauth_consumer_key="s3cret-ck".*HMAC-SHA256.*'),
        (
            {**OAUTH, "MAGENTO_OAUTH_SIGNATURE_METHOD": "HMAC-SHA1"},
            ["/rest/V1/things"],
            "authorization",
            r'OAuth .*oauth_signature_method="HMAC-SHA1".*',
        ),
        (
            {**IMS, "MAGENTO_IMS_ORGANIZATION": "org", "MAGENTO_IMS_SCOPES": "a, b"},
            ["/ims/token/v3", "/rest/V1/things"],
            "x-gw-ims-org-id",
            "org",
        ),
        (
            {"MAGENTO_SESSION_COOKIES": "PHPSESSID=s3cret; other=1"},
            ["/rest/V1/things"],
            "cookie",
            "PHPSESSID=s3cret; other=1",
        ),
    ],
)
def test_magento2(
    package: Package, mode: str, environ: dict[str, str], paths: list[str], header: str, value: str
) -> None:
    seen = sent(package(MAGENTO2), environ, mode)
    assert [each.path for each in seen] == paths
    assert re.fullmatch(value, seen[-1].headers[header])
    if "MAGENTO_PASSWORD" in environ:
        body = {"username": "admin", "password": "s3cret-pw"}
        assert seen[0].json == (body if "MAGENTO_OTP" not in environ else {**body, "otp": "123456"})
    if "MAGENTO_IMS_SCOPES" in environ:
        assert seen[0].body.endswith(b"&scope=a%2Cb")


def test_a_code_is_made_of_the_secret_of_the_second_factor(package: Package) -> None:
    login, _ = sent(package(MAGENTO2), {**ADMIN, **TOTP}, "sync")
    assert login.path == "/rest/V1/tfa/provider/google/authenticate"
    assert re.fullmatch(r"\d{6}", login.json["otp"])


def test_a_store_of_tokens_is_a_file(package: Package, tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    environ = {**ADMIN, "MAGENTO_TOKEN_STORE": str(file)}
    sent(package(MAGENTO2), environ, "sync")
    assert [entry["token"] for entry in json.loads(file.read_text()).values()] == ["issued"]
    assert file.stat().st_mode & 0o777 == 0o600


@MODES
def test_magento1_s_rest_signs_by_its_own_method(package: Package, mode: str) -> None:
    (seen,) = sent(package(MAGENTO1_REST), OAUTH, mode)
    assert seen.path == "/api/rest/V1/things"
    assert 'oauth_signature_method="HMAC-SHA1"' in seen.headers["authorization"]


@MODES
@pytest.mark.parametrize("name", [MAGENTO1, MAGENTO2_SOAP])
def test_soap(package: Package, name: str, mode: str) -> None:
    """The same credentials as given by hand: the classes that the package offers hold what the variables say."""
    module = package(name)
    client = module.Client if mode == "sync" else module.AsyncClient
    api_user = {"MAGENTO_API_USER": "user", "MAGENTO_API_KEY": "s3cret-key"}
    made = client.from_env(
        {"MAGENTO_BASE_URL": "https://shop.example", **(api_user if name == MAGENTO1 else OAUTH)}
    )
    assert made.core.kind == ("api user" if name == MAGENTO1 else "integration")
    assert made.core.base_url == "https://shop.example"


@pytest.mark.parametrize("name", [MAGENTO2, MAGENTO2_SOAP, MAGENTO1, MAGENTO1_REST])
def test_all_that_is_missing_is_listed(package: Package, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = package(name)
    for variable in [*OAUTH, *ADMIN, "MAGENTO_TOKEN", "MAGENTO_BASE_URL"]:
        monkeypatch.delenv(variable, raising=False)
    with pytest.raises(module.RequestError, match="nothing says who calls: set MAGENTO_") as caught:
        module.Client.from_env()
    readme = (GENERATED / name / "README.md").read_text()
    for variable in re.findall(r"MAGENTO_\w+", str(caught.value)):
        assert f"`{variable}`" in readme
    with pytest.raises(module.RequestError, match=r"^MAGENTO_BASE_URL \(the shop's address\) is missing$"):
        module.Client.from_env(guest=True)


@pytest.mark.parametrize("name", [MAGENTO2, MAGENTO2_SOAP, MAGENTO1, MAGENTO1_REST])
def test_the_readme_names_the_variables_of_every_kind(package: Package, name: str) -> None:
    kinds = package(name).Client._kinds()
    table = (GENERATED / name / "README.md").read_text()
    rows = [set(re.findall(r"MAGENTO_\w+", line)) for line in table.splitlines() if line.startswith("| ")]
    for kind in kinds:
        assert set(kind.needed) in rows


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"MAGENTO_USERNAME": "admin"}, r"^MAGENTO_PASSWORD \(an administrator\) is missing$"),
        (
            {"MAGENTO_BASE_URL": "", "MAGENTO_OAUTH_ACCESS_TOKEN": "s3cret"},
            r"MAGENTO_BASE_URL \(the shop's address\) is missing; MAGENTO_OAUTH_CONSUMER_KEY \(an integration\) is "
            r"missing; MAGENTO_OAUTH_CONSUMER_SECRET .* is missing; MAGENTO_OAUTH_ACCESS_TOKEN_SECRET .* is missing$",
        ),
        (
            {"MAGENTO_TOKEN": "s3cret", **ADMIN},
            r"^MAGENTO_TOKEN \(a token\) and MAGENTO_USERNAME \(an administrator\) exclude one another",
        ),
        ({**OAUTH, "MAGENTO_TOKEN": "s3cret"}, r"MAGENTO_TOKEN \(a token\) and MAGENTO_OAUTH_CONSUMER_KEY"),
        ({**CUSTOMER, **TOTP}, r"MAGENTO_CUSTOMER_USERNAME .* and MAGENTO_TOTP_SECRET .* exclude"),
        ({**ADMIN, **TOTP, "MAGENTO_OTP": "123456"}, "MAGENTO_OTP and MAGENTO_TOTP_SECRET exclude"),
        ({"MAGENTO_OTP": "123456"}, "nothing says who calls"),
        ({**ADMIN, "MAGENTO_TOTP_SECRET": "s3cret!"}, "the secret of Totp is no base32 text"),
        ({"MAGENTO_TOKEN": "s3cret\u00e9"}, "holds characters that can't be sent"),
        ({"MAGENTO_SESSION_COOKIES": "s3cret"}, "MAGENTO_SESSION_COOKIES holds no cookies"),
        ({**ADMIN, "MAGENTO_OTP": "1", "MAGENTO_OTP_PROVIDER": "sms"}, "provider 'sms' is none of google"),
        ({"MAGENTO_BASE_URL": "s3cret", "MAGENTO_TOKEN": "t"}, "^MAGENTO_BASE_URL is no address of a shop"),
        ({"MAGENTO_BASE_URL": "https://u:s3cret@x.example", "MAGENTO_TOKEN": "t"}, "holds a password"),
    ],
)
def test_what_is_refused_and_that_no_value_is_shown(
    package: Package, environ: dict[str, str], told: str
) -> None:
    module = package(MAGENTO2)
    for client in (module.Client, module.AsyncClient):
        with pytest.raises(module.RequestError, match=told) as caught:
            client.from_env({"MAGENTO_BASE_URL": "https://shop.example", **environ})
        assert "s3cret" not in str(caught.value)
        assert "123456" not in str(caught.value)


@pytest.mark.parametrize("name", [MAGENTO2, MAGENTO2_SOAP])
def test_packages_of_magento2_offer_every_door(package: Package, name: str) -> None:
    module = package(name)
    doors = {
        *(
            "ActivationError",
            "AdminToken",
            "BearerToken",
            "CustomerToken",
            "FileTokenStore",
            "ImsServerToServer",
        ),
        *(
            "IntegrationActivation",
            "OAuth1",
            "SessionCookie",
            "Totp",
            "activate",
            "activate_async",
            "check_shop_url",
        ),
    }
    assert doors <= set(module.__all__)
    assert all(getattr(module, door) for door in doors)


def test_arguments_count_over_variables(package: Package) -> None:
    environ = {"MAGENTO_BASE_URL": "https://shop.example", "MAGENTO_STORE": "de", **ADMIN}
    client = package(MAGENTO2).Client
    assert client.from_env(environ).core.options.store == "de"
    own = client.from_env(environ, store="fr", timeout=3.0, guest=True)
    assert (own.core.options.store, own.core.options.timeout, own.core.kind) == ("fr", 3.0, "guest")
    assert client.from_env(environ, store="").core.options.store == ""


def test_the_variables_of_the_process_are_the_default(
    package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAGENTO_BASE_URL", "https://shop.example")
    monkeypatch.setenv("MAGENTO_TOKEN", "t")
    assert package(MAGENTO2).Client.from_env().core.kind == "token"
