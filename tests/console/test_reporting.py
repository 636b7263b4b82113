"""What a user reads: mistakes in one line, log formats, help, progress and colour."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from codegen import __version__
from tests.command_line import HEAVY, Run, environment


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
        (["generate", "--config", "none.toml"], 2, "none.toml: error usage can't be read: No such file"),
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
    failed = run("generate", "--source", "none", "--output", "x", "--log-format", "github")
    assert failed.returncode == 3
    assert failed.stdout == (
        "::error title=unreadable-input::none: no such file or folder; "
        "check --source or `sources` in the configuration\n"
    )
    (shop / "bad.wsdl").write_text("<definitions>\n<unclosed></definitions>")
    placed = run("inspect", "--source", "bad.wsdl", "--log-format", "github")
    assert "file=bad.wsdl,line=2" in placed.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["inspect", "--source", "magento", "--format", "json"], ["diff", "magento", "magento"]],
)
def test_output_that_nobody_takes_is_no_success(shop: Path, warm: Path, arguments: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "codegen", *arguments],
            cwd=shop,
            env=environment(warm),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1] == "error: the output can't be written: No space left on device"


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


@pytest.mark.posix
def test_an_interrupt_is_130_and_a_closed_pipe_is_quiet(shop: Path, warm: Path) -> None:
    command = [sys.executable, "-m", "codegen"]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        process = subprocess.Popen(
            [*command, "fetch", f"http://127.0.0.1:{silent.getsockname()[1]}", "--guest", "-o", "out"],
            cwd=shop,
            env=environment(shop),
            stderr=subprocess.PIPE,
            text=True,
        )
        connection, _ = silent.accept()  # it waits for an answer that never comes
        with connection:
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=120)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "interrupted"
    assert "Traceback" not in said
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


def obj(required: str, **properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
RULE = obj("id", id=TEXT, shortDescription=obj("text", text=TEXT), help=obj("text", text=TEXT))
"""A reportingDescriptor (SARIF 2.1.0, section 3.49)."""


POSITIVE = {"type": "integer", "minimum": 1}
LOCATION = obj(
    "physicalLocation",
    physicalLocation=obj(
        "artifactLocation",
        artifactLocation=obj("uri", uri={"type": "string", "pattern": r"^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"}),
        region=obj("startLine", startLine=POSITIVE, startColumn=POSITIVE),
    ),
)
SARIF = obj(
    "$schema version runs",
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "minItems": 1,
        "items": obj(
            "tool results",
            tool=obj(
                "driver",
                driver=obj(
                    "name version rules",
                    name=TEXT,
                    version=TEXT,
                    rules={"type": "array", "uniqueItems": True, "items": RULE},
                ),
            ),
            results={
                "type": "array",
                "items": obj(
                    "ruleId ruleIndex level message",
                    ruleId=TEXT,
                    ruleIndex={"type": "integer", "minimum": 0},
                    level={"enum": ["error", "warning", "note"]},
                    message=obj("text", text=TEXT),
                    locations={"type": "array", "items": LOCATION},
                ),
            },
        ),
    },
)
"""What SARIF 2.1.0 (sections 3.13 to 3.30) says of the parts of a log that are written here."""


def test_sarif_is_what_its_readers_expect(shop: Path, run: Run) -> None:
    routes = shop / "magento/app/code/Acme/StoreLocator/etc/webapi.xml"
    routes.write_text(routes.read_text().replace('method="', 'method="un', 1))
    (shop / "bad wsdl.wsdl").write_text("<definitions>\n<unclosed></definitions>")
    levels = set()
    for source in ("magento", "bad wsdl.wsdl", "nowhere"):
        done = run("generate", "--source", source, "--output", "x", "--log-format", "sarif")
        log = json.loads(done.stdout)
        jsonschema.validate(log, SARIF)
        (one,) = log["runs"]
        rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
        assert [rules[result["ruleIndex"]] for result in one["results"]] == [
            result["ruleId"] for result in one["results"]
        ]
        levels |= {result["level"] for result in one["results"]}
        assert one["results"], source
    assert levels == {"error", "note", "warning"}
