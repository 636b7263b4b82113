"""SOAP against zeep, the same 1,000 products both ways: `python -m tests.benchmarks.soap_decode --zeep PYTHON`.

`PYTHON` is an interpreter that has zeep; it is asked to do the same work on the same bytes. What counts is the ratio of
the best times, as both run on one machine at one time.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.runtime.soap.packages import build

ROOT = Path(__file__).resolve().parents[2]
WSDL = ROOT / "schemas" / "example" / "magento1" / "wsi.wsdl"
PRODUCTS = 1000
ROUNDS = 15

ZEEP = """
import json, sys, time
import zeep
from lxml import etree
from zeep.transports import Transport

class Local(Transport):
    def load(self, url):
        return super().load(url)

client = zeep.Client(sys.argv[1])
service = client.service
binding = service._binding
operation = binding.get("catalogProductList")
body = open(sys.argv[2], "rb").read()
rounds = int(sys.argv[3])

def best(work):
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return min(times), result

decode, found = best(lambda: operation.process_reply(etree.fromstring(body)))
items = found["complexObjectArray"] if "complexObjectArray" in found else found
multi = binding.get("catalogProductMultiUpdate")
data = {"complexObjectArray": [dict(name="Product %d" % n, price="10.99", categories={"complexObjectArray": ["3", "4"]},
        websites={"complexObjectArray": ["1"]}) for n in range(len(items))]}
ids = {"complexObjectArray": [str(n) for n in range(len(items))]}
def write():
    message = multi.input.serialize(sessionId="s", productIds=ids, productData=data)
    return etree.tostring(message.content)
encode, _ = best(write)
print(json.dumps({"decode": decode, "encode": encode, "items": len(items)}))
"""


def best(work: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of several times, in seconds, and the last result."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return min(times), result


def products_answer(namespace: str) -> bytes:
    """An answer with a list of products."""
    item = (
        "<complexObjectArray><product_id>{n}</product_id><sku>SKU-{n}</sku><name>Product {n}</name><set>4</set>"
        "<type>simple</type><category_ids><complexObjectArray>3</complexObjectArray><complexObjectArray>4"
        "</complexObjectArray></category_ids><website_ids><complexObjectArray>1</complexObjectArray></website_ids>"
        "</complexObjectArray>"
    )
    items = "".join(item.format(n=number) for number in range(PRODUCTS))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:n="{namespace}"><e:Body><n:catalogProductListResponseParam><result>{items}</result>'
        "</n:catalogProductListResponseParam></e:Body></e:Envelope>"
    ).encode()


def measure(folder: Path) -> tuple[dict[str, float], Path]:
    """Our times, and the file with the answer that was read."""
    package = build("measured_magento1", [WSDL], folder)
    listed, updated = (
        package.OPERATIONS["catalogProductList"],
        package.OPERATIONS["catalogProductMultiUpdate"],
    )
    body = products_answer(listed.definition.namespace)
    gc.collect()
    gc.freeze()  # The generator's own objects are no part of what is measured.
    answer = folder / "answer.xml"
    answer.write_bytes(body)
    decode, found = best(lambda: listed.decode(body, "text/xml"))
    assert len(found) == PRODUCTS
    assert found[-1].category_ids == ["3", "4"]
    data = [
        {"name": f"Product {n}", "price": "10.99", "categories": ["3", "4"], "websites": ["1"]}
        for n in range(PRODUCTS)
    ]
    arguments = {"productIds": [str(n) for n in range(PRODUCTS)], "productData": data}
    encode, _ = best(lambda: updated.encode(arguments, "s"))
    return {"decode": decode, "encode": encode}, answer


def main() -> None:
    """Print our times, zeep's, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zeep", default=sys.executable, help="a Python interpreter that has zeep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        ours, answer = measure(Path(temporary))
        command = [options.zeep, "-c", ZEEP, str(WSDL), str(answer), str(ROUNDS)]
        theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for name, seconds in ours.items():
        print(
            f"{name}: {seconds * 1000:.1f} ms, zeep {theirs[name] * 1000:.1f} ms, {theirs[name] / seconds:.1f} x"
        )


if __name__ == "__main__":
    main()
