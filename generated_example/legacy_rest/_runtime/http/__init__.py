# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""HTTP as all clients use it: requests and answers, sending and waiting, retries, logs, and the errors of refusals."""
