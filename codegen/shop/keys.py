"""The four keys of OAuth 1.0a on their way to the user: printed, or in a file that only its owner reads."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import NamedTuple

from codegen.diagnostics import CodegenError
from codegen.machine.whole_files import write_whole


class Keys(NamedTuple):
    """Key and secret of a consumer, and of the access token that it was given. Printed under these names."""

    consumer_key: str
    consumer_secret: str
    access_token: str
    access_token_secret: str


class KeyFile:
    """A file of variables that a client's `from_env()` reads, of mode 0600."""

    def __init__(self, path: Path) -> None:
        """Raises CodegenError (exit code 2) for a path that can't be written, before anybody is asked for keys."""
        self._path = path
        if path.is_dir() or not os.access(path.parent, os.W_OK):
            raise CodegenError(f"{path}: can't be written", exit_code=2)

    def write(self, url: str, keys: Keys, signature_method: str) -> None:
        """Put the keys for the shop at `url` in place of what is there. Raises CodegenError (exit code 2)."""
        values = {"MAGENTO_BASE_URL": url}
        values |= {f"MAGENTO_OAUTH_{name.upper()}": value for name, value in keys._asdict().items()}
        values["MAGENTO_OAUTH_SIGNATURE_METHOD"] = signature_method
        text = "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())
        try:
            write_whole(self._path, text.encode())
        except OSError as error:
            raise CodegenError(
                f"{self._path}: can't be written: {error.strerror or error}", exit_code=2
            ) from error
