# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Dates and times as Magento writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime


def moment_text(value: date) -> str:
    """A day, or a moment in UTC: Magento ignores an offset. What has no time zone is taken as it is."""
    if not isinstance(value, datetime):
        return value.isoformat()
    moment = value.astimezone(UTC) if value.tzinfo is not None else value
    return moment.strftime("%Y-%m-%d %H:%M:%S")
