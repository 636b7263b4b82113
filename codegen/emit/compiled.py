"""Our templates compiled, kept beside them as Python keeps its modules: that takes Jinja as long as all rendering."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket, bc_magic

from codegen.machine.distributions import version_of
from codegen.machine.fingerprint import program
from codegen.machine.whole_files import write_whole

if TYPE_CHECKING:
    from jinja2 import Environment


class CompiledTemplates(BytecodeCache):
    """What Jinja made of the templates of one folder, in Python's own place for the bytecode of what is in that folder.

    It can run, so it is trusted as the program is and never comes from the cache of runs. What was compiled from other
    text or by another state of this program, whose filters Jinja may have called already, is compiled again. Where
    Python may not write bytecode, nothing is kept. Templates of other folders are none of ours.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._state = f"{program()}\0{version_of('jinja2')}\0"

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template; Jinja asks with its text."""
        checksum = self.get_source_checksum(self._state + source)
        bucket = Bucket(environment, self._place(filename), checksum)
        self.load_bytecode(bucket)
        return bucket

    def _place(self, filename: str | None) -> str:
        """The file for a template's bytecode, empty for one of another folder."""
        if filename is None or not filename.startswith(self._folder + os.sep):
            return ""
        return cache_from_source(f"{filename}.py")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja's way to read a bucket: what is not there, or is something else, leaves it empty."""
        if not bucket.key:
            return
        head = _head(bucket)
        with suppress(OSError, EOFError, ValueError, TypeError), open(bucket.key, "rb") as file:
            if file.read(len(head)) == head:
                bucket.code = marshal.load(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja's way to keep a bucket."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        with suppress(OSError):
            os.makedirs(os.path.dirname(bucket.key), exist_ok=True)
            write_whole(bucket.key, _head(bucket), marshal.dumps(bucket.code))


def _head(bucket: Bucket) -> bytes:
    """What a file begins with that holds a bucket's code, made by this version of Python."""
    return bc_magic + bucket.checksum.encode()
