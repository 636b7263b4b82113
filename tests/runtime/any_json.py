"""Anything that JSON can hold, for tests of what must take all of it; some has fields of a product."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.runtime.shop import Product

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from([*Product.model_fields, "0", "x"]), inner),
    max_leaves=12,
)
