"""Keeps compiled templates in the user's cache, so that a run need not compile them again."""

from __future__ import annotations

import sys
from io import BytesIO

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from codegen.machine.cache import Cache, version_of


class CompiledTemplates(BytecodeCache):
    """Jinja's bytecode in our cache. An entry belongs to one text of one template, one Jinja and one Python."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from the cache, if it is there."""
        known = self._cache.get(_key(bucket))
        if known is not None:
            bucket.load_bytecode(BytesIO(known))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds."""
        written = BytesIO()
        bucket.write_bytecode(written)
        self._cache.put(_key(bucket), written.getvalue())


def _key(bucket: Bucket) -> str:
    return Cache.key("template", sys.version, version_of("jinja2"), bucket.key, bucket.checksum)
