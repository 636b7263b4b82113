"""What makes a package stale, and what doesn't: through the command line, on copies of the example."""

from __future__ import annotations

import json
import lzma
import os
import shutil
from pathlib import Path

import pytest

from codegen.output.lock import LOCK_FILE
from tests.command_line import EXAMPLE, REPOSITORY, Run, tree

PRODUCTS = "app/code/Acme/Catalog/Api/ProductRepositoryInterface.php"


def check(run: Run, *arguments: str, cwd: Path, env: dict[str, str] | None = None) -> tuple[int, str]:
    done = run("generate", *arguments, "--check", cwd=cwd, env=env)
    return done.returncode, done.stderr


def keys(package: Path) -> list[str]:
    return sorted(json.loads((package / LOCK_FILE).read_text("utf-8"))["inputs"])


@pytest.fixture
def repository(tmp_path: Path, run: Run) -> Path:
    """A repository that is the Magento itself, with its package inside."""
    folder = tmp_path / "shop"
    shutil.copytree(EXAMPLE / "magento2", folder)
    (folder / "magento-codegen.toml").write_text(
        'sources = ["."]\n[[clients]]\nname = "store"\noutput = "src/acme_store"\n', "utf-8"
    )
    assert run("generate", cwd=folder).returncode == 0
    return folder


def test_a_checkout_under_another_name_is_fresh(repository: Path, run: Run) -> None:
    assert f"{PRODUCTS}" in keys(repository / "src/acme_store")
    moved = repository.rename(repository.with_name("ci-build-42"))
    assert check(run, cwd=moved)[0] == 0
    linked = moved.with_name("current")
    linked.symlink_to(moved.name)
    assert check(run, cwd=linked)[0] == 0


def test_a_link_to_another_release_is_fresh(tmp_path: Path, run: Run) -> None:
    shutil.copytree(EXAMPLE / "magento2", tmp_path / "2024")
    current = tmp_path / "current"
    current.symlink_to("2024")
    arguments = ("--source", "current", "--output", "out/pkg")
    assert run("generate", *arguments, cwd=tmp_path).returncode == 0
    assert f"current/{PRODUCTS}" in keys(tmp_path / "out/pkg")
    (tmp_path / "2024").rename(tmp_path / "2025")
    current.unlink()
    current.symlink_to("2025")
    code, said = check(run, *arguments, cwd=tmp_path)
    assert (code, "up to date" in said) == (0, True)


def test_a_lone_module_is_fresh_wherever_the_magento_around_it_lies(tmp_path: Path, run: Run) -> None:
    shutil.copytree(EXAMPLE / "magento2", tmp_path / "one")
    arguments = ("--source", "Catalog", "--output", "pkg")
    acme = Path("app/code/Acme")
    assert run("generate", *arguments, cwd=tmp_path / "one" / acme).returncode == 0
    moved = (tmp_path / "one").rename(tmp_path / "two") / acme
    assert check(run, *arguments, cwd=moved)[0] == 0
    framework = moved.parents[2] / "vendor/magento/framework/Api/Filter.php"
    framework.write_text(framework.read_text() + "// changed\n")
    code, said = check(run, *arguments, cwd=moved)
    assert (code, "input changed: ../../../vendor/magento/framework/Api/Filter.php" in said) == (1, True)


@pytest.mark.parametrize(
    "texts", [(".", "wsdl"), ("a/same", "b/same"), ("../shop/a/same", "b/same"), (".", "../x/wsdl")]
)
def test_no_two_files_have_one_key(tmp_path: Path, texts: tuple[str, ...]) -> None:
    from codegen.roots import locate, locator, roots_of

    for folder in ("shop/wsdl", "shop/a/same", "shop/b/same", "x/wsdl"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "one.wsdl").write_text(folder)
    roots = roots_of(texts, tmp_path / "shop")
    found = {}
    for root in roots:
        for path in sorted(root.path.rglob("*.wsdl")):
            source = locate(root, path)
            assert found.setdefault(source.key, path.resolve()) == path.resolve()
            back = locator(roots)(source.key)
            assert back is not None
            assert back.path.resolve() == path.resolve()


def test_line_ends_change_nothing(tmp_path: Path, run: Run) -> None:
    for name, end in (("unix", b"\n"), ("windows", b"\r\n")):
        folder = tmp_path / name / "magento"
        shutil.copytree(EXAMPLE / "magento2", folder)
        for path in folder.rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", end))
        done = run("generate", "--source", "magento", "--output", "pkg", cwd=tmp_path / name)
        assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "unix/pkg") == tree(tmp_path / "windows/pkg")


def test_line_ends_of_a_wsdl_change_nothing(tmp_path: Path, run: Run) -> None:
    text = (EXAMPLE / "magento2-wsdl" / "acmeSalesInvoiceOrderV1.wsdl").read_bytes()
    for name, end in (("unix", b"\n"), ("windows", b"\r\n")):
        (tmp_path / name / "wsdl").mkdir(parents=True)
        (tmp_path / name / "wsdl/a.wsdl").write_bytes(text.replace(b"\n", end))
        assert run("generate", "--source", "wsdl", "--output", "pkg", cwd=tmp_path / name).returncode == 0
    assert tree(tmp_path / "unix/pkg") == tree(tmp_path / "windows/pkg")


def test_a_new_packed_wsdl_is_noticed(tmp_path: Path, run: Run) -> None:
    names = ("acmeCatalogProductTypeListV1", "acmeSalesOrderManagementV1")
    packed = [lzma.compress((EXAMPLE / "magento2-wsdl" / f"{name}.wsdl").read_bytes()) for name in names]
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / f"{names[0]}.wsdl.xz").write_bytes(packed[0])
    arguments = ("--source", "src", "--output", "shop")
    assert run("generate", *arguments, cwd=tmp_path).returncode == 0
    (tmp_path / "src" / f"{names[1]}.wsdl.xz").write_bytes(packed[1])
    code, said = check(run, *arguments, cwd=tmp_path)
    assert (code, "input added: src/acmeSalesOrderManagementV1.wsdl.xz" in said) == (1, True)


def test_an_import_that_was_missing_is_noticed_whatever_its_name(tmp_path: Path, run: Run) -> None:
    wsdl = (EXAMPLE / "magento2-wsdl" / "acmeSalesInvoiceOrderV1.wsdl").read_text("utf-8")
    (tmp_path / "src").mkdir()
    at = wsdl.index("<xsd:schema")
    extra = (
        '<xsd:schema targetNamespace="urn:x"><xsd:include schemaLocation="../src/types.inc"/></xsd:schema>'
    )
    (tmp_path / "src/a.wsdl").write_text(wsdl[:at] + extra + wsdl[at:])
    arguments = ("--source", "src", "--output", "shop")
    done = run("generate", *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "no such file" in done.stderr
    (tmp_path / "src/types.inc").write_text('<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"/>')
    code, said = check(run, *arguments, cwd=tmp_path)
    assert (code, "input added: src/types.inc" in said) == (1, True)


def test_a_new_preference_is_noticed(repository: Path, run: Run) -> None:
    (repository / "app/code/Acme/Catalog/etc/di.xml").write_text("<config/>")
    code, said = check(run, cwd=repository)
    assert (code, "files were added or removed below the sources" in said) == (1, True)
    assert run("generate", cwd=repository).returncode == 0
    assert check(run, cwd=repository)[0] == 0


def test_a_lock_of_a_newer_version_is_refused(repository: Path, run: Run) -> None:
    lock = repository / "src/acme_store" / LOCK_FILE
    for text in (
        lock.read_text().replace('"tool": "0.1.0"', '"tool": "0.10.0rc1"'),
        '{"tool": "99.0", "format": 7}',
    ):
        lock.write_text(text)
        for arguments in (("--force",), ("--check",)):
            done = run("generate", *arguments, cwd=repository)
            assert done.returncode == 2
            assert f"{LOCK_FILE}: was written by magento-codegen" in done.stderr
            assert "pip install" in done.stderr
        assert lock.read_text() == text


def test_a_lock_of_an_older_version_keeps_its_names(repository: Path, run: Run) -> None:
    lock = repository / "src/acme_store" / LOCK_FILE
    data = json.loads(lock.read_text())
    data["tool"], data["listing"] = "0.0.9", "one hash for all roots"
    lock.write_text(json.dumps(data))
    code, said = check(run, cwd=repository)
    assert (code, "written by magento-codegen 0.0.9" in said) == (1, True)
    assert run("generate", cwd=repository).returncode == 0


PLUGIN = REPOSITORY / "tests" / "commands" / "plugin"


@pytest.fixture
def toys(tmp_path: Path) -> Path:
    shutil.copytree(PLUGIN, tmp_path / "site")
    (tmp_path / "src").mkdir()
    (tmp_path / "src/one.toy").write_text("GET /V1/a\n")
    return tmp_path


def toy(run: Run, folder: Path, *arguments: str) -> tuple[int, str]:
    env = {"PYTHONPATH": f"{REPOSITORY}{os.pathsep}{folder / 'site'}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = run("generate", "--source", "src", "--output", "shop", *arguments, cwd=folder, env=env)
    return done.returncode, done.stderr


@pytest.mark.parametrize("declared", ["*.toy", None])
def test_a_new_file_of_a_plugins_format_is_noticed(toys: Path, run: Run, declared: str | None) -> None:
    """Also by a plug-in that doesn't say which files it reads."""
    path = toys / "site/toy_plugin.py"
    text = path.read_text()
    if declared is None:
        path.write_text(text.replace(', files=("*.toy",)', ""))
        assert path.read_text() != text
    assert toy(run, toys)[0] == 0
    assert toy(run, toys, "--check")[0] == 0
    (toys / "src/two.toy").write_text("GET /V1/b\n")
    code, said = toy(run, toys, "--check")
    assert (code, "input added: src/two.toy" in said) == (1, True)


def test_a_plugin_edited_at_the_same_version_counts(toys: Path, run: Run) -> None:
    assert toy(run, toys)[0] == 0
    path = toys / "site/toy_plugin.py"
    path.write_text(path.read_text().replace("Toys of", "All toys of"))
    code, said = toy(run, toys, "--check")
    assert (code, "because option changed: plugins, magento_codegen.targets:toy" in said) == (1, True)
    assert toy(run, toys)[0] == 0
    assert '"""All toys of shop."""' in (toys / "shop/__init__.py").read_text()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    return next(walk", "    raise ValueError('bad luck')\n    return next(walk"),
        ("    operations, items", "    raise ValueError('bad luck')\n    operations, items"),
        (
            "    return (\n        replace(\n            api",
            "    raise ValueError('bad luck')\n    return (\n        replace(\n            api",
        ),
        ("    names = {each.id", "    raise ValueError('bad luck')\n    names = {each.id"),
        ("READER =", "raise ValueError('bad luck')\nREADER ="),
    ],
)
def test_a_plugin_that_raises_is_blamed_by_name(toys: Path, run: Run, old: str, new: str) -> None:
    path = toys / "site/toy_plugin.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    code, said = toy(run, toys)
    assert code == 3
    assert "plug-in `toy` (toy_plugin:" in said
    assert "of toy-plugin 1.0) failed: ValueError: bad luck" in said
    assert "Traceback" not in said
    assert "please report" not in said
    assert not (toys / "shop").exists()
    _, said = toy(run, toys, "--verbose")
    assert "Traceback" in said
    assert "toy_plugin.py" in said


def with_templates(shop: Path, name: str) -> Path:
    config = shop / "magento-codegen.toml"
    config.write_text(config.read_text("utf-8") + f'templates = "{name}"\n', "utf-8")
    return shop / "own"


def test_a_folder_of_templates_that_is_not_there_is_an_error(shop: Path, run: Run) -> None:
    with_templates(shop, "owm").mkdir()
    done = run("generate", cwd=shop)
    assert done.returncode == 2
    assert "magento-codegen.toml:4: " in done.stderr
    assert "there is no folder owm; did you mean `own`?" in done.stderr


@pytest.mark.parametrize("name", ["package/referense.md.jinja", "package/reference.md", "runtime/errors.py"])
def test_a_template_that_replaces_nothing_is_an_error(shop: Path, run: Run, name: str) -> None:
    path = with_templates(shop, "own") / name
    path.parent.mkdir(parents=True)
    path.write_text("x")
    done = run("generate", cwd=shop)
    assert done.returncode == 2
    assert f"there is no template `{name}`; did you mean `" in done.stderr
    assert "referen" not in name or "did you mean `package/reference.md.jinja`" in done.stderr


def test_a_part_of_an_own_template_may_have_any_name(shop: Path, run: Run) -> None:
    own = with_templates(shop, "own")
    (own / "package").mkdir(parents=True)
    (own / ".gitkeep").write_text("")
    (own / "package/reference.md.jinja").write_text("{% include 'head.md' %}\n")
    (own / "head.md").write_text("Ours.\n")
    assert run("generate", cwd=shop).returncode == 0
    assert (shop / "src/acme_store/REFERENCE.md").read_text() == "Ours.\n"
    (own / "head.md").write_text("Yours.")
    code, said = check(run, cwd=shop)
    assert (code, "input changed: templates/head.md" in said) == (1, True)
