"""Inputs that can't be used: the run fails and writes nothing, or goes on without them and says so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from tests.command_line import EXAMPLE, Run, environment, named_pipe, run, shop, tree, warm

__all__ = ["run", "shop", "warm"]

WEBAPI = "magento/app/code/Acme/Catalog/etc/webapi.xml"
CONTRACT = "magento/app/code/Acme/Catalog/Api/ProductRepositoryInterface.php"
DATA = "magento/app/code/Acme/Catalog/Api/Data/ProductInterface.php"
ROOT_WSDL = "wsdl/acmeSalesInvoiceOrderV1.wsdl"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"


def _truncate(path: Path) -> None:
    text = path.read_text("utf-8")
    path.write_text(text[: text.rindex("</")], "utf-8")


def _dangle(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _pointer(path: Path) -> None:
    path.write_text(POINTER, "utf-8")


DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "truncated": (_truncate, "malformed XML"),
    "dangling": (_dangle, "can't be read: No such file"),
    "a link to itself": (_itself, "can't be read: Too many levels"),
    "a pipe": (named_pipe, "can't be read: is a pipe or device"),
    "a Git LFS pointer": (_pointer, "is a Git LFS pointer, not the file itself; run git lfs pull"),
}


def damages(names: Sequence[str], kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Each file with each damage; but PHP that can't be parsed in full is used as far as it goes."""
    return [(name, how) for name in names for how in kinds if (name[-4:], how) != (".php", "truncated")]


def _damage(shop: Path, name: str, how: str) -> tuple[Path, str]:
    change, says = DAMAGES[how]
    path = shop / name
    change(path)
    return path, says


@pytest.mark.parametrize(("name", "how"), damages([WEBAPI, CONTRACT], DAMAGES))
def test_an_unusable_file_fails_the_run_and_nothing_is_written(
    shop: Path, run: Run, name: str, how: str
) -> None:
    assert run("generate").returncode == 0
    before = tree(shop / "src")
    kept = (shop / name).read_bytes()
    path, says = _damage(shop, name, how)
    for arguments in (["generate"], ["generate", "--check"], ["inspect", "--source", "magento"]):
        done = run(*arguments)
        assert done.returncode == 3, done.stderr
        (line,) = [line for line in done.stderr.splitlines() if "error unreadable-input" in line]
        assert line.startswith(name)
        assert says in line
        assert "Traceback" not in done.stderr
    assert tree(shop / "src") == before
    path.unlink()
    path.write_bytes(kept)
    assert run("generate", "--check").returncode == 0


def test_what_surrounds_a_module_must_be_readable_too(shop: Path, run: Run) -> None:
    """The Magento that a module lies in says in which order modules load."""
    arguments = ("inspect", "--source", "magento/app/code/Acme/Catalog")
    assert run(*arguments).returncode == 0
    _damage(shop, "magento/app/etc/config.php", "dangling")
    done = run(*arguments)
    assert done.returncode == 3
    assert "app/etc/config.php: error unreadable-input can't be read" in done.stderr


def test_routes_of_a_malformed_file_are_counted(shop: Path, run: Run) -> None:
    whole = run("inspect", "--source", "magento").stderr.splitlines()[-1]
    total = whole.rpartition(" of ")[2]
    _damage(shop, WEBAPI, "truncated")
    done = run("inspect", "--source", "magento")
    (counts,) = [line for line in done.stderr.splitlines() if line.startswith("inspect: ") and " of " in line]
    assert counts.rpartition(" of ")[2] == total
    assert ", 0 skipped" not in counts


def test_keep_going_leaves_out_what_a_new_package_can_not_have(shop: Path, run: Run) -> None:
    _damage(shop, WEBAPI, "a Git LFS pointer")
    done = run("generate", "--keep-going")
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr
    assert f"{WEBAPI}:1: warning unreadable-input is a Git LFS pointer" in done.stderr
    assert "gone on without it (--keep-going)" in done.stderr
    assert not (shop / "src/acme_store/resources/acme_catalog.py").exists()
    assert (shop / "src/acme_store/resources/acme_customer.py").exists()


def keep_going(shop: Path) -> None:
    configuration = shop / "magento-codegen.toml"
    configuration.write_text(configuration.read_text("utf-8") + "keep_going = true\n", "utf-8")


@pytest.mark.parametrize(
    ("name", "how"),
    damages([WEBAPI, CONTRACT, DATA, ROOT_WSDL], ["truncated", "a Git LFS pointer", "dangling"]),
)
def test_keep_going_keeps_what_the_package_had(shop: Path, run: Run, name: str, how: str) -> None:
    """The part of the lost file stays as it was, while what changed elsewhere arrives; mended, all is as at first."""
    if name == ROOT_WSDL:
        use_wsdls(shop)
    assert run("generate").returncode == 0
    before, whole = tree(shop / "src"), (shop / name).read_bytes()
    keep_going(shop)
    _damage(shop, name, how)
    done = run("generate")
    assert done.returncode == 0, done.stderr
    assert f"{name}:" in done.stderr
    assert "what the package had from it is kept; gone on without it (--keep-going)" in done.stderr
    assert without_lock(tree(shop / "src")) == without_lock(before)
    assert run("generate", "--check").returncode == 0
    if name != ROOT_WSDL:
        other = shop / "magento/app/code/Acme/Sales/etc/webapi.xml"
        other.write_text(other.read_text("utf-8").replace("/V1/acme/orders", "/V1/acme/sold"), "utf-8")
        assert run("generate").returncode == 0
        after = tree(shop / "src")
        changed = {path for path in before if after[path] != before[path]}
        assert "acme_store/resources/acme_sales.py" in changed
        assert not changed & {path for path in before if "acme_catalog" in path}
        other.write_text(other.read_text("utf-8").replace("/V1/acme/sold", "/V1/acme/orders"), "utf-8")
    (shop / name).unlink()
    (shop / name).write_bytes(whole)
    assert run("generate").returncode == 0
    assert tree(shop / "src") == before


def test_keep_going_follows_what_was_taken_out_elsewhere(shop: Path, run: Run) -> None:
    assert run("generate").returncode == 0
    keep_going(shop)
    _damage(shop, WEBAPI, "truncated")
    (shop / "magento/app/code/Acme/Sales/etc/webapi.xml").unlink()
    assert run("generate").returncode == 0
    found = tree(shop / "src")
    assert "acme_store/resources/acme_catalog.py" in found
    assert "acme_store/resources/acme_sales.py" not in found


def test_keep_going_keeps_the_whole_package_where_its_parts_are_not_known(
    shop: Path, run: Run, tmp_path: Path
) -> None:
    """On another machine, say, whose cache has no reading of the file."""
    assert run("generate").returncode == 0
    before = tree(shop / "src")
    keep_going(shop)
    _damage(shop, WEBAPI, "truncated")
    done = run("generate", env={"XDG_CACHE_HOME": str(tmp_path / "none")})
    assert done.returncode == 0, done.stderr
    assert "is kept as it was: it has parts of" in done.stderr
    assert "Catalog/etc/webapi.xml" in done.stderr
    assert tree(shop / "src") == before


def test_a_wsdl_of_a_size_that_no_shop_has_costs_only_itself(shop: Path, run: Run) -> None:
    use_wsdls(shop)
    path = shop / ROOT_WSDL
    members = "".join(f'<xsd:element name="x{number}" type="xsd:int"/>' for number in range(20_000))
    path.write_text(path.read_text("utf-8").replace("<xsd:sequence>", f"<xsd:sequence>{members}"), "utf-8")
    done = run("generate")
    (line,) = [line for line in done.stderr.splitlines() if f"{ROOT_WSDL}:" in line]
    assert re.search(r":\d+: error unreadable-input a type .* has 20000 elements or more", line), line
    assert "; " in line, "what can be done about it"
    assert done.returncode == 3
    assert not (shop / "src").exists()
    gone_on = run("generate", "--keep-going")
    (line,) = [line for line in gone_on.stderr.splitlines() if f"{ROOT_WSDL}:" in line]
    assert "warning unreadable-input" in line
    assert line.endswith("gone on without it (--keep-going)")
    assert gone_on.returncode == 0
    assert "Traceback" not in done.stderr + gone_on.stderr
    resources = shop / "src/acme_store/resources"
    assert "class ProductRepository(" in (resources / "acme_catalog.py").read_text("utf-8")
    sales = (resources / "acme_sales.py").read_text("utf-8")
    assert "class OrderRepository(" in sales
    assert "class InvoiceOrder(" not in sales


def without_lock(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.endswith("codegen.lock")}


def use_wsdls(shop: Path) -> None:
    shutil.copytree(EXAMPLE / "magento2-wsdl", shop / "wsdl")
    configuration = shop / "magento-codegen.toml"
    configuration.write_text(configuration.read_text("utf-8").replace("magento", "wsdl"), "utf-8")


@pytest.mark.skipif(not shutil.which("setpriv") or os.geteuid() != 0, reason="needs root to give rights away")
@pytest.mark.parametrize("mode", [0o600, 0o700, 0o744])
@pytest.mark.parametrize("folder", ["app/code/Acme/Catalog", "app/etc"])
def test_a_folder_without_rights(shop: Path, folder: str, mode: int) -> None:
    """As root without root's right to read everything: somebody else may not get to the folders of the tests."""
    locked = shop / "magento" / folder
    os.chmod(locked, mode)
    os.chown(locked, 65534, 65534)
    done = subprocess.run(
        [
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            sys.executable,
            "-m",
            "codegen",
            "inspect",
            "--source",
            str(shop / "magento"),
        ],
        env=environment(shop / "home"),
        cwd=shop,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert f"{folder}: error unreadable-input the folder can't be looked into" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_composer_file_is_named(shop: Path, run: Run) -> None:
    for text, says in (
        ('{"autoload": {"psr-4": null}', "is no JSON"),
        ('{"autoload": {"psr-4": 5}}', "autoload.psr-4 is no table"),
        ("[" * 100_000, "is no JSON that can be read"),
    ):
        (shop / "magento/composer.json").write_text(text, "utf-8")
        (shop / CONTRACT).unlink(missing_ok=True)
        done = run("inspect", "--source", "magento")
        assert done.returncode == 3, done.stderr
        assert "magento/composer.json" in done.stderr
        assert says in done.stderr
    (shop / "magento/composer.json").write_text('{"autoload": {"psr-4": null}}', "utf-8")
    assert "composer.json" not in run("inspect", "--source", "magento").stderr


@pytest.mark.posix
@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("x" * 5000, "is no path: "),
        ("itself", "is a link that leads nowhere; mend it"),
        ("pipe", "is a pipe or device"),
        ("/dev/zero", "is a pipe or device"),
    ],
)
def test_a_source_that_is_none(tmp_path: Path, run: Run, source: str, says: str) -> None:
    (tmp_path / "itself").symlink_to("itself")
    os.mkfifo(tmp_path / "pipe")
    done = run("inspect", "--source", source)
    assert done.returncode == 3
    assert says in done.stderr
    assert "fault of magento-codegen" not in done.stderr
