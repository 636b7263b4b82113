# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Conditions as the shops' servers know them."""

from __future__ import annotations

_MEANT = {"moreq": "gteq"}
"""Documented names that no server knows, and what they stand for: it would compare for equality.

`prepareSqlCondition` of Magento\\Framework\\DB\\Adapter\\Pdo\\Mysql, and of Varien_Db_Adapter_Pdo_Mysql.
"""


def meant(condition: str) -> str:
    """The condition to send for one that a user wrote."""
    return _MEANT.get(condition, condition)
