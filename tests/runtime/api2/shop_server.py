"""A small Magento 1 shop: OAuth with three legs, and a REST API of products. Run as a process; prints its address.

Signatures are verified here by their definition (RFC 5849), apart from the code under test; the pages of OAuth, which
belong to the shop's frontend, see their address without its port, as Magento 1's do.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

CONSUMER_KEY, CONSUMER_SECRET = "c" * 32, "s" * 32
PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX = 10, 100


class Refused(Exception):
    """An answer with a status and messages."""

    def __init__(self, status: int, *messages: str) -> None:
        self.status, self.messages = status, messages


@dataclass
class Shop:
    """The state of the shop: tokens by name with (secret, kind, verifier), products by id, nonces seen."""

    products: dict[int, dict[str, Any]]
    tokens: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Handler(BaseHTTPRequestHandler):
    """One request. `shop` is set on the class."""

    protocol_version = "HTTP/1.1"
    shop: Shop

    def handle_any(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        self.query = dict(parse_qsl(url.query, keep_blank_values=True))
        with self.shop.lock:
            self.shop.requests.append(f"{self.command} {self.path}")
            if url.path.startswith("/oauth/") or url.path.endswith("/oauth_authorize"):
                self.oauth(url.path)
            elif url.path == "/requests":
                self.answer(200, json.dumps(self.shop.requests), "application/json")
            elif url.path.startswith("/api/rest"):
                self.rest(url.path.removeprefix("/api/rest"))
            else:
                self.answer(404, "<html>no such page</html>", "text/html; charset=UTF-8")

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def oauth(self, path: str) -> None:
        try:
            if path == "/oauth/initiate":
                self.verified("", "")
                text = self.new_token("request") + "&oauth_callback_confirmed=true"
            elif path == "/oauth/token":
                text = self.exchange()
            else:
                secret, _, _ = self.shop.tokens[self.query["oauth_token"]]
                verifier = secrets.token_hex(16)
                self.shop.tokens[self.query["oauth_token"]] = (secret, "authorized", verifier)
                text = verifier
            self.answer(200, text, "application/x-www-form-urlencoded")
        except Refused as refused:
            self.answer(refused.status, refused.messages[0], "application/x-www-form-urlencoded")

    def exchange(self) -> str:
        name = self.protocol().get("oauth_token", "")
        secret, kind, verifier = self.shop.tokens.get(name, ("", "", ""))
        self.verified(name, secret)
        if kind == "access":
            raise Refused(401, "oauth_problem=token_used")
        if kind == "request":
            raise Refused(500, "")  # what a real one answers before anybody has agreed
        if not verifier or self.protocol().get("oauth_verifier") != verifier:
            raise Refused(401, "oauth_problem=verifier_invalid")
        del self.shop.tokens[name]
        return self.new_token("access")

    def new_token(self, kind: str) -> str:
        name, secret = secrets.token_hex(16), secrets.token_hex(16)
        self.shop.tokens[name] = (secret, kind, "")
        return f"oauth_token={name}&oauth_token_secret={secret}"

    def protocol(self) -> dict[str, str]:
        header = self.headers.get("Authorization") or ""
        pairs = (part.strip().partition("=") for part in header.removeprefix("OAuth ").split(","))
        return {unquote(name): unquote(value.strip('"')) for name, _, value in pairs if name}

    def verified(self, token: str, token_secret: str) -> None:
        """Check key, nonce and signature of the request. Raises Refused."""
        protocol = self.protocol()
        if protocol.get("oauth_consumer_key") != CONSUMER_KEY:
            raise Refused(401, "oauth_problem=consumer_key_rejected")
        given = protocol.pop("oauth_signature", "")
        key = f"{quote(CONSUMER_SECRET, safe='~')}&{quote(token_secret, safe='~')}"
        if protocol.get("oauth_signature_method") == "PLAINTEXT":
            expected = key
        else:
            if protocol["oauth_nonce"] in self.shop.nonces:
                raise Refused(401, "oauth_problem=nonce_used")
            self.shop.nonces.add(protocol["oauth_nonce"])
            parameters = sorted(
                (quote(name, safe="~"), quote(value, safe="~"))
                for name, value in {**protocol, **self.query}.items()
            )
            joined = "&".join(f"{name}={value}" for name, value in parameters)
            path = urlsplit(self.path).path
            host = (
                self.headers["Host"].partition(":")[0] if path.startswith("/oauth/") else self.headers["Host"]
            )
            base = f"http://{host}{path}"
            text = "&".join((self.command or "", quote(base, safe="~"), quote(joined, safe="~")))
            expected = base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()
        if not hmac.compare_digest(given, expected):
            raise Refused(401, "oauth_problem=signature_invalid")

    def rest(self, path: str) -> None:
        try:
            admin = self.user()
            status, value, headers = self.dispatch(path, admin)
            if value is None:
                self.answer(status, "", "text/html; charset=UTF-8", headers)
            else:
                self.render(status, value)
        except Refused as refused:
            entries = [{"code": refused.status, "message": message} for message in refused.messages]
            self.render(refused.status, {"messages": {"error": entries}})

    def user(self) -> bool:
        if "Authorization" not in self.headers:
            return False
        name = self.protocol().get("oauth_token", "")
        secret, kind, _ = self.shop.tokens.get(name, ("", "", ""))
        if kind != "access":
            raise Refused(401, "oauth_problem=token_rejected")
        self.verified(name, secret)
        return True

    def dispatch(self, path: str, admin: bool) -> tuple[int, Any, dict[str, str]]:
        parts = [unquote(part) for part in path.strip("/").split("/")]
        products = self.shop.products
        if parts == ["products"] and self.command == "GET":
            return 200, self.page(), {}
        if parts[0] != "products" or len(parts) > 2:
            raise Refused(404, "Request does not match any route.")
        if self.command != "GET" and not admin:
            raise Refused(403, "Access denied")
        if parts == ["products"] and self.command == "POST":
            number = max(products, default=0) + 1
            products[number] = {"entity_id": number, **self.sent()}
            return 200, None, {"Location": f"/api/rest/products/{number}"}
        number = int(parts[1]) if len(parts) == 2 and parts[1].isdigit() else 0
        if number not in products:
            raise Refused(404, "Resource not found.")
        if self.command == "GET":
            return 200, products[number], {}
        if self.command == "PUT":
            products[number].update(self.sent())
        elif self.command == "DELETE":
            del products[number]
        return 200, None, {}

    def page(self) -> Any:
        limit = int(self.query.get("limit") or PAGE_SIZE_DEFAULT) or PAGE_SIZE_DEFAULT
        if limit > PAGE_SIZE_MAX:
            raise Refused(400, "The paging limit exceeds the allowed number.")
        numbers = sorted(self.shop.products)
        last = max(1, -(-len(numbers) // limit))
        page = min(max(1, int(self.query.get("page") or 1)), last)
        shown = numbers[(page - 1) * limit : page * limit]
        return {str(number): self.shop.products[number] for number in shown} or []

    def sent(self) -> dict[str, Any]:
        if "xml" not in (self.headers.get("Content-Type") or ""):
            return dict(json.loads(self.body))
        from lxml import etree

        return {child.tag: child.text for child in etree.fromstring(self.body)}

    def render(self, status: int, value: Any) -> None:
        if "xml" in (self.headers.get("Accept") or ""):
            text = f'<?xml version="1.0"?>\n<magento_api>{xml_of(value)}</magento_api>'
            self.answer(status, text, "application/xml; charset=utf-8")
        else:
            self.answer(status, json.dumps(value), "application/json; charset=utf-8")

    def answer(
        self, status: int, text: str, content_type: str, headers: dict[str, str] | None = None
    ) -> None:
        content = text.encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def xml_of(value: Any) -> str:
    """The content of an element, as the shop renders it."""
    if isinstance(value, list) or (isinstance(value, dict) and all(key.isdigit() for key in value)):
        items = value if isinstance(value, list) else value.values()
        return "".join(f"<data_item>{xml_of(item)}</data_item>" for item in items)
    if isinstance(value, dict):
        return "".join(f"<{key}>{xml_of(item)}</{key}>" for key, item in value.items())
    return "" if value is None else escape(str(value))


def main() -> None:
    """Serve until standard input closes."""
    count = int(sys.argv[1])
    products = {
        number: {"entity_id": number, "sku": f"SKU-{number:04}", "name": f"Product {number}"}
        for number in range(1, count + 1)
    }
    handler = type("Bound", (Handler,), {"shop": Shop(products)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
