# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The HTTP library, named in one place only."""

try:
    import httpx2 as httpx
except ModuleNotFoundError as error:
    raise ModuleNotFoundError("this client needs httpx2: pip install httpx2", name=error.name) from error

__all__ = ["httpx"]
