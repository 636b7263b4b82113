"""How a run talks: diagnostics, the account of items and progress, as text or in a machine's format.

Text goes to standard error, so that a report on standard output can be piped. Machine formats go to standard output
unless a report is there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any, Literal, get_args

from codegen import __version__
from codegen.console.printing import colour, say
from codegen.diagnostics import CodegenError, Diagnostic, Level, counted
from codegen.files import slashed
from codegen.origin import Origin
from codegen.plugins import PluginError

if TYPE_CHECKING:
    from codegen.console.explanations import Explanation
    from codegen.ir import Api, Item

LogFormat = Literal["text", "json", "github", "sarif"]
LOG_FORMATS: tuple[str, ...] = get_args(LogFormat)

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "blue"}
_SARIF_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_GITHUB_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Reporter:
    """Collects what a run has to say and prints it in one format.

    `report_on_stdout` keeps standard output free; `verbose` adds the traceback of a plug-in that failed; `quiet` leaves
    errors only.
    """

    def __init__(
        self,
        log_format: LogFormat = "text",
        *,
        report_on_stdout: bool = False,
        verbose: bool = False,
        quiet: bool = False,
    ) -> None:
        self.log_format = log_format
        self._only_errors = quiet
        self._verbose = verbose
        self._results: list[Diagnostic] = []
        self._told: set[str] = set()
        self._stream: IO[str] = sys.stderr if log_format == "text" or report_on_stdout else sys.stdout

    @property
    def quiet(self) -> bool:
        """Whether nobody looks on: what is printed is for a machine, or errors are all that is wanted."""
        return self._only_errors or self.log_format != "text"

    @property
    def annotates(self) -> bool:
        """Whether what is printed is put beside the files it is about, so that notes alone would be lost."""
        return self.log_format in ("github", "sarif")

    def diagnostics(self, found: Iterable[Diagnostic], items: Iterable[Item] = ()) -> None:
        """Print diagnostics, one line each. One that gives an item's reason says what became of the item too."""
        fates = {(item.origin, item.id): item for item in items if not item.complete}
        for diagnostic in found:
            subject, _, reason = diagnostic.message.partition(": ")
            item = fates.get((diagnostic.origin, subject))
            if item and reason.startswith(item.reason) and self.log_format != "json":
                self._told.add(item.id)
                diagnostic = diagnostic._replace(message=f"{subject} is {item.status.value}: {reason}")
            self._results.append(diagnostic)
            if self._only_errors and diagnostic.level is not Level.ERROR:
                continue
            match self.log_format:
                case "text":
                    self._line(str(diagnostic), _COLOURS[diagnostic.level])
                case "json":
                    self._json({"type": "diagnostic", **_as_json(diagnostic)})
                case "github":
                    self._line(_as_github(diagnostic))
                case "sarif":
                    pass

    def failure(self, error: CodegenError) -> None:
        """Print why a run ended."""
        message = str(error).removeprefix(f"{error.origin}: ") if error.origin else str(error)
        if self.log_format == "text" and error.origin is None:
            self._line(f"error: {message}", "red")
        else:
            self.diagnostics([Diagnostic(Level.ERROR, error.code, message, error.origin)])
        if self._verbose and isinstance(error, PluginError) and error.__cause__:
            import traceback

            for line in traceback.format_exception(error.__cause__):
                say(line.rstrip("\n"), err=True)

    def items(self, client: str, api: Api) -> None:
        """Print what was degraded or skipped and not said yet, and the counts: they add up to the input's items."""
        from codegen.ir import Status

        for item in sorted(api.items, key=lambda item: (item.status.value, item.id)):
            if not item.complete and item.id not in self._told:
                self._item(item)
        self._told.clear()
        numbers = {status.value: sum(item.status is status for item in api.items) for status in Status}
        total = len(api.items)
        if self.log_format == "json" and not self._only_errors:
            self._json({"type": "counts", "client": client, **numbers, "total": total})
        else:
            parts = ", ".join(f"{number} {name}" for name, number in numbers.items())
            self.note(f"{client}: {parts} of {counted(total, 'item')} in the input")

    def note(self, message: str, **details: Any) -> None:
        """Print one line for the user. `details` are for JSON only."""
        if self._only_errors:
            return
        match self.log_format:
            case "json":
                self._json({"type": "note", "message": message, **details})
            case "sarif":
                pass
            case _:
                self._line(message)

    def finish(self) -> None:
        """Print what a format can only print at the end. Call it once, whatever happened."""
        if self.log_format == "sarif":
            say(json.dumps(_as_sarif(self._results), indent=1, ensure_ascii=False), file=self._stream)

    def _item(self, item: Item) -> None:
        if self._only_errors:
            return
        match self.log_format:
            case "json":
                origin = {"file": item.origin.file, "line": item.origin.line} if item.origin else None
                self._json(
                    {
                        "type": "item",
                        "id": item.id,
                        "status": item.status,
                        "reason": item.reason,
                        "origin": origin,
                    }
                )
            case _:
                message = f"{item.id} is {item.status.value}: {item.reason}"
                self.diagnostics(
                    [Diagnostic(Level.WARNING, f"item-{item.status.value}", message, item.origin)]
                )

    def _json(self, value: dict[str, Any]) -> None:
        say(json.dumps(value, ensure_ascii=False), file=self._stream)

    def _line(self, text: str, shade: str | None = None) -> None:
        say(text.replace("\n", "\\n"), file=self._stream, fg=colour(shade) if shade else None)


def _as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    origin = diagnostic.origin
    return {
        "level": diagnostic.level.value,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": origin.file if origin else None,
        "line": origin.line or None if origin else None,
        "column": origin.column or None if origin else None,
    }


def _as_github(diagnostic: Diagnostic) -> str:
    return github_command(
        _GITHUB_LEVELS[diagnostic.level], diagnostic.message, diagnostic.origin, title=diagnostic.code
    )


def github_command(kind: str, message: str, origin: Origin | None, *, title: str) -> str:
    """A workflow command of GitHub Actions (`::error file=...::message`), escaped as GitHub asks."""
    properties = {"title": title}
    if origin:
        properties["file"] = slashed(origin.file)
        if origin.line:
            properties["line"] = str(origin.line)
        if origin.column:
            properties["col"] = str(origin.column)
    shown = ",".join(
        f"{key}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
    )
    return f"::{kind} {shown}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _as_sarif(diagnostics: list[Diagnostic]) -> dict[str, Any]:
    from codegen.console.explanations import EXPLANATIONS

    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    driver = {
        "name": "magento-codegen",
        "version": __version__,
        "rules": [{"id": code, **_sarif_rule(EXPLANATIONS.get(code))} for code in codes],
    }
    results = [
        {
            "ruleId": diagnostic.code,
            "ruleIndex": codes.index(diagnostic.code),
            "level": _SARIF_LEVELS[diagnostic.level],
            "message": {"text": diagnostic.message},
            **({"locations": [_sarif_location(diagnostic.origin)]} if diagnostic.origin else {}),
        }
        for diagnostic in diagnostics
    ]
    return {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _sarif_rule(known: Explanation | None) -> dict[str, Any]:
    """What a rule says besides its id; a plug-in's own codes are not known here."""
    if known is None:
        return {}
    return {
        "shortDescription": {"text": known.meaning},
        "help": {"text": f"Magento: {known.magento} Mend: {known.mend}"},
    }


def _sarif_location(origin: Origin) -> dict[str, Any]:
    from urllib.parse import quote

    region = {
        **({"startLine": origin.line} if origin.line else {}),
        **({"startColumn": origin.column} if origin.line and origin.column else {}),
    }
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(slashed(origin.file), errors="surrogateescape")},
            **({"region": region} if region else {}),
        }
    }
