"""The shop's own attributes in a package of Magento 1's REST: fields, in the forms that its server gives and takes."""

from __future__ import annotations

import json
from pathlib import Path

from codegen.run.planning import read
from codegen.source import Inputs
from codegen.symbols import assign
from codegen.targets.api2 import TARGET
from tests.conftest import EXAMPLE
from tests.peers.replay import ReplayServer
from tests.readers.test_api2 import SHOP
from tests.runtime.api2.packages import client_of, import_package


def test_options_are_text_and_several_are_read_as_text_and_sent_as_a_list(
    tmp_path: Path, replay: ReplayServer
) -> None:
    """The server compares each entry of a list, or a text as a whole, with the options
    (Mage_Catalog_Model_Api2_Product_Validator_Product), and answers what is stored."""
    snapshot = json.loads((EXAMPLE / "magento1" / "attributes.json").read_text("utf-8"))
    entities = {"product": snapshot["entities"]["catalog_product"]}
    (tmp_path / "attributes.json").write_text(json.dumps({"entities": entities}), "utf-8")
    client = client_of(SHOP, attributes_from=str(tmp_path / "attributes.json"))
    api = read(client, Inputs()).api
    for path, text in TARGET.plan(api, assign(api, {}, TARGET.reserved), client):
        target = tmp_path / "typed_api2" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    package = import_package(tmp_path, "typed_api2")
    stored = {
        "entity_id": "7",
        "color": "4",
        "care_labels": "6,8",
        "is_organic": "1",
        "outlet_price": "3.5000",
    }
    replay.add("GET", "/api/rest/products/7", stored)
    replay.add("PUT", "/api/rest/products/7", "")
    auth = package.OAuth1("key", "secret", "token", "token secret")
    with package.Client(replay.url, auth=auth) as shop:
        product = shop.products.get(id=7)
        assert (product.color, product.care_labels) == ("4", "6,8")
        assert (product.is_organic, product.outlet_price) == (True, 3.5)
        shop.products.update(id=7, data={"care_labels": ["6", "7"], "color": "5"})
    assert replay.requests[-1].json() == {"care_labels": ["6", "7"], "color": "5"}
