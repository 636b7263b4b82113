# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Values of a shop's attributes: from what it sends to Python, and from Python to what it takes.

It takes another form than it gives (Magento\\Framework\\Webapi\\CustomAttribute\\PreprocessorInterface,
Magento\\Framework\\Webapi\\ServiceInputProcessor::convertValue): an attribute with an integer column refuses JSON's
`true` and a select's list, though a multiselect holds several values.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from ..callers import callers_level
from ..shapes import is_list, is_map, is_sequence, is_set
from .attribute_warnings import CustomAttributeWarning, UnknownOptionWarning
from .moments import moment_text
from .options import IntOption, Option, TextOption, options_of

LIST_VALUED = frozenset({"category_ids"})
"""Attributes whose value is a list on the wire (Magento\\Catalog\\Model\\Product\\Attribute\\Backend\\Category)."""

_warned: set[tuple[type, str]] = set()


def decoded(kind: str, value: Any, options: type[IntOption] | type[TextOption] | None = None) -> Any:
    """A value as Python has it; what is not of the kind is given as it came, and what is empty as None.

    `kind` is one of `attribute_table`; `options` is the class of options, for the kinds that have such.
    """
    if kind.startswith("list["):
        if value is None:
            return None
        items = value if is_list(value) else [item for item in str(value).split(",") if item]
        return [decoded(kind[5:-1], item, options) for item in items]
    if value is None or kind in ("any", "str"):
        return value
    if value == "":
        return None
    if kind == "option":
        return _option(value, options)
    try:
        return _READERS[kind](value)
    except (TypeError, ValueError, InvalidOperation):
        return value


def stored(kind: str, value: Any, code: str = "") -> Any:
    """A value in the form that the shop takes: flags are 1 and 0, several values are divided by commas.

    `code` is that of the attribute.
    """
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Option):
        return str(value.value)
    if isinstance(value, date):
        return _moment_text(value, dated=kind == "date")
    if kind in ("any", "list[any]") or is_map(value):
        return value
    if is_set(value):
        value = sorted(value, key=str)
    if not is_sequence(value):
        return value
    texts = [str(stored("str", item)) for item in value]
    return texts if code in LIST_VALUED else ",".join(texts)


def check_untyped(code: str, value: Any) -> None:
    """Warn of a value that the shop is likely to refuse, under the code of an attribute of which no type is known."""
    if isinstance(value, bool):
        form = f"{value} as JSON's {str(value).lower()}, which an attribute of an integer column refuses; give 1 or 0"
    elif is_sequence(value) and value and code not in LIST_VALUED and not any(map(is_map, value)):
        form = (
            "a list, which Magento takes for few attributes; a multiselect takes the values divided by commas"
        )
    else:
        return
    warnings.warn(
        f"custom attribute {code!r} is sent as {form}. The package knows no type of it: see `attributes_from` and "
        "`attributes` in the configuration of magento-codegen",
        CustomAttributeWarning,
        stacklevel=callers_level(),
    )


def _option(value: Any, options: type[IntOption] | type[TextOption] | None) -> Any:
    if options is None:
        return value
    plain: Any = value
    if issubclass(options, IntOption):
        try:
            plain = int(str(value))
        except ValueError:
            plain = value
    else:
        plain = str(value)
    try:
        return options(plain)
    except ValueError:
        _warn_unknown(options, str(value))
        return plain


def _warn_unknown(options: type[IntOption] | type[TextOption], value: str) -> None:
    """Say once that an option is not known."""
    if (options, value) in _warned:
        return
    _warned.add((options, value))
    warnings.warn(
        f"attribute {options_of(options).code!r} has the option {value!r}, which {options.__name__} doesn't know; take "
        "a new snapshot of the shop's attributes",
        UnknownOptionWarning,
        stacklevel=callers_level(),
    )


def _moment_text(value: date, *, dated: bool) -> str:
    """A date or time as text; of a `dated` attribute, a moment at midnight is a day."""
    whole_day = dated and isinstance(value, datetime) and value.time() == time() and value.tzinfo is None
    return moment_text(date(value.year, value.month, value.day) if whole_day else value)


def _flag(value: Any) -> Any:
    return {"1": True, "0": False, "true": True, "false": False}.get(str(value).lower(), value)


def _number(of: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda value: of(str(value))


def _date(value: Any) -> date:
    """A day; a moment of it where the shop has stored one, so that writing it back changes nothing."""
    moment = _moment(value)
    return moment if moment.time() != time() else moment.date()


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(str(value))


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "int": _number(int),
    "float": _number(float),
    "decimal": _number(Decimal),
    "bool": _flag,
    "date": _date,
    "datetime": _moment,
}
