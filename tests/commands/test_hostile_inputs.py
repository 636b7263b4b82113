"""Configurations, locks, documents and names that nobody means well with: one line, the right code, nothing opened."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import EXAMPLE, REPOSITORY, Result, Run, environment, named_pipe, run, shop, warm

__all__ = ["run", "shop", "warm"]

LONG = "x" * 5000
DEEP = "[" * 100_000
ESCAPE = "\x1b]0;owned\x07"


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _holds(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


UNREADABLE: dict[str, Callable[[Path], object]] = {
    "a pipe": named_pipe,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": _loop,
    "deep": _holds(b'{"x": ' + DEEP.encode()),
    "not UTF-8": _holds(b"\xff\xfe\x00"),
    "a huge number": _holds(b'{"x": ' + b"9" * 5000 + b"}"),
}


def refused(done: Result, code: int, *says: str) -> None:
    """The run ended with the code and one line of its own that says all of that."""
    assert done.returncode == code, done.stderr
    assert "fault of magento-codegen" not in done.stderr
    assert "Traceback" not in done.stderr
    for text in says:
        assert text in done.stderr


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_configuration(shop: Path, run: Run, kind: str) -> None:
    name = "magento-codegen.toml"
    (shop / name).unlink()
    UNREADABLE[kind](shop / name)
    if kind in ("deep", "a huge number"):
        (shop / name).write_text((shop / name).read_text().replace('{"x": ', "x = ").replace("}", ""))
    refused(run("generate"), 2, name)
    refused(run("generate", "--config", name), 2, name)


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_lock(shop: Path, run: Run, kind: str) -> None:
    (shop / "src/acme_store").mkdir(parents=True)
    UNREADABLE[kind](shop / "src/acme_store/codegen.lock")
    refused(run("generate"), 2, "codegen.lock")
    refused(run("generate", "--check"), 2, "codegen.lock")
    refused(run("diff", "src/acme_store", "magento"), 3, "codegen.lock")


@pytest.mark.parametrize("kind", UNREADABLE)
def test_documents_to_compare_with(shop: Path, run: Run, kind: str) -> None:
    UNREADABLE[kind](shop / "document.json")
    refused(run("inspect", "--source", "magento", "--against", "document.json"), 3, "document.json")
    refused(run("diff", "magento", "document.json"), 3, "document.json")


def _nested(depth: int) -> str:
    schema = '{"type": "array", "items": ' * depth + '{"type": "string"}' + "}" * depth
    definition = f'{{"type": "object", "properties": {{"x": {schema}}}}}'
    return f'{{"paths": {{}}, "definitions": {{"a": {definition}}}}}'


@pytest.mark.parametrize("document", ["5", "null", "[]", '{"paths": 5}', _nested(3000)])
def test_odd_swagger(shop: Path, run: Run, document: str) -> None:
    (shop / "swagger.json").write_text(document)
    refused(run("inspect", "--source", "magento", "--against", "swagger.json"), 3, "swagger.json")


@pytest.mark.parametrize(
    "document",
    [
        "5",
        "null",
        "[]",
        '{"operations": [], "models": 5}',
        '{"operations": [null], "models": []}',
        '{"operations": [{"id": 5}], "models": [{"name": []}]}',
        '{"operations": [], "models": [{"name": "x", "python_path": "x", "fields": 5}]}',
    ],
)
def test_odd_documents_in_diff(shop: Path, run: Run, document: str) -> None:
    (shop / "old.json").write_text(document)
    refused(run("diff", "old.json", "magento"), 3, "old.json")
    refused(run("diff", "magento", "old.json"), 3, "old.json")


@pytest.mark.parametrize("value", [r"a\u0000b", LONG, "~nobody-of-that-name/x"])
@pytest.mark.parametrize("key", ["sources", "output", "templates"])
def test_paths_in_a_configuration(shop: Path, run: Run, key: str, value: str) -> None:
    settings = {"sources": '["magento"]', "output": '"acme_store"'}
    settings[key] = f'["{value}"]' if key == "sources" else f'"{value}"'
    text = "\n".join(f"{name} = {setting}" for name, setting in settings.items())
    (shop / "magento-codegen.toml").write_text(text)
    refused(run("generate"), 3 if key == "sources" else 2, "is no path: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["generate", "--config", LONG],
        ["generate", "--source", "magento", "--output", LONG, "--package", "a"],
        ["generate", "--source", LONG, "--output", "a"],
        ["inspect", "--source", "magento", "--against", f"{LONG}.json"],
        ["diff", LONG, "magento"],
        ["export", "openapi", "--source", "magento", "-o", LONG],
        ["export", "html", "--source", "magento", "-o", LONG],
        ["fetch", "http://127.0.0.1:1", "--guest", "-o", LONG],
    ],
)
def test_long_names(shop: Path, run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    refused(done, done.returncode)
    assert done.returncode in (2, 3)


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use is kept there")
@pytest.mark.parametrize(
    "command", ["generate", "generate --source x --output y", "doctor", "inspect --source x"]
)
def test_a_working_directory_that_is_gone(tmp_path: Path, warm: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    started = f'cd "{gone}" && rmdir "{gone}" && exec "{sys.executable}" -m codegen {command}'
    done = subprocess.run(
        ["sh", "-c", started], env=environment(warm), capture_output=True, text=True, check=False, timeout=120
    )
    refused(done, 3 if "inspect" in command else 2)


@pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8 elsewhere")
def test_names_that_are_not_utf8(tmp_path: Path, run: Run) -> None:
    folder = os.fsdecode(b"b\xffd")
    shutil.copytree(EXAMPLE / "magento2", tmp_path / folder)
    module = tmp_path / folder / "app/code/Acme/Catalog"
    module.rename(module.with_name(folder))
    strict = {"PYTHONIOENCODING": "utf-8:strict"}
    assert run("generate", "--source", folder, "--output", "acme", env=strict).returncode == 0
    again = run("generate", "--source", folder, "--output", "acme", "--check", env=strict)
    assert again.returncode == 0, again.stderr
    told = run("inspect", "--source", folder, "--format", "json", env=strict)
    assert told.returncode == 0, told.stderr
    assert f"{folder}/app" in json.loads(told.stdout)["operations"][0]["origin"]["file"]
    (module.with_name(folder) / "etc/webapi.xml").write_text("<broken")
    for log_format in ("text", "json", "github", "sarif"):
        refused(run("inspect", "--source", folder, "--log-format", log_format, env=strict), 3)


@pytest.mark.parametrize("log_format", ["text", "json", "github", "sarif"])
def test_a_name_commands_no_terminal(tmp_path: Path, run: Run, log_format: str) -> None:
    folder = f"{ESCAPE}\x9b31m"
    shutil.copytree(EXAMPLE / "magento2", tmp_path / folder)
    broken = tmp_path / folder / "app/code/Acme/Catalog/etc/webapi.xml"
    broken.parent.rename(broken.parent.with_name("e\nerror: spoofed"))
    broken.parent.mkdir()
    broken.write_text("<broken")
    inspected = run("inspect", "--source", folder, "--log-format", log_format)
    generated = run(
        "generate", "--source", folder, "--output", f"{ESCAPE}a", "--package", "a", "--keep-going"
    )
    for done in (
        inspected,
        generated,
        run("doctor", "--source", folder),
        run("diff", folder, f"{ESCAPE}.json"),
    ):
        for printed in (done.stdout, done.stderr):
            assert not set(printed) & {"\x1b", "\x07", "\x9b"}, printed
            assert "\nerror: spoofed" not in printed
    shown = "%1B%5D0%3Bowned%07" if log_format == "sarif" else r"\u001b]0;owned\u0007"
    assert shown in inspected.stdout + inspected.stderr


@pytest.mark.posix
def test_ctrl_c_while_the_program_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    path = os.pathsep.join([str(tmp_path), str(REPOSITORY)])
    done = subprocess.run(
        [sys.executable, "-m", "codegen", "explain"],
        env=environment(tmp_path, PYTHONPATH=path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")


def test_garbage_is_not_looked_for_while_the_program_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(
        "import gc, sys\nsys.exit('it is' if gc.isenabled() else 'it is not')\n"
    )
    path = os.pathsep.join([str(tmp_path), str(REPOSITORY)])
    done = subprocess.run(
        [sys.executable, "-m", "codegen", "explain"],
        env=environment(tmp_path, PYTHONPATH=path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "it is not\n"


@pytest.mark.parametrize(
    ("module", "requirement"),
    [
        ("click", "click>=8.1.8"),
        ("platformdirs", "platformdirs>=4.3"),
        ("yaml", "pyyaml>=6"),
        ("tree_sitter_php", "tree-sitter-php>=0.23.11"),
        ("lxml", "lxml>=5.3"),
        ("black", "black==26.*"),
        ("datamodel_code_generator", "datamodel-code-generator==0.89.0"),
        ("pydantic", "pydantic"),
    ],
)
def test_a_package_that_the_program_needs_is_named(tmp_path: Path, module: str, requirement: str) -> None:
    """Some are loaded with the program, others by the reader, the formatter or the cache: wherever, it is one line."""
    (tmp_path / f"{module}.py").write_text(
        f'raise ModuleNotFoundError("No module named {module!r}", name={module!r})'
    )
    path = os.pathsep.join([str(tmp_path), str(REPOSITORY)])
    command = ["generate", "--source", str(EXAMPLE / "magento2"), "--output", "out/a"]
    if module == "yaml":
        command = ["export", "openapi", "--source", str(EXAMPLE / "magento2"), "-o", "a.yaml"]
    homeless = (
        {"HOME": "", "XDG_CACHE_HOME": ""} if module == "platformdirs" else {}
    )  # else it is rarely asked
    done = subprocess.run(
        [sys.executable, "-m", "codegen", *command],
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=path, **homeless),
        capture_output=True,
        text=True,
        check=False,
    )
    name = requirement.partition(">")[0].partition("=")[0]
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"error: {name}, which magento-codegen needs, can't be imported (No module named {module!r}); "
        f"install it: pip install '{requirement}'"
    )
    assert "Traceback" not in done.stderr
