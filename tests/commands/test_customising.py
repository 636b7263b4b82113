"""Own templates and plug-ins, through the real command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from codegen.output.formatting import LEFT_ALONE
from tests.command_line import REPOSITORY, Result, Run, environment

PLUGIN = Path(__file__).parent / "plugin"


@pytest.fixture
def with_plugin(tmp_path: Path, run: Run) -> Run:
    shutil.copytree(PLUGIN, tmp_path / "site")
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "a.toy").write_text("GET /V1/toys\nnonsense\nGET /V1/old\n")

    def call(*arguments: str) -> Result:
        return run(*arguments, env={"PYTHONPATH": f"{REPOSITORY}{os.pathsep}{tmp_path / 'site'}"})

    return call


def test_a_plugin_reads_changes_and_writes(tmp_path: Path, with_plugin: Run) -> None:
    arguments = ("generate", "--source", "shop", "--output", "out/toys")
    done = with_plugin(*arguments)
    assert done.returncode == 0, done.stderr
    assert "shop/a.toy:2: warning toy-line `nonsense` is no route" in done.stderr
    assert "toys: 2 generated, 0 degraded, 0 skipped of 2 items in the input" in done.stderr
    text = (tmp_path / "out/toys/__init__.py").read_text()
    assert text == LEFT_ALONE + '\n"""Toys of toys."""\n\nCALLS = {"GET /V1/toys": "toys"}\n'
    assert with_plugin(*arguments, "--check").returncode == 0
    metadata = tmp_path / "site/toy_plugin-1.0.dist-info/METADATA"
    metadata.write_text(metadata.read_text().replace("Version: 1.0", "Version: 1.1"))
    stale = with_plugin(*arguments, "--check")
    assert "because option changed: plugins" in stale.stderr


def test_without_the_plugin_nobody_knows_the_format(tmp_path: Path, run: Run) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "a.toy").write_text("GET /V1/toys\n")
    done = run("generate", "--source", "shop", "--output", "out/toys")
    assert done.returncode == 3
    assert "shop: no definitions found" in done.stderr


def configured(shop: Path, template: str, text: str) -> Path:
    config = shop / "magento-codegen.toml"
    config.write_text(config.read_text() + 'templates = "own"\n')
    path = shop / "own" / template
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_one_template_is_replaced_by_name(shop: Path, run: Run) -> None:
    path = configured(
        shop,
        "package/reference.md.jinja",
        "{{ header }}{{ title }}\n{% for row in references %}{{ row.route }} = {{ row.call }}\n{% endfor %}",
    )
    assert run("generate").returncode == 0
    package = shop / "src/acme_store"
    assert "GET /V1/acme/products/{sku} = " in (package / "REFERENCE.md").read_text()
    assert (package / "client.py").exists()
    assert run("generate", "--check").returncode == 0
    path.write_text(path.read_text() + "more\n")
    stale = run("generate", "--check")
    assert stale.returncode == 1
    assert "because input changed: templates/package/reference.md.jinja" in stale.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ no_such_name }}", "package/reference.md.jinja"),
        ("{% for %}", "package/reference.md.jinja:1"),
    ],
)
def test_a_wrong_template_is_one_clear_line(shop: Path, run: Run, text: str, message: str) -> None:
    configured(shop, "package/reference.md.jinja", text)
    done = run("generate")
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert "please report" not in done.stderr


def test_a_template_that_makes_no_python_names_file_and_line(shop: Path, run: Run) -> None:
    configured(shop, "package/operations.py.jinja", "x = 1\ndef broken(:\n")
    done = run("generate")
    assert done.returncode != 0
    assert "operations.py:2: is not valid Python" in done.stderr
    assert not (shop / "src").exists()


def test_a_package_works_under_another_name_and_place(shop: Path, run: Run, tmp_path: Path) -> None:
    assert run("generate").returncode == 0
    moved = tmp_path / "elsewhere" / "vendored" / "shops" / "renamed"
    shutil.copytree(shop / "src/acme_store", moved)
    probe = (
        "from vendored.shops.renamed import Client, OPERATIONS, models, SearchCriteria\n"
        "client = Client('http://127.0.0.1:9')\n"
        "print(client.acme_catalog.product_repository, models.acme_catalog.Product(sku='x').sku)\n"
        "print(OPERATIONS['GET /V1/acme/products/{sku}'].path)\n"
        "import sys; print([name for name in sys.modules if name.split('.')[0] == 'codegen'])\n"
    )
    env = environment(tmp_path)
    del env["PYTHONPATH"]
    done = subprocess.run(
        [sys.executable, "-c", probe],
        cwd=tmp_path / "elsewhere",
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2:] == ["/V1/acme/products/{sku}", "[]"]


def test_a_package_tells_code_hosts_that_it_is_generated_if_asked(shop: Path, run: Run) -> None:
    config = shop / "magento-codegen.toml"
    assert run("generate").returncode == 0
    assert not (shop / "src/acme_store/.gitattributes").exists()
    whole = config.read_text()
    config.write_text(whole + "gitattributes = true\n")
    assert run("generate", "--check").returncode == 1
    assert run("generate").returncode == 0
    subprocess.run(["git", "init", "-q"], cwd=shop, check=True)
    files = [
        "src/acme_store/client.py",
        "src/acme_store/models/acme_catalog.py",
        "src/acme_store/REFERENCE.md",
    ]
    asked = ["git", "check-attr", "linguist-generated", "--", *files, "magento-codegen.toml"]
    told = subprocess.run(asked, cwd=shop, check=True, capture_output=True, text=True).stdout.splitlines()
    assert [line.rpartition(": ")[2] for line in told] == ["set", "set", "set", "unspecified"]
    config.write_text(whole)
    assert run("generate").returncode == 0
    assert not (shop / "src/acme_store/.gitattributes").exists()


def test_a_package_can_be_a_distribution_of_its_own(shop: Path, run: Run) -> None:
    config = shop / "magento-codegen.toml"
    config.write_text(
        config.read_text()
        + 'package = "acme.clients.acme_store"\ndistribution = {name = "acme-store", version = "1.2.0"}\n'
    )
    assert run("generate").returncode == 0
    project = tomllib.loads((shop / "src/acme_store/pyproject.toml").read_text())
    assert (project["project"]["name"], project["project"]["version"]) == ("acme-store", "1.2.0")
    assert project["project"]["dependencies"] == ["pydantic>=2.11", "httpx2>=2.10"]
    assert set(project["project"]["optional-dependencies"]) == {"oauth", "xml"}
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["sources"] == {"": "acme/clients/acme_store"}
    assert run("generate", "--check").returncode == 0
