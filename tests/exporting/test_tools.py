"""Tool definitions of chosen operations."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from codegen.commands.options import described_client
from codegen.exporting.tools import Choice, Style, tools
from codegen.run import planning
from codegen.source import Inputs
from codegen.symbols import assign
from tests.command_line import EXAMPLE, Run

ALL = Choice()


def made(choice: Choice = ALL, style: Style = "mcp") -> dict[str, dict[str, object]]:
    client = described_client(sources=(str(EXAMPLE / "magento2"),), output=None, package=None)
    api = planning.read(client, Inputs()).api
    found = tools(api, assign(api, {}), choice, style)
    return {str(tool.get("name") or tool["function"]["name"]): tool for tool in found}


def test_a_tool_takes_the_arguments_of_the_method() -> None:
    tool = made()["acme_catalog_product_repository_save"]
    schema = tool["inputSchema"]
    assert isinstance(schema, dict)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"product": {"sku": "A-1", "price": 12.5}})
    assert not validator.is_valid({"product": {"sku": ["A-1"]}})
    assert not validator.is_valid({})
    assert not validator.is_valid({"product": {}, "unknown": 1})
    assert tool["annotations"] == {"readOnlyHint": False, "destructiveHint": False, "openWorldHint": True}


def test_reads_and_permissions_are_chosen() -> None:
    reads = made(Choice(writes=False))
    assert reads
    assert all(tool["annotations"]["readOnlyHint"] for tool in reads.values())  # type: ignore[index]
    writes = made(Choice(reads=False))
    assert not set(reads) & set(writes)
    assert set(reads) | set(writes) == set(made())
    allowed = made(Choice(acl=("Acme_Sales::*",)))
    assert any("sales" in name for name in allowed)
    assert "acme_catalog_product_repository_save" not in allowed


@pytest.mark.parametrize(
    ("style", "key"), [("anthropic", "input_schema"), ("openai", "function"), ("mcp", "inputSchema")]
)
def test_styles(style: Style, key: str) -> None:
    assert all(key in tool for tool in made(style=style).values())


def test_the_command(run: Run) -> None:
    source = ("export", "tools", "--source", EXAMPLE / "magento2")
    done = run(*source, "--operation", "acme_catalog.product_repository.g*", "--reads")
    assert {tool["name"] for tool in json.loads(done.stdout)} == {
        "acme_catalog_product_repository_get",
        "acme_catalog_product_repository_get_list",
    }
    assert run(*source, "--operation", "nothing.*").returncode == 2
