"""One page of a list, as a list operation answers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..models.base import Model
from ..search.criteria import SearchCriteria


def page_of(entries: Sequence[Any], criteria: SearchCriteria, result_type: Any) -> Any:
    """The page that criteria ask for; none of its fields that the result's type lacks. Past the end it is empty."""
    size = criteria.page_size
    start = ((criteria.current_page or 1) - 1) * size if size else 0
    page = list(entries[start : start + size] if size else entries)
    if not (isinstance(result_type, type) and issubclass(result_type, Model)):
        return page
    asked: dict[str, Any] = {"filter_groups": [], **criteria.data()}
    whole: dict[str, Any] = {"items": page, "search_criteria": asked, "total_count": len(entries)}
    known = {field.serialization_alias or name for name, field in result_type.model_fields.items()}
    return {name: value for name, value in whole.items() if name in known}
