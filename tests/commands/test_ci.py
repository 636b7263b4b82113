"""What users put into their CI: the action's steps run as a shell, the hooks, the README's commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.command_line import REPOSITORY, Result, Run, environment

ACTION = REPOSITORY / ".github" / "actions" / "magento-codegen" / "action.yml"
WORKFLOW = REPOSITORY / ".github" / "workflows" / "example.yml"


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def programs(folder: Path) -> Path:
    """A folder with `magento-codegen` and a `python` that says what it would install."""
    folder.mkdir()
    for name, body in {
        "magento-codegen": f'exec {sys.executable} -m codegen "$@"',
        "python": 'echo "python $*"',
    }.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return folder


def run_action(shop: Path, warm: Path, **given: str) -> list[Result]:
    """Run the action's steps as GitHub would: inputs put into `env`, `if` looked at, stopped by a failure."""
    action = load(ACTION)
    inputs = {name: given.get(name, spec["default"]) for name, spec in action["inputs"].items()}
    path = shop / "bin" if (shop / "bin").exists() else programs(shop / "bin")
    results = []
    for step in action["runs"]["steps"]:
        if step.get("if") == "inputs.package != ''" and not inputs["package"]:
            continue
        values = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], text)
            for name, text in step["env"].items()
        }
        env = environment(
            warm, PATH=f"{path}:{os.environ['PATH']}", GITHUB_STEP_SUMMARY=str(shop / "summary"), **values
        )
        assert "${{" not in step["run"], "inputs reach a shell through its environment only"
        done = subprocess.run(
            [step["shell"], "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=shop,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        results.append(done)
        if done.returncode:
            break
    return results


@pytest.fixture
def committed(shop: Path, run: Run) -> Path:
    assert run("generate").returncode == 0
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-C", str(shop)]
    for arguments in (["init", "-q", "-b", "main"], ["add", "src"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *arguments], check=True)
    return shop


def test_the_action_passes_on_a_fresh_package(committed: Path, warm: Path) -> None:
    install, check = run_action(committed, warm, clients="store")
    assert install.stdout == "python -m pip install --quiet magento-codegen\n"
    assert (check.returncode, "up to date" in check.stdout) == (0, True), check.stderr


def test_the_action_fails_on_a_stale_package(committed: Path, warm: Path) -> None:
    config = committed / "magento-codegen.toml"
    config.write_text(config.read_text() + 'modes = "sync"\n')
    _, check = run_action(committed, warm)
    assert check.returncode == 1
    assert "because option changed: modes" in check.stdout
    assert (
        "::error title=stale,file=src/acme_store/codegen.lock::store: src/acme_store is stale: "
        in check.stdout
    )


def test_the_action_shows_what_breaks(committed: Path, warm: Path, run: Run) -> None:
    config = committed / "magento-codegen.toml"
    config.write_text(config.read_text() + 'exclude = {routes = ["DELETE *"]}\n')
    assert run("generate").returncode == 0
    *_, compare = run_action(
        committed, warm, **{"package": "src/acme_store", "base": "main", "fail-on": "breaking"}
    )
    assert compare.returncode == 1
    assert "::error title=operation-removed,file=src/acme_store/codegen.lock::DELETE " in compare.stdout
    summary = (committed / "summary").read_text()
    assert "| `DELETE /V1/acme/locations/{locationId}` | operation-removed: is no longer there |" in summary


def test_the_workflow_uses_the_action_as_it_is() -> None:
    steps = load(WORKFLOW)["jobs"]["clients"]["steps"]
    (own,) = [step for step in steps if step["uses"].startswith("./")]
    assert REPOSITORY / own["uses"] == ACTION.parent
    assert set(own["with"]) <= set(load(ACTION)["inputs"])
    package = own["with"]["package"]
    assert (REPOSITORY / package / "codegen.lock").is_file()


def test_the_hooks_are_commands_of_ours(run: Run, committed: Path) -> None:
    hooks = load(REPOSITORY / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in hooks] == ["magento-codegen-check", "magento-codegen-generate"]
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program == "magento-codegen"
        assert run(*arguments).returncode == 0


def test_ci_runs_the_readmes_test_command() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    commands = [line for line in readme.splitlines() if line.startswith("python3 -m venv .venv")]
    assert len(commands) == 2
    steps = (REPOSITORY / ".ci" / "run").read_text("utf-8").splitlines()
    assert commands[1] in [line.strip() for line in steps]
    assert os.access(REPOSITORY / ".ci" / "run", os.X_OK)


def test_the_workflow_runs_the_readmes_test_command(tmp_path: Path) -> None:
    (job,) = load(REPOSITORY / ".github" / "workflows" / "tests.yml")["jobs"].values()
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    (step,) = [step for step in job["steps"] if step.get("name") == "Test"]
    (tmp_path / "README.md").write_bytes((REPOSITORY / "README.md").read_bytes())
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for name in ("python3", "bash"):
        (bin_folder / name).write_text(f'#!/bin/sh\necho "{name} $*"\n')
        (bin_folder / name).chmod(0o755)
    for system, folder in (("Linux", ".venv/bin"), ("macOS", ".venv/bin"), ("Windows", ".venv/Scripts")):
        env = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "RUNNER_OS": system}
        done = subprocess.run(
            ["/bin/bash", "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == (
            f"bash -ec python3 -m venv .venv && {folder}/pip install -q -e '.[test]' && {folder}/python -m pytest -n auto\n"
        )


def test_the_templates_readme_documents_every_template() -> None:
    readme = (REPOSITORY / "templates" / "README.md").read_text("utf-8")
    for path in sorted((REPOSITORY / "templates").rglob("*.jinja")):
        name = path.relative_to(REPOSITORY / "templates").as_posix()
        assert f"`{name}`" in readme, name
