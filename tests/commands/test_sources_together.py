"""Sources that don't go together, and packages that lie where they can't: said, never a loss."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.command_line import EXAMPLE, Run, run, shop, tree, warm

__all__ = ["run", "shop", "warm"]

MAGENTO2_WSDL = EXAMPLE / "magento2-wsdl" / "acmeSalesInvoiceOrderV1.wsdl"
FRAGMENTS = Path(__file__).resolve().parents[1] / "fragments" / "wsdl"
MAGENTO1_WSDL = FRAGMENTS / "shop_wsi.wsdl"
OTHER_WSDL = FRAGMENTS / "bare.wsdl"


def refused(run: Run, folder: Path, *sources: str) -> dict[str, list[str]]:
    """The sources by client of the configuration that the message shows; as it is, it generates a package of each."""
    arguments = [text for source in sources for text in ("--source", source)]
    for command in (("generate", *arguments, "--output", "pkg"), ("inspect", *arguments)):
        done = run(*command, cwd=folder)
        assert done.returncode == 2, done.stderr
        assert "these sources don't go together" in done.stderr
        assert not (folder / "pkg").exists()
    configuration = done.stderr[done.stderr.index("clients = [") :]
    (folder / "magento-codegen.toml").write_text(configuration, "utf-8")
    done = run("generate", cwd=folder)
    assert done.returncode == 0, done.stderr
    clients = tomllib.loads(configuration)["clients"]
    assert all((folder / client["output"] / "codegen.lock").is_file() for client in clients)
    return {client["name"]: client["sources"] for client in clients}


@pytest.fixture
def both(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE / "magento1", tmp_path / "m1")
    shutil.copytree(EXAMPLE / "magento2", tmp_path / "m2")
    return tmp_path


@pytest.mark.parametrize("order", [("m1", "m2"), ("m2", "m1")])
def test_a_magento_1_beside_a_magento_2(both: Path, run: Run, order: tuple[str, ...]) -> None:
    assert refused(run, both, *order) == {"magento2": ["m2"], "magento1": ["m1"]}


def test_wsdls_of_both_in_one_folder(tmp_path: Path, run: Run) -> None:
    (tmp_path / "defs").mkdir()
    shutil.copy(MAGENTO2_WSDL, tmp_path / "defs" / "a.wsdl")
    shutil.copy(MAGENTO1_WSDL, tmp_path / "defs" / "b.wsdl")
    expected = {"magento2": ["defs/a.wsdl"], "magento1": ["defs/b.wsdl"]}
    assert refused(run, tmp_path, "defs") == expected
    shutil.copy(OTHER_WSDL, tmp_path / "defs" / "c.wsdl")
    assert refused(run, tmp_path, "defs") == {**expected, "soap": ["defs/c.wsdl"]}


def test_routes_beside_the_wsdl_of_a_magento_1(both: Path, run: Run) -> None:
    shutil.copy(MAGENTO1_WSDL, both / "one.wsdl")
    module = "m2/app/code/Acme/Catalog"
    assert refused(run, both, module, "one.wsdl") == {"magento2": [module], "magento1": ["one.wsdl"]}


def test_a_magento_1_beside_the_wsdl_of_a_magento_2(both: Path, run: Run) -> None:
    shutil.copy(MAGENTO2_WSDL, both / "two.wsdl")
    assert refused(run, both, "m1", "two.wsdl") == {"magento1": ["m1"], "magento2": ["two.wsdl"]}


def test_modules_of_both_in_one_folder(both: Path, run: Run) -> None:
    modules = both / "modules"
    shutil.copytree(both / "m2/app/code/Acme/Catalog", modules / "Catalog")
    (modules / "Legacy/etc").mkdir(parents=True)
    shutil.copy(both / "m1/api.xml", modules / "Legacy/etc/api.xml")
    done = run("generate", "--source", "modules", "--output", "pkg", cwd=both)
    assert done.returncode == 3
    assert "modules/Legacy/etc/" in done.stderr
    assert "belongs to a module of Magento 1 among modules of Magento 2" in done.stderr
    assert not (both / "pkg").exists()


def test_a_wsdl_that_a_module_calls_itself_is_left_out(both: Path, run: Run) -> None:
    module = both / "m2/app/code/Acme/Catalog"
    (module / "etc/wsdl").mkdir()
    shutil.copy(OTHER_WSDL, module / "etc/wsdl/carrier.wsdl")
    done = run("generate", "--source", "m2/app/code/Acme/Catalog", "--output", "pkg", "--strict", cwd=both)
    assert done.returncode == 0, done.stderr
    assert "etc/wsdl/carrier.wsdl: info other-systems-wsdl is of another system" in done.stderr


def test_what_is_said_names_its_source(both: Path, run: Run) -> None:
    shutil.copytree(both / "m2/app/code/Acme/Sales", both / "first")
    done = run("inspect", "--source", "first", "--source", "m2", cwd=both)
    assert "m2: info disabled-modules 1 module is off" in done.stderr
    assert "first: warning duplicate-module module Acme_Sales is in m2/app/code/Acme/Sales too" in done.stderr


@pytest.mark.parametrize("output", ["magento", "magento/pkg", "magento/app/code/Acme/Catalog/client"])
def test_an_output_in_a_source_is_refused(shop: Path, run: Run, output: str) -> None:
    before = tree(shop / "magento")
    for arguments in (["--check"], []):
        done = run("generate", "--source", "magento", "--output", output, *arguments)
        assert done.returncode == 2, done.stderr
        said = "is the source itself" if output == "magento" else "lies in the source magento"
        assert f"the output {output} {said}" in done.stderr
    assert tree(shop / "magento") == before
    example = done.stderr.rpartition("for example ")[2].strip()
    assert run("generate", "--source", "magento", "--output", example).returncode == 0


def test_an_output_in_a_folder_of_wsdls_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "defs").mkdir()
    shutil.copy(MAGENTO2_WSDL, tmp_path / "defs")
    (tmp_path / "link").symlink_to("defs")
    for output in ("defs", "defs/pkg", "link/pkg"):
        done = run("generate", "--source", "defs", "--output", output, cwd=tmp_path)
        assert (done.returncode, "the output" in done.stderr) == (2, True)
        done = run("generate", "--source", "link", "--output", output, cwd=tmp_path)
        assert (done.returncode, "the output" in done.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "defs").iterdir()] == [MAGENTO2_WSDL.name]


def test_a_package_named_like_a_module_of_python_is_warned_about(shop: Path, run: Run) -> None:
    configuration = shop / "magento-codegen.toml"
    configuration.write_text('sources = ["magento"]\noutput = "src/email"\n', "utf-8")
    done = run("generate")
    assert done.returncode == 0
    assert "magento-codegen.toml:2: warning hides-stdlib the package email hides Python's own" in done.stderr
    done = run("generate", "--source", "magento", "--output", "acme_email")
    assert "hides-stdlib" not in done.stderr
