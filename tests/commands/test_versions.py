"""Docblocks are read by the rules of the Magento that the sources are of, and `inspect` names it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import Run, run, warm
from tests.readers.magento2_support import webapi, write

__all__ = ["run", "warm"]

SERVICE = """<?php
namespace Acme\\Feed\\Api;
interface FeedInterface {
    /**
     * @param string $sku
     * @param string $sku
     * @return bool
     */
    public function remove($id, $sku);
    /** @return UnstructuredArray */
    public function rows();
    /**
     * @return string
     */
    public function untyped($anything);
}
"""
FRAMEWORK = {
    "2.1.6": "100.1.6",
    "2.2.5": "101.0.5",
    "2.3.0": "102.0.0",
    "2.4.6": "103.0.6",
    "2.4.7-p1": "103.0.7-p1",
}


def shop(folder: Path, **packages: dict[str, object]) -> Path:
    """A Magento with one module of ours, and the `composer.json` of these packages (the root's own is `root`)."""
    paths = {"root": "composer.json"}
    files = {
        paths.get(name, f"vendor/magento/{name}/composer.json"): json.dumps(content)
        for name, content in packages.items()
    }
    module = "app/code/Acme/Feed"
    routes = [
        ("DELETE", "/V1/feed/:id/:sku", "Acme\\Feed\\Api\\FeedInterface", "remove"),
        ("GET", "/V1/feed", "Acme\\Feed\\Api\\FeedInterface", "rows"),
        ("GET", "/V1/feed/:anything", "Acme\\Feed\\Api\\FeedInterface", "untyped"),
    ]
    return write(
        folder,
        {
            "app/etc/di.xml": "<config/>",
            f"{module}/registration.php": "<?php\nComponentRegistrar::register('module', 'Acme_Feed', __DIR__);",
            f"{module}/etc/webapi.xml": webapi(*routes),
            f"{module}/Api/FeedInterface.php": SERVICE,
            **files,
        },
    )


def statuses(run: Run, source: Path) -> tuple[str, dict[str, str]]:
    done = run("inspect", "--source", source, "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return told.get("version", ""), {item["id"]: item["status"] for item in told["items"]}


REMOVE, ROWS, UNTYPED = "DELETE /V1/feed/{id}/{sku}", "GET /V1/feed", "GET /V1/feed/{anything}"


@pytest.mark.parametrize(
    ("version", "degraded"),
    [
        ("2.1.6", {ROWS}),
        ("2.2.5", {ROWS}),
        ("2.3.0", {ROWS}),
        ("2.4.6", {REMOVE, ROWS, UNTYPED}),
        ("2.4.7-p1", {REMOVE, UNTYPED}),
    ],
)
def test_the_framework_tells_the_rules(tmp_path: Path, run: Run, version: str, degraded: set[str]) -> None:
    package: dict[str, object] = {"name": "magento/framework", "version": FRAMEWORK[version]}
    told, found = statuses(run, shop(tmp_path / "m2", framework=package))
    assert told == version
    assert {name for name, status in found.items() if status == "degraded"} == degraded
    assert set(found.values()) <= {"generated", "degraded"}
    assert run("inspect", "--source", "m2").stdout.startswith(f"Magento {version}\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("magento2-base", {"name": "magento/magento2-base", "version": "2.2.5"}),
        ("root", {"name": "magento/project-community-edition", "version": "2.2.5"}),
        ("root", {"name": "magento/shop", "require": {"magento/product-community-edition": "2.2.5"}}),
    ],
)
def test_other_packages_tell_the_version_too(
    tmp_path: Path, run: Run, name: str, content: dict[str, object]
) -> None:
    told, found = statuses(run, shop(tmp_path / "m2", **{name: content}))
    assert told == "2.2.5"
    assert found[REMOVE] == "generated"


def test_the_trees_own_reflection_counts_more_than_its_version(tmp_path: Path, run: Run) -> None:
    source = shop(tmp_path / "m2", framework={"name": "magento/framework", "version": "103.0.6"})
    write(
        source,
        {
            "vendor/magento/framework/Reflection/TypeProcessor.php": "<?php // UnstructuredArray getInterfaces()",
            "vendor/laminas/laminas-code/src/Reflection/ParameterReflection.php": "<?php // isBuiltin()",
        },
    )
    assert statuses(run, source)[1] == {REMOVE: "generated", ROWS: "generated", UNTYPED: "generated"}


def test_a_module_alone_is_read_by_the_newest_rules(tmp_path: Path, run: Run) -> None:
    shop(tmp_path / "m2")
    told, found = statuses(run, tmp_path / "m2/app/code/Acme/Feed")
    assert not told
    assert found == {REMOVE: "degraded", ROWS: "generated", UNTYPED: "degraded"}


def test_a_map_or_list_of_anything_is_generated(tmp_path: Path, run: Run) -> None:
    shop(tmp_path / "m2")
    done = run("generate", "--source", "m2", "--output", "acme_feed")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "acme_feed/resources/acme_feed.py").read_text("utf-8")
    assert "list[Any] | dict[str, Any]" in text
