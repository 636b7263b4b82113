"""The file of a configuration: which one it is, and what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from codegen.config.client import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.files import is_there, read_file, real
from codegen.origin import Origin

PROJECT_FILE = "pyproject.toml"
OWN_FILE = "magento-codegen.toml"
TABLE = "magento-codegen"


def find_config(start: Path) -> Path | None:
    """The configuration for a folder: its own or the nearest above it. None when there is none."""
    for folder in (real(start), *real(start).parents):
        own, project = folder / OWN_FILE, folder / PROJECT_FILE
        if is_there(own):
            return own
        if is_there(project) and TABLE in _tools(_load(project)[0]):
            return project
    return None


def load_config(path: Path) -> tuple[ClientConfig, ...]:
    """All clients of a configuration file. Raises CodegenError (2) naming file and line of what is wrong."""
    from codegen.config.keys import clients_of
    from codegen.config.table import CheckedTable, TomlText

    data, text = _load(path)
    table = _tools(data).get(TABLE) if path.name == PROJECT_FILE else data
    if not isinstance(table, dict):
        raise CodegenError(f"{path}: there is no [tool.{TABLE}] table; write one with init", exit_code=2)
    return clients_of(CheckedTable(table, TomlText(path, text)), f"tool.{TABLE}.clients")


def _tools(data: dict[str, Any]) -> dict[str, Any]:
    """The tables of all tools, of which ours is one; whatever else `tool` may be is none."""
    tools = data.get("tool")
    return tools if isinstance(tools, dict) else {}


def _load(path: Path) -> tuple[dict[str, Any], str]:
    import tomllib

    data = read_file(path, str(path), exit_code=2)
    try:
        text = data.decode("utf-8")
        return tomllib.loads(text), text
    except UnicodeDecodeError as error:
        raise CodegenError(f"{path}: is not UTF-8, as TOML must be", exit_code=2) from error
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(where[1]), int(where[2])) if where else (0, 0)
        raise CodegenError(
            f"is not valid TOML: {error}", exit_code=2, origin=Origin(str(path), line, column)
        ) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists in lists in lists
        raise CodegenError(f"{path}: is no TOML that can be read: {error}", exit_code=2) from error
