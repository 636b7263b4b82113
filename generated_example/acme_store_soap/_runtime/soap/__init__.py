# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""SOAP: envelopes, the table-driven codec, faults, sessions and clients.

`tables` says what a model looks like on the wire, `decode` and `encode` follow it, `operation` ties both to one
operation of a shop, and `dialects` knows how each way of calling (WS-I, rpc/encoded, v1, XML-RPC, Magento 2) differs.
"""
