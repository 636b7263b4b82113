"""What is worth a warning about the attributes of a shop."""

from __future__ import annotations

__all__ = ["CustomAttributeWarning", "UnknownOptionWarning"]


class CustomAttributeWarning(UserWarning):
    """A custom attribute of which no type is known is sent in a form that the shop is likely to refuse."""


class UnknownOptionWarning(UserWarning):
    """An attribute has an option that the package doesn't know: it came into the shop after the snapshot."""
