"""The file of a configuration: which one it is, and what it says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from codegen.config.client import ClientConfig
from codegen.config.keys import clients_of
from codegen.config.table import Table, TomlText
from codegen.diagnostics import CodegenError
from codegen.ir import Origin

PROJECT_FILE = "pyproject.toml"
OWN_FILE = "magento-codegen.toml"
TABLE = "magento-codegen"


def find_config(start: Path) -> Path | None:
    """The configuration for a folder: its own or the nearest above it. None when there is none."""
    for folder in (start.resolve(), *start.resolve().parents):
        own, project = folder / OWN_FILE, folder / PROJECT_FILE
        if own.is_file():
            return own
        if project.is_file() and TABLE in _load(project)[0].get("tool", {}):
            return project
    return None


def load_config(path: Path) -> tuple[ClientConfig, ...]:
    """All clients of a configuration file. Raises CodegenError (2) naming file and line of what is wrong."""
    data, text = _load(path)
    table = data.get("tool", {}).get(TABLE) if path.name == PROJECT_FILE else data
    if not isinstance(table, dict):
        raise CodegenError(f"{path}: there is no [tool.{TABLE}] table; write one with init", exit_code=2)
    return clients_of(Table(table, TomlText(path, text)), f"tool.{TABLE}.clients")


def _load(path: Path) -> tuple[dict[str, Any], str]:
    try:
        text = path.read_bytes().decode("utf-8")
        return tomllib.loads(text), text
    except OSError as error:
        raise CodegenError(f"{path}: can't be read: {error.strerror or error}", exit_code=2) from error
    except UnicodeDecodeError as error:
        raise CodegenError(f"{path}: is not UTF-8, as TOML must be", exit_code=2) from error
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(where[1]), int(where[2])) if where else (0, 0)
        raise CodegenError(
            f"is not valid TOML: {error}", exit_code=2, origin=Origin(str(path), line, column)
        ) from error
