"""Decoding against bare validation, on the same models and the same 1,000-product answer.

    PYTHONPATH=templates:. python tests/benchmarks/decode.py

Prints the best of several runs in milliseconds, and the ratio that the project promises to keep at 1.5 or less.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable
from typing import Any

from runtime.models.decode import adapter_for, decode

from tests.runtime.shop import ProductList

RUNS = 7


def answer(count: int, **more: Any) -> bytes:
    """A list answer of that many products, about 1 kB each; `more` are fields of every product."""
    attributes = [{"attribute_code": f"code_{index}", "value": "x" * 20} for index in range(12)]
    product = {
        "sku": "a",
        "name": "b",
        "price": 1.5,
        "type_id": "simple",
        "custom_attributes": attributes,
        **more,
    }
    items = [{"id": index, **product} for index in range(count)]
    return json.dumps({"items": items, "total_count": count}).encode()


def best(*calls: Callable[[], Any]) -> list[float]:
    """The shortest of several runs of each call, in milliseconds; they take turns, so that a busy machine is fair."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(RUNS):
        for call, taken in zip(calls, times, strict=True):
            gc.collect()
            start = time.perf_counter()
            call()
            taken.append(time.perf_counter() - start)
    return [min(taken) * 1000 for taken in times]


def ratio(content: bytes) -> tuple[float, float]:
    """Milliseconds of bare validation and of decoding."""
    adapter = adapter_for(ProductList)
    bare, ours = best(
        lambda: adapter.validate_json(content), lambda: decode(content, "application/json", ProductList)
    )
    return bare, ours


def main() -> None:
    """Print the figures."""
    content = answer(1000)
    bare, ours = ratio(content)
    print(
        f"1,000 products, {len(content):,} bytes: bare {bare:.1f} ms, decode {ours:.1f} ms, {ours / bare:.2f} x"
    )
    odd = answer(1000, visible=["not", "a", "bool"])
    (taken,) = best(lambda: decode(odd, "application/json", ProductList))
    print(f"with a wrong type in each: decode {taken:.1f} ms")


if __name__ == "__main__":
    main()
