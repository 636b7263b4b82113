"""`doctor`: what it finds, and what it says is missing."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner

from codegen.cli import cli
from tests.command_line import EXAMPLE, Run
from tests.runtime.server import Answer, serving


def test_versions_cache_and_sources(run: Run) -> None:
    done = run("doctor", "--source", EXAMPLE / "magento2")
    assert done.returncode == 0, done.stdout
    for text in (
        "magento-codegen",
        "datamodel-code-generator",
        "Cache",
        "magento2",
        "contracts by registration.php",
    ):
        assert text in done.stdout
    assert "mend" not in done.stdout


def test_what_an_extra_lacks_is_said_and_nobody_must_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def installed(name: str) -> str:
        if name in ("oauthlib", "watchfiles"):
            raise PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr("codegen.commands.doctor.version", installed)
    done = CliRunner().invoke(cli, ["doctor", "--source", str(EXAMPLE / "magento2")])
    assert done.exit_code == 0
    lines = [line.strip() for line in done.output.splitlines()]
    for line, mend in (
        ("fetch  snapshots of a live shop, OAuth tokens: lacks oauthlib", "magento-codegen[fetch]"),
        ("watch  generate --watch: lacks watchfiles", "magento-codegen[watch]"),
    ):
        assert lines[lines.index(line) + 1] == f"mend: pip install '{mend}'"


def test_a_source_without_definitions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("doctor", "--source", "empty")
    assert done.returncode == 1
    assert "empty: no definitions found" in done.stdout
    assert "mend: a source is a Magento root" in done.stdout


def test_a_configuration_and_its_package(run: Run, shop: Path) -> None:
    assert "src/acme_store: no package yet" in run("doctor", cwd=shop).stdout
    assert run("generate", cwd=shop).returncode == 0
    assert "src/acme_store: has a package" in run("doctor", cwd=shop).stdout


def test_a_configuration_that_is_wrong_is_a_line(run: Run, shop: Path) -> None:
    (shop / "magento-codegen.toml").write_text("sources = 1\n")
    done = run("doctor", cwd=shop)
    assert done.returncode == 1
    assert "mend: magento-codegen.toml" in done.stdout


def test_a_shop_that_answers_and_one_that_does_not(run: Run) -> None:
    with serving(lambda seen: Answer(json.loads('{"swagger": "2.0"}'))) as server:
        done = run("doctor", server.url)
        assert done.returncode == 0
        assert "200 application/json" in done.stdout
        address = server.url
    done = run("doctor", address)
    assert done.returncode == 1
    assert "no API answers there" in done.stdout
    assert "Traceback" not in done.stderr
