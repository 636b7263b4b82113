# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""A shop in memory for the tests of those who use a client: it answers real requests, and opens no connection."""
