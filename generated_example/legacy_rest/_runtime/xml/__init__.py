# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Reading XML: what REST, Magento 1's REST, SOAP and XML-RPC have in common."""
