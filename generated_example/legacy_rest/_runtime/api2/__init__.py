# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Magento 1's REST API: its two formats, filters, answers to many entries at once, and errors.

Nothing is imported here, so that a package pays only for what it uses.
"""
