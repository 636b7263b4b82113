"""`generate` through a process of its own: writing, checking, refusing, reporting."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from codegen import __version__
from codegen.output.lock import read_lock
from tests.command_line import EXAMPLE, HEAVY, Run, environment, tree

WEBAPI = "magento/app/code/Acme/StoreLocator/etc/webapi.xml"


def routes(shop: Path) -> Path:
    return shop / WEBAPI


def test_a_package_is_written_and_found_up_to_date(shop: Path, run: Run) -> None:
    done = run("generate")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    counts = re.search(r"store: (\d+) generated, (\d+) degraded, (\d+) skipped of (\d+) items", done.stderr)
    assert counts is not None
    assert sum(map(int, counts.groups()[:3])) == int(counts[4]) > 40
    package = shop / "src" / "acme_store"
    lock = read_lock(package)
    assert lock is not None
    assert set(lock.outputs) == set(tree(package)) - {"codegen.lock"}
    assert lock.inputs["magento/app/code/Acme/StoreLocator/etc/webapi.xml"]
    assert str(shop) not in "".join(data.decode() for data in tree(package).values())
    assert "store" in (package / "__init__.py").read_text().splitlines()[0]
    before = tree(package)
    for arguments in ([], ["--check"], ["store", "--check"], ["--diff"], ["--dry-run"], ["--strict"]):
        again = run("generate", *arguments)
        assert (again.returncode, again.stdout) == (0, ""), arguments
        assert again.stderr.splitlines()[-1] == "store: src/acme_store is up to date"
    assert tree(package) == before


@pytest.fixture
def generated(shop: Path, run: Run) -> Path:
    assert run("generate").returncode == 0
    return shop


def test_fresh_is_told_from_the_lock_alone(generated: Path, run: Run) -> None:
    for name in HEAVY:
        (generated / f"{name}.py").write_text("raise ImportError('not needed')\n")
    path = f"{generated}{os.pathsep}{environment(generated)['PYTHONPATH']}"
    done = run("generate", "--check", env={"PYTHONPATH": path})
    assert (done.returncode, "up to date" in done.stderr) == (0, True), done.stderr


NOT_FOR_FRESH = (
    *HEAVY,
    *("codegen.ir", "codegen.values", "msgspec", "codegen.parts", "codegen.symbols", "codegen.targets"),
    *("concurrent.futures", "ctypes", "difflib", "email", "importlib.metadata", "logging", "multiprocessing"),
    *("dataclasses", "traceback", "zipfile"),
    *(["platformdirs", "shutil", "tempfile"] if sys.platform == "linux" else []),
)
"""What no up-to-date package is told with: to load these would take most of the time."""


@pytest.mark.parametrize("arguments", [["--check"], []])
def test_fresh_is_told_without_loading_what_makes_packages(generated: Path, arguments: list[str]) -> None:
    assert loaded_of(NOT_FOR_FRESH, generated, generated, *arguments) == []


def loaded_of(names: Iterable[str], shop: Path, home: Path, *arguments: str) -> list[str]:
    """Which of these modules a run of `generate` loads, with the cache that is below `home`."""
    probe = (
        "import json, sys; from codegen.cli import cli\n"
        f"assert cli.main(['generate', *{arguments!r}], standalone_mode=False) == 0\n"
        f"print(json.dumps(sorted(name for name in {sorted(names)!r} if name in sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env=environment(home),
        cwd=shop,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


PRODUCT = "magento/app/code/Acme/Catalog/Api/Data/ProductInterface.php"
NOT_FOR_A_CHANGE = (
    *("black", "concurrent.futures", "dataclasses", "datamodel_code_generator", "email", "logging"),
    *("importlib.metadata", "multiprocessing", "traceback"),
    *("codegen.emit.overrides", "codegen.passes.override"),
    *("codegen.readers.attributes.reader", "codegen.targets.attributes.views"),
)
"""What no small change needs: to load these would take as long as to make what the change makes anew."""


@pytest.mark.posix
@pytest.mark.parametrize(
    ("file", "old", "new", "besides"),
    [
        (PRODUCT, "{", "{ // more", ("jinja2", "lxml")),
        (PRODUCT, "merchant's own key", "merchant's very own key", ("lxml",)),
        (WEBAPI, 'url="/V1/', 'url="/V1/more/', ("tree_sitter",)),
    ],
    ids=["comment", "description", "route"],
)
def test_a_small_change_loads_what_it_needs(
    generated: Path, warm: Path, file: str, old: str, new: str, besides: tuple[str, ...]
) -> None:
    path = generated / file
    path.write_text(path.read_text().replace(old, new, 1))
    assert loaded_of([*NOT_FOR_A_CHANGE, *besides], generated, warm) == []


def test_a_lone_module_is_fresh_until_the_magento_around_it_changes(shop: Path, run: Run) -> None:
    arguments = ["generate", "--source", "magento/app/code/Acme/Sales", "--output", "out/acme"]
    assert run(*arguments).returncode == 0
    fresh = run(*arguments, "--check")
    assert fresh.stderr == "acme: out/acme is up to date\n"
    contract = shop / "magento/app/code/Acme/Customer/Api/Data/CustomerInterface.php"
    contract.write_text(contract.read_text() + "// more\n")
    stale = run(*arguments, "--check")
    assert stale.returncode == 1
    assert (
        "because input changed: magento/app/code/Acme/Customer/Api/Data/CustomerInterface.php" in stale.stderr
    )


def test_stale_names_files_and_inputs(generated: Path, run: Run) -> None:
    package = generated / "src" / "acme_store"
    before = tree(package)
    text = routes(generated).read_text()
    start, end = text.index("<route "), text.index("</route>") + len("</route>")
    routes(generated).write_text(text[:start] + text[end:])
    done = run("generate", "--check")
    assert done.returncode == 1
    assert "store: " in done.stderr
    assert "files would change" in done.stderr
    assert "  changed: src/acme_store/REFERENCE.md" in done.stderr
    assert f"  because input changed: {WEBAPI}" in done.stderr
    diff = run("generate", "--diff")
    assert diff.returncode == 1
    assert "--- src/acme_store/operations.py\n+++ src/acme_store/operations.py\n@@" in diff.stdout
    dry = run("generate", "--dry-run")
    assert dry.returncode == 0
    assert "  changed: src/acme_store/REFERENCE.md" in dry.stderr
    assert tree(package) == before
    assert run("generate").returncode == 0
    after = tree(package)
    assert {name for name in before if before[name] != after.get(name)} >= {
        "REFERENCE.md",
        "codegen.lock",
    }
    assert run("generate", "--check").returncode == 0


def test_stale_files_are_named_with_the_inputs_behind_them(generated: Path, run: Run) -> None:
    code = "magento/app/code/Acme"
    product = f"{code}/Catalog/Api/Data/ProductInterface.php"
    service = f"{code}/Customer/Api/CustomerRepositoryInterface.php"
    removed = f"{code}/Sales/Api/Data/StatusHistoryInterface.php"
    for name, old, new in (
        (product, "function getName", "function getLongName"),
        (service, "$customerId", "$number"),
    ):
        text = (generated / name).read_text()
        assert old in text
        (generated / name).write_text(text.replace(old, new))
    (generated / removed).unlink()
    done = run("generate", "--check")
    package = "  changed: src/acme_store"
    lines = done.stderr.splitlines()
    assert f"{package}/models/acme_catalog.py, because of {product}" in lines
    assert f"{package}/resources/acme_customer.py, because of {service}" in lines
    assert f"{package}/models/acme_sales.py, because of {removed}" in lines
    assert f"{package}/codegen.lock" in lines
    (note,) = [
        line
        for line in map(json.loads, run("generate", "--check", "--log-format", "json").stdout.splitlines())
        if line["type"] == "note"
    ]
    assert note["causes"]["models/acme_catalog.py"] == [product]


def test_a_new_file_below_the_sources_is_noticed(generated: Path, run: Run) -> None:
    module = generated / "magento/app/code/Acme/StoreLocator"
    extra = generated / "magento/app/code/Acme/Extra"
    for name in ("registration.php", "etc/module.xml", "etc/webapi.xml"):
        (extra / name).parent.mkdir(parents=True, exist_ok=True)
        text = (module / name).read_text().replace("StoreLocator", "Extra")
        (extra / name).write_text(
            text.replace("/V1/", "/V1/extra/").replace("Acme\\Extra\\", "Acme\\StoreLocator\\")
        )
    config = generated / "magento/app/etc/config.php"
    config.write_text(
        config.read_text().replace(
            "'Acme_StoreLocator' => 1,", "'Acme_StoreLocator' => 1,\n'Acme_Extra' => 1,"
        )
    )
    done = run("generate", "--check")
    assert done.returncode == 1
    assert "because input added: magento/app/code/Acme/Extra/etc/webapi.xml" in done.stderr


def test_without_a_package_check_says_so(shop: Path, run: Run) -> None:
    done = run("generate", "--check")
    assert done.returncode == 1
    assert "because there is no codegen.lock, so no package" in done.stderr
    assert not (shop / "src").exists()


def test_an_option_that_changed_is_named(generated: Path, run: Run) -> None:
    config = generated / "magento-codegen.toml"
    config.write_text(config.read_text() + 'http_library = "httpx"\n')
    done = run("generate", "--check")
    assert done.returncode == 1
    assert "because option changed: http_library" in done.stderr


def test_another_version_of_the_tool_is_named(generated: Path, run: Run) -> None:
    lock = generated / "src/acme_store/codegen.lock"
    lock.write_text(lock.read_text().replace(f'"tool": "{__version__}"', '"tool": "0.0.1"'))
    done = run("generate", "--check")
    assert done.returncode == 1
    assert f"because written by magento-codegen 0.0.1, this is {__version__}" in done.stderr


def test_another_state_of_the_tool_is_looked_into(generated: Path, run: Run) -> None:
    lock = generated / "src/acme_store/codegen.lock"
    program = re.search(r'"program": "(\w+)"', lock.read_text())
    assert program is not None
    lock.write_text(lock.read_text().replace(program[1], "0" * 64))
    same = run("generate", "--check")
    assert (same.returncode, "up to date" in same.stderr) == (0, True), same.stderr
    text = (generated / "src/acme_store/operations.py").read_text()
    (generated / "src/acme_store/operations.py").write_text(text + "# older\n")
    assert run("generate", "--check").returncode == 1


def test_hand_edits_are_named_and_kept_without_force(generated: Path, run: Run) -> None:
    edited = generated / "src/acme_store/client.py"
    original = edited.read_text()
    edited.write_text(original + "# mine\n")
    check = run("generate", "--check")
    assert check.returncode == 1
    assert "because edited by hand: client.py" in check.stderr
    done = run("generate")
    assert done.returncode == 1
    assert f"{edited} was edited by hand" in done.stderr
    assert edited.read_text().endswith("# mine\n")
    assert run("generate", "--force").returncode == 0
    assert edited.read_text() == original


def test_foreign_files_are_never_touched(shop: Path, run: Run) -> None:
    package = shop / "src" / "acme_store"
    package.mkdir(parents=True)
    (package / "client.py").write_text("mine\n")
    done = run("generate", "--force")
    assert done.returncode == 2
    assert f"{package}/client.py was not written by magento-codegen" in done.stderr
    assert tree(package) == {"client.py": b"mine\n"}


def test_strict_refuses_what_is_not_complete(tmp_path: Path, run: Run) -> None:
    route = (
        '<route url="/V1/{0}" method="GET"><service class="Acme\\A\\Api\\{0}Interface" method="get"/>'
        '<resources><resource ref="anonymous"/></resources></route>'
    )
    php = "<?php\nnamespace Acme\\A\\Api;\ninterface OneInterface { /** @return string */ public function get(); }\n"
    module = tmp_path / "A"
    for name, text in {
        "registration.php": "<?php ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Acme_A', __DIR__);\n",
        "etc/module.xml": '<config><module name="Acme_A"/></config>',
        "etc/webapi.xml": f"<routes>{route.format('One')}{route.format('Gone')}</routes>",
        "Api/OneInterface.php": php,
    }.items():
        (module / name).parent.mkdir(parents=True, exist_ok=True)
        (module / name).write_text(text)
    arguments = ["generate", "--source", "A", "--output", "out/acme"]
    strict = run(*arguments, "--strict")
    assert strict.returncode == 1
    (line,) = [line for line in strict.stderr.splitlines() if "GET /V1/Gone" in line]
    assert line.startswith(
        "A/etc/webapi.xml:1: warning no-contract GET /V1/Gone is skipped: no type source: "
    )
    assert "1 generated, 0 degraded, 1 skipped of 2 items in the input" in strict.stderr
    assert "--strict: the input is not generated completely; nothing was written" in strict.stderr
    assert not (tmp_path / "out").exists()
    assert run(*arguments).returncode == 0
    assert run(*arguments, "--strict", "--check").returncode == 1
    assert run(*arguments, "--check").returncode == 0


@pytest.mark.parametrize("name", ["magento2", "magento2-wsdl", "magento1"])
def test_every_example_generates_from_the_command_line(tmp_path: Path, run: Run, name: str) -> None:
    done = run("generate", "--source", EXAMPLE / name, "--output", "out/acme", "--strict")
    assert done.returncode == 0, done.stderr


def test_a_new_package_says_what_comes_next(run: Run, shop: Path) -> None:
    first = run("generate", cwd=shop).stderr
    assert "next: pip install 'pydantic>=2.11' 'httpx2>=2.10', then: from acme_store import Client" in first
    (shop / "src" / "acme_store" / "client.py").unlink()
    assert "next:" not in run("generate", cwd=shop).stderr


def test_a_missing_library_is_named(run: Run, shop: Path) -> None:
    assert run("generate", cwd=shop).returncode == 0
    for module in ("httpx2", "pydantic"):
        code = (
            f"import sys; sys.modules[{module!r}] = None\n"
            "from acme_store.models.acme_catalog import Product\nfrom acme_store import Client"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=shop / "src", capture_output=True, text=True, check=False
        )
        assert f"pip install {module}" in done.stderr.splitlines()[-1], done.stderr


def test_a_removed_input_is_named_when_its_part_goes(run: Run, shop: Path) -> None:
    assert run("generate").returncode == 0
    (shop / "magento/app/code/Acme/Catalog/etc/webapi.xml").unlink()
    done = run("generate")
    assert done.returncode == 0
    assert (
        "store: input removed: magento/app/code/Acme/Catalog/etc/webapi.xml, and what it gave" in done.stderr
    )
    assert "input removed" not in run("generate", "--force").stderr
