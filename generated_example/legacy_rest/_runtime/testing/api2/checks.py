# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What Magento 1's REST API demands of the fields of a request: the `validators` of api2.xml.

Follows Mage_Api2_Model_Resource_Validator_Fields and the classes of Zend_Validate that it makes, with their messages.
What a class of the shop's own demands isn't known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...shapes import is_text

_REQUIRED = "Value is required and can't be empty"
_INVALID = "Invalid type given. String, integer or float expected"
_PATTERN = re.compile(r"(\W)(?P<body>.*)\1(?P<flags>[imsxuD]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Check:
    """One demand on a field: the `kind` of api2.xml, its options, and the message that stands for its own."""

    kind: str
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    message: str = ""

    def refusal(self, value: Any) -> str:
        """What the shop says against a value, empty for nothing."""
        test = _TESTS.get(self.kind.lower())
        said = "" if test is None else test(value, self.options)
        return (self.message or said) if said else ""


@dataclass(frozen=True, slots=True)
class Checks:
    """What is demanded of the entries of a resource: of each field, and that they have some.

    `whole` tells that an update needs those as well.
    """

    fields: Mapping[str, Sequence[Check]]
    required: Sequence[str] = ()
    whole: bool = False

    def errors(self, entry: Mapping[str, Any], *, updates: bool) -> Iterator[str]:
        """What the shop says against an entry."""
        if self.whole or not updates:
            for name in self.required:
                if _is_empty(entry.get(name)):
                    yield f"{name}: {_REQUIRED}"
        for name, value in entry.items():
            for check in self.fields.get(name, ()):
                said = check.refusal(value)
                if said:
                    yield f"{name}: {said}"


def _is_empty(value: Any) -> bool:
    return value in (None, False, []) or (is_text(value) and not value.strip())


def _number(value: Any) -> float | None:
    """A value as PHP's comparison with a number has it; None for what is no number."""
    try:
        return float(value) if is_text(value) else None
    except ValueError:
        return None


def _between(value: Any, options: Mapping[str, str]) -> str:
    low, high = options.get("min", ""), options.get("max", "")
    least, found, most = _number(low), _number(value), _number(high)
    if least is None or most is None:
        return ""
    if options.get("inclusive", "1") in ("", "0"):
        inside = found is not None and least < found < most
        return "" if inside else f"'{value}' is not strictly between '{low}' and '{high}'"
    inside = found is not None and least <= found <= most
    return "" if inside else f"'{value}' is not between '{low}' and '{high}', inclusively"


def _float(value: Any, options: Mapping[str, str]) -> str:
    if not is_text(value):
        return _INVALID
    return "" if _number(value) is not None else f"'{value}' does not appear to be a float"


def _int(value: Any, options: Mapping[str, str]) -> str:
    if not is_text(value):
        return _INVALID
    number = _number(value)
    whole = number is not None and number.is_integer()
    return "" if whole else f"'{value}' does not appear to be an integer"


def _digits(value: Any, options: Mapping[str, str]) -> str:
    if not is_text(value):
        return _INVALID
    return "" if value.isdigit() else f"'{value}' must contain only digits"


def _regex(value: Any, options: Mapping[str, str]) -> str:
    written = options.get("pattern", "")
    pattern = _PATTERN.fullmatch(written)
    if pattern is None:
        return ""
    if not is_text(value):
        return _INVALID
    flags = "".join(flag for flag in pattern["flags"] if flag in "imsx")
    try:
        found = re.search(f"(?{flags}){pattern['body']}" if flags else pattern["body"], value)
    except re.error:  # a pattern of PHP's that Python doesn't know
        return ""
    return "" if found else f"'{value}' does not match against pattern '{written}'"


def _greater(value: Any, options: Mapping[str, str]) -> str:
    least, found = _number(options.get("min")), _number(value)
    if least is None or (found is not None and found > least):
        return ""
    return f"'{value}' is not greater than '{options['min']}'"


def _less(value: Any, options: Mapping[str, str]) -> str:
    most, found = _number(options.get("max")), _number(value)
    if most is None or (found is not None and found < most):
        return ""
    return f"'{value}' is not less than '{options['max']}'"


def _length(value: Any, options: Mapping[str, str]) -> str:
    if not is_text(value):
        return "Invalid type given. String expected"
    least, most = _number(options.get("min")), _number(options.get("max"))
    if least is not None and len(value) < least:
        return f"'{value}' is less than {options['min']} characters long"
    if most is not None and len(value) > most:
        return f"'{value}' is more than {options['max']} characters long"
    return ""


def _not_empty(value: Any, options: Mapping[str, str]) -> str:
    return _REQUIRED if _is_empty(value) else ""


_TESTS: Mapping[str, Callable[[Any, Mapping[str, str]], str]] = {
    "between": _between,
    "digits": _digits,
    "float": _float,
    "greaterthan": _greater,
    "int": _int,
    "lessthan": _less,
    "notempty": _not_empty,
    "regex": _regex,
    "stringlength": _length,
}
