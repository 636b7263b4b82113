"""`generate` through a process of its own: writing, checking, refusing, reporting."""

from __future__ import annotations

import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from codegen import __version__
from codegen.lock import read_lock
from codegen.writer import damaged
from tests.cli.conftest import EXAMPLE, Run, environment, tree

WEBAPI = "magento/app/code/Acme/StoreLocator/etc/webapi.xml"
HEAVY = ("black", "datamodel_code_generator", "jinja2", "tree_sitter", "lxml", "httpx2", "pydantic")


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
        if name != "lxml":
            (generated / f"{name}.py").write_text("raise ImportError('not needed')\n")
    path = f"{generated}:{environment(generated)['PYTHONPATH']}"
    done = run("generate", "--check", env={"PYTHONPATH": path})
    assert (done.returncode, "up to date" in done.stderr) == (0, True), done.stderr


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
    assert {name for name in before if before[name] != after.get(name)} >= {"REFERENCE.md", "codegen.lock"}
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
    assert line.startswith("A/etc/webapi.xml:1: error no-contract GET /V1/Gone is skipped: no type source: ")
    assert "1 generated, 0 degraded, 1 skipped of 2 items in the input" in strict.stderr
    assert "--strict: the input is not generated completely; nothing was written" in strict.stderr
    assert not (tmp_path / "out").exists()
    assert run(*arguments).returncode == 0
    assert run(*arguments, "--strict", "--check").returncode == 1
    assert run(*arguments, "--check").returncode == 0


def test_several_clients_and_names(shop: Path, run: Run) -> None:
    (shop / "magento-codegen.toml").write_text(
        'sources = ["magento"]\n'
        '[[clients]]\nname = "catalog"\noutput = "src/catalog"\ninclude = {modules = ["Acme_Catalog"]}\n'
        'modes = "sync"\n'
        '[[clients]]\nname = "broken"\nsources = ["nowhere"]\noutput = "src/broken"\n'
        '[[clients]]\nname = "models"\noutput = "src/models"\nmodels_only = true\n'
    )
    done = run("generate")
    assert done.returncode == 3
    assert "error: nowhere: no such file or folder" in done.stderr
    assert sorted(path.name for path in (shop / "src").iterdir()) == ["catalog", "models"]
    assert "AsyncClient" not in (shop / "src/catalog/__init__.py").read_text()
    assert not (shop / "src/models/client.py").exists()
    assert run("generate", "catalog", "models", "--check").returncode == 0
    wrong = run("generate", "catalogue")
    assert wrong.returncode == 2
    assert "there is no client `catalogue`; there are broken, catalog, models" in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["generate"], 2, "there is no configuration here or above"),
        (
            ["generate", "--output", "x"],
            2,
            "--output describes a client without a configuration: give --source too",
        ),
        (["generate", "--source", "x"], 2, "--output is missing"),
        (["generate", "--source", "nowhere", "--output", "x"], 3, "error: nowhere: no such file or folder"),
        (
            ["generate", "--source", "empty", "--output", "x"],
            3,
            "empty: no definitions found; a source is a Magento root",
        ),
        (["generate", "--source", ".", "--output", "a-b"], 2, "`a-b` can't be imported"),
        (["generate", "--source", "x", "--output", "y", "store"], 2, "leave out client names and --config"),
        (["generate", "--config", "none.toml"], 2, "none.toml: can't be read: No such file or directory"),
        (["generate", "--chek"], 2, "No such option"),
        (["inspect"], 2, "--source is missing"),
        (["inspect", "--source", "bad.wsdl"], 3, "bad.wsdl:1"),
        (["generat"], 2, "Did you mean generate?"),
    ],
)
def test_mistakes_are_one_clear_line(
    tmp_path: Path, run: Run, arguments: list[str], code: int, message: str
) -> None:
    (tmp_path / "bad.wsdl").write_text("<definitions><unclosed></definitions>")
    (tmp_path / "empty").mkdir()
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_log_formats(shop: Path, run: Run) -> None:
    lines = run("generate", "--log-format", "json").stdout.splitlines()
    entries = [json.loads(line) for line in lines]
    counts = next(entry for entry in entries if entry["type"] == "counts")
    assert counts["generated"] + counts["degraded"] + counts["skipped"] == counts["total"]
    assert "client.py" in entries[-1]["stale"]
    sarif = json.loads(
        run("generate", "--source", "magento", "--output", "x", "--log-format", "sarif").stdout
    )
    assert sarif["version"] == "2.1.0"
    one, *_ = sarif["runs"][0]["results"]
    rule = sarif["runs"][0]["tool"]["driver"]["rules"][one["ruleIndex"]]
    assert one["ruleId"] == rule["id"]
    failed = run("generate", "--source", "none", "--output", "x", "--log-format", "github")
    assert failed.returncode == 3
    assert failed.stdout == (
        "::error title=unreadable-input::none: no such file or folder; "
        "check --source or `sources` in the configuration\n"
    )
    (shop / "bad.wsdl").write_text("<definitions>\n<unclosed></definitions>")
    placed = run("inspect", "--source", "bad.wsdl", "--log-format", "github")
    assert "file=bad.wsdl,line=2" in placed.stdout


def test_help_version_and_heavy_imports(run: Run, tmp_path: Path) -> None:
    for arguments in (
        ["--help"],
        ["--version"],
        ["generate", "--help"],
        ["inspect", "-h"],
        ["diff", "-h"],
        ["fetch", "-h"],
    ):
        probe = (
            "import sys\nfrom codegen.cli import cli\n"
            f"try:\n    cli({arguments!r})\nexcept SystemExit as end:\n    assert end.code == 0\n"
            f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", probe],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "[]\n"), done.stderr
    assert run("--version").stdout == f"magento-codegen, version {__version__}\n"
    for command in ("generate", "inspect", "diff", "fetch", "init"):
        assert "Examples:" in run(command, "--help").stdout


def terminal(arguments: list[str], cwd: Path, warm: Path) -> str:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "codegen", *arguments],
        cwd=cwd,
        env=environment(warm, NO_COLOR=""),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            data = os.read(master, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(master)
    assert process.wait() in (0, 3)
    return shown.decode()


def test_progress_and_colour_are_for_terminals(shop: Path, warm: Path, run: Run) -> None:
    shown = terminal(["generate"], shop, warm)
    assert "store [####" in shown
    assert "format" in shown
    assert "\033[3" in terminal(["generate", "--source", "none", "--output", "x"], shop, warm)
    piped = run("generate", "--force")
    assert "\033" not in piped.stderr + piped.stdout
    assert "[###" not in piped.stderr


def test_an_interrupt_is_130_and_a_closed_pipe_is_quiet(shop: Path, warm: Path) -> None:
    command = [sys.executable, "-m", "codegen"]
    (shop / "slow").mkdir()
    os.mkfifo(shop / "slow" / "shop.wsdl")
    process = subprocess.Popen(
        [*command, "generate", "--source", "slow", "--output", "out/acme"],
        cwd=shop,
        env=environment(shop),
        stderr=subprocess.PIPE,
        text=True,
    )
    with (shop / "slow" / "shop.wsdl").open("wb"):
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "interrupted"
    assert "Traceback" not in said
    assert not (shop / "out").exists()
    pipe = subprocess.run(
        f"{sys.executable} -m codegen inspect --source magento --format json | head -c 1",
        shell=True,
        cwd=shop,
        env=environment(warm),
        capture_output=True,
        text=True,
        check=False,
    )
    assert pipe.stdout == "{"
    assert "Traceback" not in pipe.stderr
    assert "BrokenPipe" not in pipe.stderr


def variants(shop: Path) -> tuple[list[str], list[str]]:
    base = ["generate", "--source", "magento", "--output", "out/acme"]
    return base, [*base, "--http-library", "httpx", "--modes", "sync"]


def assert_whole(package: Path) -> None:
    """Every file is the one that the lock lists, and there is no other."""
    lock = read_lock(package)
    assert lock is not None
    assert damaged(package, lock) == []
    assert set(tree(package)) == {*lock.outputs, "codegen.lock"}


def test_killed_at_random_moments_the_package_is_whole(shop: Path, warm: Path, run: Run) -> None:
    one, two = variants(shop)
    package = shop / "out" / "acme"
    assert run(*two).returncode == 0
    started = time.monotonic()
    assert run(*one).returncode == 0
    lasts = time.monotonic() - started
    moments = random.Random(7)
    for turn in range(10):
        process = subprocess.Popen(
            [sys.executable, "-m", "codegen", *(two if turn % 2 else one)],
            cwd=shop,
            env=environment(warm),
            stderr=subprocess.DEVNULL,
        )
        time.sleep(lasts * moments.uniform(0.5, 1.05))
        process.kill()
        process.wait()
        assert_whole(package)
    assert run(*two).returncode == 0
    assert_whole(package)
    assert "import httpx\n" in (package / "_runtime" / "_http.py").read_text()
    assert [path.name for path in package.parent.iterdir()] == ["acme"]


def test_two_runs_at_once_on_one_output(shop: Path, warm: Path) -> None:
    one, two = variants(shop)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "codegen", *arguments],
            cwd=shop,
            env=environment(warm),
            stderr=subprocess.PIPE,
            text=True,
        )
        for arguments in (one, two, one)
    ]
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
    assert_whole(shop / "out" / "acme")


@pytest.mark.parametrize("name", ["magento2", "magento2-wsdl", "magento1"])
def test_every_example_generates_from_the_command_line(tmp_path: Path, run: Run, name: str) -> None:
    done = run("generate", "--source", EXAMPLE / name, "--output", "out/acme", "--strict")
    assert done.returncode == 0, done.stderr


def test_a_subfolder_finds_the_configuration_and_shows_paths_from_there(shop: Path, run: Run) -> None:
    config = shop / "magento-codegen.toml"
    config.write_text(config.read_text().replace("output", 'php_paths = ["gone"]\noutput'))
    (shop / "inner").mkdir()
    done = run("generate", cwd=shop / "inner")
    assert done.returncode == 3
    assert "gone: no such file or folder" in done.stderr
    config.write_text(config.read_text().replace('php_paths = ["gone"]\n', ""))
    done = run("generate", cwd=shop / "inner")
    assert done.returncode == 0, done.stderr
    assert "../magento: info disabled-modules" in done.stderr
    assert "wrote ../src/acme_store: " in done.stderr


def test_overrides_and_selection_reach_the_package(shop: Path, run: Run) -> None:
    config = shop / "magento-codegen.toml"
    product = "AcmeCatalogDataProductInterface"
    config.write_text(
        config.read_text()
        + '[include]\nacl = ["Acme_Catalog::*"]\n'
        + f'[[overrides]]\ntarget = "{product}.sku"\nrename = "code"\n'
        + f'[[overrides]]\ntarget = "{product}.price"\ntype = "string"\n'
        + '[[overrides]]\ntarget = "GET /V1/acme/products/{sku}"\nrename = "by_sku"\n'
    )
    assert run("generate").returncode == 0
    package = shop / "src/acme_store"
    models = (package / "models/acme_catalog.py").read_text()
    assert 'code: str | None = Field(default=None, alias="sku")' in models
    assert "    price: str | None = None\n" in models
    reference = (package / "REFERENCE.md").read_text()
    assert "`shop.acme_catalog.product_repository.by_sku(sku=…)`" in reference
    assert "Acme_Customer::" not in reference
    lock = read_lock(package)
    assert lock is not None
    assert f"field:{product}.sku" not in lock.names
    assert lock.names["operation:GET /V1/acme/products/{sku}"] == "get"
    for old, new, message in (
        ('"by_sku"', '"save"', "is taken or reserved; choose another"),
        ('"save"', '"class"', "is no Python name"),
        (
            "products/{sku}",
            "productz/{sku}",
            ".toml:13: error usage override target `GET /V1/acme/productz/{sku}` matches",
        ),
    ):
        config.write_text(config.read_text().replace(old, new))
        done = run("generate")
        assert done.returncode == 2
        assert message in done.stderr
