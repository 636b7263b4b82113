# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Who the client is: kinds of credentials, tokens and OAuth 1.0a signatures."""
