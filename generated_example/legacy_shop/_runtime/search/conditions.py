# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What filters are made of: names of fields, and conditions as the shops' servers know them."""

from __future__ import annotations

from collections.abc import Collection

from ..errors import RequestError
from ..models.nearest import nearest
from ..shapes import is_text

_MEANT = {"moreq": "gteq"}
"""Documented names that no server knows, and what they stand for: it would compare for equality.

`prepareSqlCondition` of Magento\\Framework\\DB\\Adapter\\Pdo\\Mysql, and of Varien_Db_Adapter_Pdo_Mysql.
"""


def meant(condition: str) -> str:
    """The condition to send for one that a user wrote."""
    return _MEANT.get(condition, condition)


def checked_condition(condition: object, known: Collection[str]) -> str:
    """The condition to send for one that a user wrote. Raises RequestError for one that is not among the `known`."""
    if not is_text(condition) or condition not in known:
        likely = nearest(condition, known) if is_text(condition) else ""
        raise RequestError(
            f"there is no condition {condition!r:.60}{likely or '; valid are ' + ', '.join(known)}"
        )
    return meant(condition)


def checked_field(name: object) -> str:
    """The name of a field to filter or sort by. Raises RequestError for what is no text, or a blank one."""
    if not is_text(name) or not name.strip():
        raise RequestError(f"a filter or sort order needs the name of a field, not {name!r:.60}")
    return name
