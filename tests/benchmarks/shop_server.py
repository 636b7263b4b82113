"""A web server of two answers, for a process of its own: `python tests/benchmarks/shop_server.py` prints its port.

It does as little as it can (no HTTP library, no threads), so that what is measured beside it is the client.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

CUSTOM = {
    "options_container": "container2",
    "msrp_display_actual_price_type": "0",
    "url_key": "duffle-bag",
    "required_options": "0",
    "has_options": "1",
    "tax_class_id": "2",
    "color": "4",
    "material": "35,38",
    "climate": "202,204,205",
    "meta_title": "Duffle bag",
    "image": "/m/b/mb01-0.jpg",
    "small_image": "/m/b/mb01-0.jpg",
    "thumbnail": "/m/b/mb01-0.jpg",
    "category_ids": ["3", "4"],
}
"""What a product of a shop with a few attributes of its own has."""


def product(number: int) -> dict[str, Any]:
    """A simple product as Magento 2 sends it in a list: about 1.5 kB."""
    return {
        "id": number,
        "sku": f"24-WG{number:04}",
        "name": f"Duffle bag number {number}",
        "attribute_set_id": 15,
        "price": 34.5,
        "status": 1,
        "visibility": 4,
        "type_id": "simple",
        "created_at": "2023-05-04 09:12:31",
        "updated_at": "2023-06-01 17:45:02",
        "weight": 1.25,
        "extension_attributes": {
            "website_ids": [1],
            "category_links": [{"position": 0, "category_id": "3"}, {"position": 1, "category_id": "4"}],
        },
        "product_links": [],
        "options": [],
        "media_gallery_entries": [
            {
                "id": number,
                "media_type": "image",
                "label": None,
                "position": 1,
                "disabled": False,
                "types": ["image", "small_image", "thumbnail"],
                "file": f"/m/b/mb{number:04}-0.jpg",
            }
        ],
        "tier_prices": [],
        "custom_attributes": [{"attribute_code": code, "value": value} for code, value in CUSTOM.items()],
    }


SMALL = json.dumps({"id": 7, "sku": "A-1", "name": "A thing", "price": 9.5, "custom_attributes": []}).encode()
PAGE = json.dumps(
    {
        "items": [product(number) for number in range(1, 101)],
        "search_criteria": {"filter_groups": [], "page_size": 100, "current_page": 1},
        "total_count": 100,
    }
).encode()

COOKIE = (
    "Set-Cookie: PHPSESSID=3f8a0c5b7d9e1f2a4b6c8d0e2f; expires=Thu, 01 Jun 2023 18:45:02 GMT; Max-Age=3600; path=/; "
    "HttpOnly; SameSite=Lax\r\n"
)
"""PHP begins a session for most calls of the REST API, although no client needs it."""

HEAD = """HTTP/1.1 200 OK
Server: nginx/1.24.0
Date: Thu, 01 Jun 2023 17:45:02 GMT
Content-Type: application/json; charset=utf-8
Content-Length: %d
%sConnection: keep-alive
Vary: Accept-Encoding
X-Magento-Tags: FPC
Pragma: no-cache
Cache-Control: max-age=0, must-revalidate, no-cache, no-store
Expires: Wed, 01 Jun 2022 17:45:02 GMT
X-Content-Type-Options: nosniff
X-XSS-Protection: 1; mode=block
X-Frame-Options: SAMEORIGIN

""".replace("\n", "\r\n")


class Shop(asyncio.Protocol):
    """One connection: a page for a path with a query string, one product for any other.

    Where the path ends in `/plain`, the answer begins no session.
    """

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what answers are written to."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        """Answer each GET that is there as a whole."""
        self._received += data
        while b"\r\n\r\n" in self._received:
            request, _, self._received = self._received.partition(b"\r\n\r\n")
            line = request.partition(b"\r\n")[0]
            body = PAGE if b"?" in line else SMALL
            cookie = "" if b"/plain " in line else COOKIE
            self._transport.write((HEAD % (len(body), cookie)).encode() + body)


async def main() -> None:
    """Serve until the process is ended."""
    server = await asyncio.get_running_loop().create_server(Shop, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
