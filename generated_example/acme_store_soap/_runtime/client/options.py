# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What a caller may set for one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..http.limits import check_count, check_flag, check_headers, check_query, check_store, check_timeout
from ..rest.fields import Fields, render_fields

__all__ = ["RequestOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOptions:
    """Settings of one call; what is None is taken from the client.

    `store` is a store code: `"all"` is the admin scope (default values), a store view's code is that view, and `""`
    names no store, which Magento takes as the default store view. `timeout` is in seconds. `fields` limits what the
    answer holds: `("items", ["sku", "name"])`, to which list operations add `total_count`, or a text that is sent as it
    is: `"items[sku,name]"`. `extra_query` and `extra_headers`
    are added to the request. `allow_unknown_fields` sends fields that the definitions do not know, such as those of
    a module that was not there when the client was generated, and values that are no object or list where one belongs.
    `idempotent` says whether the request may be sent again after it may have reached the shop; None leaves that to the
    operation: reading, deleting, and storing an entity under its key.
    """

    store: str | None = None
    timeout: float | None = None
    max_retries: int | None = None
    fields: Fields | None = None
    extra_headers: Mapping[str, str] = field(default_factory=dict[str, str])
    extra_query: Mapping[str, Any] | Sequence[tuple[str, str]] = ()
    allow_unknown_fields: bool = False
    idempotent: bool | None = None

    def __post_init__(self) -> None:
        """Raises RequestError for settings that can't be meant."""
        check_store(self.store)
        check_headers("extra_headers", self.extra_headers)
        check_query("extra_query", self.extra_query)
        check_flag("allow_unknown_fields", self.allow_unknown_fields)
        check_flag("idempotent", self.idempotent)
        if self.fields is not None:
            render_fields(self.fields)
        if self.timeout is not None:
            check_timeout(self.timeout)
        if self.max_retries is not None:
            check_count("max_retries", self.max_retries, 0)


DEFAULT_OPTIONS = RequestOptions()


def checked_options(options: object) -> RequestOptions:
    """The options of a call; those of none are the default. Raises TypeError for anything else, such as a dict."""
    if options is None:
        return DEFAULT_OPTIONS
    if isinstance(options, RequestOptions):
        return options
    raise TypeError(
        f"options takes RequestOptions(...), such as RequestOptions(timeout=5), not {type(options).__name__}"
    )


Options: TypeAlias = RequestOptions | None
"""What every method takes as `options`."""
