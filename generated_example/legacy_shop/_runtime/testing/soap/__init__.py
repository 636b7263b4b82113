# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""SOAP in all its modes, and XML-RPC, from the shop's side."""
