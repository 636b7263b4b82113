"""The HTTP library, named in one place only."""

import httpx2 as httpx

__all__ = ["httpx"]
