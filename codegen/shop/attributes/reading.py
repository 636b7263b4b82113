"""What reading the attributes of any shop has in common: remembering what can't be read, and options with labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from codegen.shop.asking import Refused

Json = dict[str, Any]

WITH_OPTIONS = frozenset({"select", "multiselect"})
"""The kinds of input whose values are options."""


class Lacking:
    """What could not be read, one line each, in the order in which it was asked for."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def attempt(self, what: str, ask: Callable[[], Any]) -> Any:
        """What an answer holds; None when it is refused or not as Magento answers, which is remembered once."""
        try:
            return ask()
        except Refused as error:
            self.add(f"{what}: {error}")
        except (KeyError, TypeError, ValueError, AttributeError):
            self.add(f"{what}: the answer is none of Magento's")
        return None

    def add(self, line: str) -> None:
        """Remember a line, unless it is known."""
        if line not in self.lines:
            self.lines.append(line)


def options_of(listed: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """Values and labels of options, groups resolved; the empty value stands for none.

    A group has its options in `options` in Magento 2, in `value` in Magento 1.
    """
    waiting = list(listed)
    while waiting:
        option = waiting.pop(0)
        value = option.get("value")
        within = value if isinstance(value, list) else option.get("options")
        if within:
            waiting[:0] = within
        elif value not in (None, "", []):
            yield str(value), str(option.get("label") or "").strip()


def put_options(attribute: Json, listed: Iterable[Json]) -> None:
    """Add the options of an attribute with their default labels."""
    options = [{"value": value, "label": label} for value, label in options_of(listed)]
    if options:
        attribute["options"] = options


def put_labels(attribute: Json, store: str, listed: Iterable[Json]) -> None:
    """Add the labels that a store view has of its own to the options that an attribute has."""
    labels = dict(options_of(listed))
    for option in attribute.get("options", ()):
        label = labels.get(option["value"], option["label"])
        if label != option["label"]:
            option.setdefault("labels", {})[store] = label


def own_labels(listed: Iterable[Json], stores: Mapping[str, str], default: str) -> dict[str, str]:
    """The labels of store views (`stores`: their codes by number) that differ from the default one."""
    labels = {
        stores[str(each["store_id"])]: str(each["label"])
        for each in listed
        if str(each["store_id"]) in stores and each["label"] not in (None, default)
    }
    return dict(sorted(labels.items()))
