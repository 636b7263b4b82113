"""Give a product a picture."""

import asyncio
import base64
import sys

from acme_store import AdminToken, AsyncClient, models

PIXEL = base64.b64encode(b"\x89PNG and what makes a picture").decode()


async def main(shop: AsyncClient) -> None:
    gallery = shop.catalog.product_attribute_media_gallery_management
    content = models.framework.ImageContent(base64_encoded_data=PIXEL, type="image/png", name="bag.png")
    picture = models.catalog.ProductAttributeMediaGalleryEntry(
        media_type="image", label="From the side", position=1, disabled=False, content=content
    )
    picture.types.append("thumbnail")
    print(await gallery.create(sku="24-MB01", entry=picture))
    for entry in await gallery.get_list(sku="24-MB01"):
        print(entry.position, entry.label.upper(), ", ".join(entry.types) or "nowhere")


async def run(url: str) -> None:
    async with AsyncClient(url, auth=AdminToken("admin", "password"), store="all") as shop:
        await main(shop)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1]))
