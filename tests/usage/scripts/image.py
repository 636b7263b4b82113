"""Give a product a picture."""

import base64
import sys

from acme_store import AdminToken, Client, models

PIXEL = base64.b64encode(b"\x89PNG and what makes a picture").decode()


def main(shop: Client) -> None:
    gallery = shop.catalog.product_attribute_media_gallery_management
    content = models.framework.ImageContent(base64_encoded_data=PIXEL, type="image/png", name="bag.png")
    picture = models.catalog.ProductAttributeMediaGalleryEntry(
        media_type="image", label="From the side", position=1, disabled=False, content=content
    )
    picture.types.append("thumbnail")
    print(gallery.create(sku="24-MB01", entry=picture))
    for entry in gallery.get_list(sku="24-MB01"):
        print(entry.position, entry.label.upper(), ", ".join(entry.types) or "nowhere")


if __name__ == "__main__":
    with Client(sys.argv[1], auth=AdminToken("admin", "password"), store="all") as shop:
        main(shop)
