# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The base of the generated models, and how answers become models and models become requests."""

try:
    import pydantic as pydantic
except ModuleNotFoundError as error:
    raise ModuleNotFoundError("these models need pydantic: pip install pydantic", name=error.name) from error
