"""`magento-codegen diff`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from codegen.console.printing import colour, say
from codegen.diagnostics import CodegenError
from codegen.origin import Origin

if TYPE_CHECKING:
    from codegen.comparing.changes import Change

Format = Literal["text", "json", "markdown", "github"]


@click.command(name="diff", short_help="Compare two APIs: what breaks callers, what is new.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "any", "none"]),
    default="breaking",
    show_default=True,
    help="Exit 1 when there are such changes.",
)
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json", "markdown", "github"]),
    default="text",
    show_default=True,
    help="markdown suits a pull request comment, github is annotations.",
)
def command(old: str, new: str, fail_on: Literal["breaking", "any", "none"], report: Format) -> int:
    """Compare two APIs. Each side is a source, a generated package, an `inspect` JSON, or git:REF[:path].

    git:REF without a path means the other side's path at that commit; where it has none, all is new.

    \b
    Examples:
      magento-codegen diff git:main src/acme_store
      magento-codegen diff src/acme_store /srv/magento --fail-on any
      magento-codegen diff v1.json v2.json --format markdown
    """
    from codegen.comparing.api_changes import compare
    from codegen.comparing.changes import Impact
    from codegen.comparing.places import at_sources
    from codegen.comparing.sides import load
    from codegen.machine.cache import Cache

    cache = Cache.for_user()
    try:
        before = load(old, new, {}, cache)
        after = load(new, old, before.names, cache)
        changes = compare(before.document, after.document, before.speaks & after.speaks)
        if report == "github":
            changes = at_sources(changes, Path(new), cache)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise CodegenError(f"{old} and {new} can't be compared: unexpected content ({error!r})") from error
    breaking = sum(change.impact is Impact.BREAKING for change in changes)
    if report == "text":
        _print(changes)
        say(_counted(changes, breaking))
    else:
        say(_FORMATS[report](changes, breaking))
    return int(bool({"breaking": breaking, "any": len(changes), "none": 0}[fail_on]))


def _counted(changes: Sequence[Change], breaking: int) -> str:
    return f"{breaking} breaking, {len(changes) - breaking} additive"


def _print(changes: Sequence[Change]) -> None:
    for change in changes:
        shade = "red" if change.impact == "breaking" else "green"
        say(f"{change.origin or '-'}: {change}", fg=colour(shade))


def _json(changes: Sequence[Change], breaking: int) -> str:
    from codegen.describe.document import place

    entries = [
        {
            "level": change.impact.value,
            "kind": change.kind,
            "subject": change.subject,
            "message": change.message,
            "python_name": change.python_name,
            "location": place(change.origin) if change.origin else None,
        }
        for change in changes
    ]
    summary = {"breaking": breaking, "additive": len(changes) - breaking, "changes": entries}
    return json.dumps(summary, indent=1, ensure_ascii=False)


def _markdown(changes: Sequence[Change], breaking: int) -> str:
    lines = ["## API changes", "", _counted(changes, breaking)]
    for impact, title in (("breaking", "Breaking"), ("additive", "Additive")):
        chosen = [change for change in changes if change.impact == impact]
        if chosen:
            lines += ["", f"### {title}", "", "| wire name | change | Python |", "|---|---|---|"]
            lines += [
                f"| {_cell(change.subject)} | {change.kind}: {_plain(change.message)} | {_cell(change.python_name)} |"
                for change in chosen
            ]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return f"`{text.replace('`', ' ').replace('|', chr(92) + '|')}`"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def _github(changes: Sequence[Change], breaking: int) -> str:
    from codegen.console.reporting import github_command

    lines = [
        github_command(
            "error" if change.impact == "breaking" else "notice",
            f"{change.subject} {change.message} [{change.python_name}]",
            _in_work_tree(change.origin),
            title=change.kind,
        )
        for change in changes
    ]
    return "\n".join([*lines, _counted(changes, breaking)])


def _in_work_tree(origin: Origin | None) -> Origin | None:
    """The place that GitHub can show: the file of today for what only an old commit has."""
    if origin is None or not origin.file.startswith("git:"):
        return origin
    return Origin(origin.file.split(":", 2)[2])


_FORMATS = {"json": _json, "markdown": _markdown, "github": _github}
