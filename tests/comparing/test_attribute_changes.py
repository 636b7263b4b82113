"""Drift of the shop's attributes: in `diff`, in `generate --check`, and the names that outlive it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from codegen.config import load_config
from codegen.output.lock import read_lock
from codegen.run.package import build
from tests.command_line import Run

CASE = Path(__file__).parents[1] / "cases" / "m2_shop_attributes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CASE / "input", tmp_path / "input")
    shutil.copy(CASE / "attributes.json", tmp_path / "attributes.json")
    framework = CASE.parents[2] / "schemas/example/magento2/vendor/magento/framework"
    config = (CASE / "config.toml").read_text("utf-8")
    config = config.replace("../../../schemas/example/magento2/vendor/magento/framework", str(framework))
    (tmp_path / "magento-codegen.toml").write_text(config, "utf-8")
    return tmp_path


def change(folder: Path, edit: Any) -> None:
    """Change the attributes of the tool, given by code, in place."""
    path = folder / "attributes.json"
    data = json.loads(path.read_text("utf-8"))
    entity = data["entities"]["acme_tools_tool"]
    known = {each["code"]: each for each in entity["attributes"]}
    edit(known)
    entity["attributes"] = list(known.values())
    path.write_text(json.dumps(data, indent=1), "utf-8")


def drop_red(known: dict[str, Any]) -> None:
    known["colour"]["options"] = [
        {"value": "30", "label": "Red"} if each["value"] == "4" else each
        for each in known["colour"]["options"]
    ]


CHANGES = [
    (lambda known: known.pop("teeth"), ["breaking attribute-removed acme_tools_tool.teeth is no longer there"]),
    (lambda known: known["teeth"].update(code="jaws"), [
        "breaking attribute-removed acme_tools_tool.teeth is no longer there",
        "additive attribute-added acme_tools_tool.jaws is new",
    ]),
    (lambda known: known["teeth"].update(type="varchar"), [
        "breaking attribute-type-changed acme_tools_tool.teeth was int, is str"
    ]),
    (lambda known: known["teeth"].update(required=True), ["breaking attribute-required acme_tools_tool.teeth"]),
    (lambda known: known["batch"].update(required=False), ["additive attribute-optional acme_tools_tool.batch"]),
    (drop_red, [
        "breaking option-removed acme_tools_tool.colour:4 is no longer there",
        "additive option-added acme_tools_tool.colour:30 is new",
    ]),
    (lambda known: known["colour"].update(applies_to=["simple"]), [
        "breaking attribute-narrowed acme_tools_tool.colour is no longer for virtual"
    ]),
    (lambda known: known["colour"].pop("applies_to"), [
        "additive attribute-widened acme_tools_tool.colour is for every type of product, too"
    ]),
    (lambda known: known["teeth"].update(applies_to=["bundle"]), [
        "breaking attribute-narrowed acme_tools_tool.teeth is only for bundle now"
    ]),
    (lambda known: known["made_in"]["options"].append({"value": "FR", "label": "France"}), [
        "additive option-added acme_tools_tool.made_in:FR is new"
    ]),
    (lambda known: known["made_in"]["options"][0].update(label="Deutschland"), []),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "messages"), CHANGES)
def test_diff_names_each_change_with_its_place(
    folder: Path, run: Run, edit: Any, messages: list[str]
) -> None:
    shutil.copytree(folder, folder / "old")
    change(folder, edit)
    done = run("diff", "old/attributes.json", "attributes.json", cwd=folder)
    lines = done.stdout.splitlines()[:-1]
    assert len(lines) == len(messages)
    for line, message in zip(lines, messages, strict=True):
        assert message in line
        assert "attributes.json:" in line
    assert done.returncode == any("breaking" in message for message in messages)


def test_check_and_diff_of_packages_tell_of_attributes(folder: Path, run: Run) -> None:
    assert run("generate", cwd=folder).returncode == 0
    assert run("generate", "--check", cwd=folder).returncode == 0
    shutil.copytree(folder / "out", folder / "old")
    change(folder, drop_red)
    checked = run("generate", "--check", cwd=folder)
    assert checked.returncode == 1
    said = checked.stdout + checked.stderr
    assert "because input changed: attributes.json" in said
    assert "client/attributes/acme_tools_tool.pyi, because of attributes.json" in said
    assert "breaking option-removed acme_tools_tool.colour:4 is no longer there" in said
    assert run("generate", cwd=folder).returncode == 0
    compared = run("diff", "old/client", "out/client", cwd=folder)
    assert compared.returncode == 1
    assert "codegen.lock:7: breaking option-removed acme_tools_tool.colour:4" in compared.stdout
    assert "[attributes.acme_tools_tool.ToolAttributes.colour: Colour.RED]" in compared.stdout


def test_names_of_attributes_and_options_are_kept(folder: Path) -> None:
    (client,) = load_config(folder / "magento-codegen.toml")
    built = build(client, None, lambda *_: None)
    out = folder / "package"
    out.mkdir()
    (out / "codegen.lock").write_text(built.files["codegen.lock"], "utf-8")

    def edit(known: dict[str, Any]) -> None:
        known["2nd-colour"]["options"][0]["label"] = "Crimson"
        known["2nd-colour"]["options"].insert(0, {"value": "2", "label": "Red"})
        known["attribute-2nd_colour"] = {"code": "attribute-2nd_colour", "user_defined": True}

    change(folder, edit)
    again = build(client, read_lock(out), lambda *_: None)
    stub = again.files["attributes/acme_tools_tool.pyi"]
    assert "    RED = 7\n" in stub
    assert "    RED_2 = 2\n" in stub
    assert "    attribute_2nd_colour: KeyedAttribute[Attribute2ndColour]\n" in stub
    assert "    attribute_2nd_colour_: KeyedAttribute[str]\n" in stub
