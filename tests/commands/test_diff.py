"""The diff command: its sides, its formats, and what its exit codes say."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from codegen.describe.surface import surface
from codegen.ir import Access, Api
from codegen.output.lock import LOCK_FILE, Lock
from codegen.symbols import assign
from tests.command_line import EXAMPLE, Run
from tests.commands.shop import GET, RATES, shop
from tests.comparing.test_api_changes import CASES, SKU, auth, document, parameters


def package(folder: Path, api: Api) -> Path:
    symbols = assign(api, {})
    lock = Lock(
        tool="1",
        program="",
        options={},
        inputs={},
        listing={},
        names=symbols.pins(),
        api=surface(api, symbols),
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LOCK_FILE).write_text(lock.dump(), "utf-8")
    return folder


CHANGED = auth(RATES, Access.SELF)(parameters(GET, SKU)(shop()))


def test_sides_are_packages_documents_and_commits(tmp_path: Path, run: Run) -> None:
    folder = package(tmp_path / "src" / "pkg", shop())
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-C", str(tmp_path)]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *arguments], check=True)
    package(folder, CHANGED)
    (tmp_path / "old.json").write_text(json.dumps(document(shop())))
    expected = None
    for old in ("git:HEAD", "git:HEAD:src/pkg", "old.json"):
        done = run("diff", old, "src/pkg", "--format", "json")
        assert done.returncode == 1, done.stderr
        found = json.loads(done.stdout)
        assert (found["breaking"], found["additive"]) == (2, 0)
        expected = expected or found
        assert found == expected
    lines = (folder / LOCK_FILE).read_text("utf-8").splitlines()
    for change in expected["changes"] if expected else ():
        assert change["location"]["file"] == f"src/pkg/{LOCK_FILE}"
        assert change["subject"].split(":")[0] in lines[change["location"]["line"] - 1]
    inside = run("diff", "git:HEAD:pkg", tmp_path / "src/pkg", cwd=tmp_path / "src")
    assert inside.returncode == 1, inside.stderr
    absolute = run("diff", "git:HEAD", folder)
    assert absolute.returncode == 1, absolute.stderr


@pytest.mark.parametrize(
    ("fail_on", "new", "code"),
    [
        ("breaking", CHANGED, 1),
        ("any", CHANGED, 1),
        ("none", CHANGED, 0),
        ("any", shop(), 0),
        ("breaking", CASES["field added"][0](shop()), 0),
        ("any", CASES["field added"][0](shop()), 1),
    ],
)
def test_exit_code(tmp_path: Path, run: Run, fail_on: str, new: Api, code: int) -> None:
    package(tmp_path / "a", shop())
    package(tmp_path / "b", new)
    assert run("diff", "a", "b", "--fail-on", fail_on).returncode == code


def test_formats(tmp_path: Path, run: Run) -> None:
    package(tmp_path / "a", shop())
    package(tmp_path / "b", CHANGED)
    text = run("diff", "a", "b").stdout.splitlines()
    assert text[-1] == "2 breaking, 0 additive"
    assert text[1].endswith(
        f"breaking parameter-removed {GET}:editMode is no longer accepted [catalog.product_repository.get(edit_mode)]"
    )
    markdown = run("diff", "a", "b", "--format", "markdown").stdout
    assert "| `GET /V1/loyalty/rates` | anonymous-removed: access was anonymous, is self |" in markdown
    github = run("diff", "a", "b", "--format", "github").stdout
    assert "::error title=parameter-removed,file=b/codegen.lock,line=" in github


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("missing", "missing: no such file or folder"),
        ("bad.json", "bad.json:1:2: is no JSON"),
        ("other.json", "other.json: is not what `inspect --format json` writes"),
        ("broken.json", "can't be compared: unexpected content"),
        ("nowhere.json", "can't be compared: unexpected content"),
        ("git:nope:b", "git:nope: fatal: "),
        ("git:", "git:: write git:REF:path"),
        ("git:--output=x:b", "git:--output=x:b: write git:REF:path"),
        ("damaged", "damaged/codegen.lock: is damaged"),
        ("empty", "empty: no definitions found"),
    ],
)
def test_what_can_not_be_compared_is_3(tmp_path: Path, run: Run, old: str, message: str) -> None:
    package(tmp_path / "b", shop())
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "broken.json").write_text('{"operations": [{}], "models": []}')
    listed = json.loads(run("inspect", "--source", str(EXAMPLE / "magento2"), "--format", "json").stdout)
    listed["operations"][0]["origin"] = {"file": 5}
    (tmp_path / "nowhere.json").write_text(json.dumps(listed))
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / LOCK_FILE).write_text("{}")
    (tmp_path / "empty").mkdir()
    done = run("diff", old, "b")
    assert (done.returncode, done.stdout) == (3, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
