# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Options of a shop's attributes: enums whose members know their labels.

The classes are made when they are first asked for (`attribute_table`): a shop may have tens of thousands of options.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, IntEnum, StrEnum
from typing import Any, NamedTuple, Self, cast


class OptionText(NamedTuple):
    """What is known of an option besides its value; `labels` are those of store views that differ from `label`."""

    label: str
    swatch: str
    labels: Mapping[str, str]


class OptionsOf(NamedTuple):
    """What is known of all options of an attribute: its code, and the texts by the names of the members.

    `several` tells that the attribute holds more than one at a time.
    """

    code: str
    several: bool
    texts: Mapping[str, OptionText]


class Option(Enum):
    """Base of all options."""

    @property
    def label(self) -> str:
        """The default label: the one that administrators see."""
        return options_of(type(self)).texts[self.name].label

    @property
    def swatch(self) -> str:
        """A colour (`#ff0000`), a text, or the path of an image; empty where the snapshot knows none."""
        return options_of(type(self)).texts[self.name].swatch

    def label_in(self, store: str) -> str:
        """The label in the store view of that code, which is the default one where it has none of its own."""
        text = options_of(type(self)).texts[self.name]
        return text.labels.get(store, text.label)

    @classmethod
    def from_label(cls, label: str) -> Self:
        """The option of a label: a default one, else one of any store view.

        Raises ValueError when there is none, or several.
        """
        texts = options_of(cls).texts
        found = [name for name, text in texts.items() if text.label == label]
        found = found or [name for name, text in texts.items() if label in text.labels.values()]
        if len(found) != 1:
            what = f"several: {', '.join(found)}" if found else "none"
            raise ValueError(f"{label!r} must be the label of one {cls.__name__}, and is that of {what}")
        return cls[found[0]]


class IntOption(Option, IntEnum):
    """Base of options whose values are integers."""


class TextOption(Option, StrEnum):
    """Base of options whose values are texts."""


def options_of(options: type[Option]) -> OptionsOf:
    """What is known of the options of a class. Raises TypeError for one that no attribute has."""
    found: Any = vars(options).get("_options_of")
    if found is None:
        raise TypeError(f"{options.__name__} is made of no attribute of the shop")
    return cast(OptionsOf, found)


def make_options(
    module: str, name: str, values: Mapping[str, int | str], about: OptionsOf
) -> type[IntOption] | type[TextOption]:
    """The class of an attribute's options, `values` by the names of its members."""
    base: Any = IntOption if all(isinstance(value, int) for value in values.values()) else TextOption
    made: Any = base(name, dict(values), module=module, qualname=name)
    made._options_of = about
    return cast("type[IntOption] | type[TextOption]", made)
