"""What the shell that starts the tests may have set, and no test depends on."""

from __future__ import annotations

import os
import signal
import sys


def settle() -> None:
    """Set that for this process and its children: bytecode is written, and Ctrl+C ends a process.

    Tests start hundreds of Pythons, and without bytecode each compiles the whole program again. A shell starts what
    runs in the background with Ctrl+C ignored, and a Python that finds it ignored leaves it so.

    Nobody is trusted for TLS, whom no test asks: to read the certificates of all the world's authorities takes longer
    than anything else that a client does, and thousands are made.
    """
    os.environ.pop("SSL_CERT_FILE", None)
    os.environ["SSL_CERT_DIR"] = os.path.dirname(__file__)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
