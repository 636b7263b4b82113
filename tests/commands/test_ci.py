"""What users put into their CI: the action's steps run as a shell, the hooks, the README's commands."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from tests.command_line import REPOSITORY, Result, Run, environment

pytestmark = pytest.mark.posix
ACTION = REPOSITORY / ".github" / "actions" / "magento-codegen" / "action.yml"
README = REPOSITORY / "README.md"
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


def applies(condition: str, inputs: dict[str, str], failed: bool) -> bool:
    """Whether GitHub would run a step with this `if`."""
    parts = condition.split(" && ") if condition else []
    wanted = [re.fullmatch(r"inputs\.([a-z-]+) != ''", part) for part in parts if part != "always()"]
    return ("always()" in parts or not failed) and all(each and inputs[each[1]] for each in wanted)


def run_action(shop: Path, warm: Path, **given: str) -> dict[str, Result]:
    """Run the action's steps as GitHub would, by name: inputs put into `env`, `if` looked at, failures remembered.

    Steps that are actions of others are left out.
    """
    action = load(ACTION)
    inputs = {name: given.get(name, spec["default"]) for name, spec in action["inputs"].items()}
    path = shop / "bin" if (shop / "bin").exists() else programs(shop / "bin")
    results: dict[str, Result] = {}
    for step in action["runs"]["steps"]:
        failed = any(result.returncode for result in results.values())
        if "run" not in step or not applies(step.get("if", ""), inputs, failed):
            continue
        values = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], text)
            for name, text in step["env"].items()
        }
        env = environment(
            warm,
            PATH=f"{path}:{os.environ['PATH']}",
            GITHUB_STEP_SUMMARY=str(shop / "summary"),
            GITHUB_REPOSITORY="acme/shop",
            **values,
        )
        assert "${{" not in step["run"], "inputs reach a shell through its environment only"
        results[step["name"]] = subprocess.run(
            [step["shell"], "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=shop,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    return results


def git(folder: Path, *arguments: str | Path) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    subprocess.run(["git", *who, "-C", str(folder), *map(str, arguments)], check=True, capture_output=True)


@pytest.fixture
def committed(shop: Path, run: Run) -> Path:
    assert run("generate").returncode == 0
    git(shop, "init", "-q", "-b", "main")
    git(shop, "add", "src")
    git(shop, "commit", "-qm", "x")
    return shop


def test_the_action_passes_on_a_fresh_package(committed: Path, warm: Path) -> None:
    steps = run_action(committed, warm, clients="store")
    assert list(steps) == ["Install", "Check"]
    install, check = steps.values()
    assert install.stdout == "python -m pip install --quiet magento-codegen\n"
    assert (check.returncode, "up to date" in check.stdout) == (0, True), check.stderr


def test_the_action_fails_on_a_stale_package(committed: Path, warm: Path) -> None:
    config = committed / "magento-codegen.toml"
    config.write_text(config.read_text() + 'modes = "sync"\n')
    check = run_action(committed, warm)["Check"]
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
    given = {"package": "src/acme_store", "base": "main", "fail-on": "breaking"}
    compare = run_action(committed, warm, **given)["Compare"]
    assert compare.returncode == 1
    assert "::error title=operation-removed,file=src/acme_store/codegen.lock::DELETE " in compare.stdout
    summary = (committed / "summary").read_text()
    assert "| `DELETE /V1/acme/locations/{locationId}` | operation-removed: is no longer there |" in summary


def test_annotations_sit_on_the_changed_line(committed: Path, warm: Path, run: Run) -> None:
    contract = committed / "magento/app/code/Acme/Catalog/Api/Data/CategoryInterface.php"
    text = contract.read_text()
    contract.write_text(text.replace("@return string", "@return int", 1))
    (line,) = [at for at, each in enumerate(text.splitlines(), 1) if "function getName()" in each]
    routes = committed / "magento/app/code/Acme/Catalog/etc/webapi.xml"
    changed = routes.read_text().replace(
        '<resource ref="Acme_Catalog::categories"/>', '<resource ref="Acme_Catalog::all"/>'
    )
    routes.write_text(changed)
    assert run("generate").returncode == 0
    shown = run_action(committed, warm, package="src/acme_store", base="main")["Compare"].stdout
    assert re.search(
        rf"^::error title=field-type-changed,file={contract.relative_to(committed)},line={line}", shown, re.M
    )
    places = re.findall(r"title=acl-\w+,file=(.*?),line=(\d+)", shown)
    lines = changed.splitlines()
    assert places
    for file, number in places:
        assert committed / file == routes
        assert "<route " in lines[int(number) - 1]


def test_the_comparison_is_shown_though_the_check_fails(committed: Path, warm: Path) -> None:
    config = committed / "magento-codegen.toml"
    config.write_text(config.read_text() + 'modes = "sync"\n')
    steps = run_action(committed, warm, package="src/acme_store", base="main", sarif="found.sarif")
    assert steps["Check"].returncode == 1
    assert steps["Compare"].stdout == "0 breaking, 0 additive\n"
    assert "0 breaking, 0 additive" in (committed / "summary").read_text()
    assert steps["Diagnostics"].returncode == 0
    (found,) = json.loads((committed / "found.sarif").read_text())["runs"]
    assert [each["ruleId"] for each in found["results"]] == ["disabled-modules", "stale"]


def test_the_pull_request_that_adds_a_package_passes(shop: Path, warm: Path, run: Run) -> None:
    git(shop, "init", "-q", "-b", "main")
    git(shop, "commit", "-qm", "x", "--allow-empty")
    assert run("generate").returncode == 0
    given = {"package": "src/acme_store", "base": "main", "fail-on": "breaking"}
    compare = run_action(shop, warm, **given)["Compare"]
    assert compare.returncode == 0
    assert "is new" in compare.stdout
    assert "0 breaking" in compare.stdout


def test_a_shallow_clone_gets_its_base(committed: Path, warm: Path) -> None:
    git(committed, "checkout", "-qb", "change")
    git(committed, "commit", "-qm", "y", "--allow-empty")
    clone = committed / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", "--branch=change", f"file://{committed}", str(clone)], check=True
    )
    for name in ("magento", "magento-codegen.toml"):
        (clone / name).symlink_to(committed / name)
    assert run_action(clone, warm, package="src/acme_store")["Compare"].stdout == "0 breaking, 0 additive\n"


def test_a_commit_that_a_shallow_clone_lacks_is_told_with_the_mend(committed: Path, run: Run) -> None:
    git(committed, "commit", "-qm", "y", "--allow-empty")
    first = subprocess.run(
        ["git", "-C", str(committed), "rev-parse", "HEAD~"], capture_output=True, text=True, check=True
    ).stdout.strip()
    clone = committed / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{committed}", str(clone)], check=True)
    done = run("diff", f"git:{first}", "src/acme_store", cwd=clone)
    assert done.returncode == 3
    assert "fetch-depth: 0" in done.stderr
    done = run("diff", "git:man", "src/acme_store", cwd=committed)
    assert (done.returncode, "fetch-depth" in done.stderr) == (3, False)
    assert "git:man: there is no such commit here" in done.stderr


def test_one_comment_is_kept_up_to_date(committed: Path, warm: Path) -> None:
    programs(committed / "bin")
    fake = committed / "bin" / "gh"
    fake.write_text("""#!/bin/sh
printf '%s\n' "$*" >> calls
case "$*" in *--jq*) cat comments 2>/dev/null; exit 0;; esac
for each; do case "$each" in body=@*) cat "${each#body=@}" > body;; esac; done
""")
    fake.chmod(0o755)
    given = {"package": "src/acme_store", "base": "main", "comment": "7"}
    assert run_action(committed, warm, **given)["Comment"].returncode == 0
    (committed / "comments").write_text("41\n42\n")
    assert run_action(committed, warm, **given)["Comment"].returncode == 0
    listed, posted, _, patched = (committed / "calls").read_text().splitlines()
    assert listed.startswith("api repos/acme/shop/issues/7/comments --paginate --jq ")
    assert posted.startswith("api --silent --method POST repos/acme/shop/issues/7/comments --field body=@")
    assert patched.startswith("api --silent --method PATCH repos/acme/shop/issues/comments/41 --field body=@")
    first, *rest = (committed / "body").read_text().splitlines()
    assert first == "<!-- magento-codegen: src/acme_store -->"
    assert "0 breaking, 0 additive" in rest


def test_a_comment_that_may_not_be_written_fails_nothing(committed: Path, warm: Path) -> None:
    programs(committed / "bin")
    fake = committed / "bin" / "gh"
    fake.write_text("#!/bin/sh\necho 'HTTP 403: Resource not accessible by integration' >&2\nexit 1\n")
    fake.chmod(0o755)
    comment = run_action(committed, warm, package="src/acme_store", base="main", comment="7")["Comment"]
    assert comment.returncode == 0
    assert "HTTP 403" in comment.stderr
    assert comment.stdout.startswith("::warning::The comment was not written; it needs the permission ")


def test_a_comment_is_no_longer_than_github_takes(committed: Path, warm: Path) -> None:
    path = programs(committed / "bin")
    row = "| `GET /V1/things` | operation-removed: is no longer there |"
    (path / "magento-codegen").write_text(f"#!/bin/sh\nyes '{row}' | head -n 2000\n")
    fake = path / "gh"
    fake.write_text("""#!/bin/sh
for each; do case "$each" in body=@*) cat "${each#body=@}" > body;; esac; done
""")
    fake.chmod(0o755)
    given = {"package": "src/acme_store", "base": "main", "comment": "7"}
    assert run_action(committed, warm, **given)["Comment"].returncode == 0
    body = (committed / "body").read_text()
    assert 60_000 < len(body) < 65_536
    _, *rows, _, last = body.splitlines()
    assert set(rows) == {row}
    assert last == "The rest is in the summary of the run."


def test_the_cache_is_kept_by_content_wherever_a_system_has_it(
    committed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (step,) = [step for step in load(ACTION)["runs"]["steps"] if step["name"] == "Cache"]
    kept = step["with"]
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for system in (Unix, MacOS):
        folder = system("magento-codegen", appauthor=False).user_cache_dir
        assert folder.replace(str(Path.home()), "~") in kept["path"].split()
    assert (
        "~/AppData/Local/magento-codegen/Cache" in kept["path"].split()
    )  # as Windows has it in platformdirs
    assert kept["key"].startswith(kept["restore-keys"]), "the newest of another content does as well"
    (patterns,) = re.findall(r"hashFiles\((.*)\)", kept["key"])
    counted = {path for pattern in re.findall(r"'(.*?)'", patterns) for path in committed.glob(pattern)}
    read = json.loads((committed / "src/acme_store/codegen.lock").read_text())["inputs"]
    definitions = {
        committed / path for path in read if path.endswith(("webapi.xml", "extension_attributes.xml"))
    }
    assert definitions
    assert {path for path in definitions if path.exists()} <= counted


def readme_job() -> Any:
    (text,) = re.findall(r"```yaml\n(  magento-clients:\n.*?)  ```", README.read_text("utf-8"), re.S)
    return yaml.safe_load(text)["magento-clients"]


def test_the_job_of_gitlab(committed: Path, warm: Path, run: Run) -> None:
    job = readme_job()
    git(committed, "commit", "-qm", "y", "--allow-empty")
    path = programs(committed / "bin")
    (path / "pip").symlink_to("python")
    base = subprocess.run(
        ["git", "rev-parse", "HEAD~"], cwd=committed, capture_output=True, text=True, check=True
    )
    given = {"CI_PROJECT_DIR": str(warm), "CI_MERGE_REQUEST_DIFF_BASE_SHA": base.stdout.strip()}
    cache = job["variables"]["XDG_CACHE_HOME"].replace("$CI_PROJECT_DIR", str(committed))
    assert [str(committed / path) for path in job["cache"]["paths"]] == [cache]
    env = environment(warm, PATH=f"{path}:{os.environ['PATH']}", **given)

    def result() -> Result:
        command = ["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])]
        return subprocess.run(command, cwd=committed, env=env, capture_output=True, text=True, check=False)

    done = result()
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "0 breaking, 0 additive"), done.stderr
    config = committed / "magento-codegen.toml"
    config.write_text(config.read_text() + 'exclude = {routes = ["DELETE *"]}\n')
    assert "is stale" in result().stderr
    assert run("generate").returncode == 0
    done = result()
    assert (done.returncode, "operation-removed" in done.stdout) == (1, True)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_the_rule_for_make(shop: Path, warm: Path) -> None:
    rule, recipe = re.search(
        r"^- make: `(.*)`, and below it, after a tab,\n  `(.*)`\.$", README.read_text("utf-8"), re.M
    ).groups()
    (shop / "Makefile").write_text(f"{rule.replace('app/code', 'magento/app/code')}\n\t{recipe}\n")
    env = environment(warm, PATH=f"{programs(shop / 'bin')}:{os.environ['PATH']}")

    def made() -> str:
        return subprocess.run(["make"], cwd=shop, env=env, capture_output=True, text=True, check=True).stderr

    assert "wrote src/acme_store" in made()
    assert made() == ""
    contract = shop / "magento/app/code/Acme/Catalog/Api/Data/CategoryInterface.php"
    os.utime(contract, (later := (shop / "src/acme_store/codegen.lock").stat().st_mtime + 5, later))
    assert "is up to date" in made()


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
        installs = f"python3 -m venv .venv && {folder}/pip install -q -e '.[test]'"
        assert done.stdout == f"bash -ec {installs} && {folder}/python -m pytest -n auto\n"


def test_the_templates_readme_documents_every_template() -> None:
    readme = (REPOSITORY / "templates" / "README.md").read_text("utf-8")
    for path in sorted((REPOSITORY / "templates").rglob("*.jinja")):
        name = path.relative_to(REPOSITORY / "templates").as_posix()
        assert f"`{name}`" in readme, name
