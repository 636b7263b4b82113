"""What a person at a terminal sees: a bar that moves, colours, tables that fit; and nothing of it in a pipe."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import Run, environment


def terminal(
    arguments: list[str],
    cwd: Path,
    warm: Path,
    *,
    columns: int = 80,
    codes: tuple[int, ...] = (0,),
    **env: str,
) -> str:
    import termios

    master, slave = os.openpty()
    termios.tcsetwinsize(slave, (24, columns))
    process = subprocess.Popen(
        [sys.executable, "-m", "codegen", *arguments],
        cwd=cwd,
        env=environment(warm, **{"NO_COLOR": "", "COLUMNS": "", **env}),
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
    assert process.wait() in codes
    return shown.decode()


@pytest.mark.posix
def test_a_bar_moves_from_step_to_step_and_inside_them(shop: Path, run: Run, tmp_path: Path) -> None:
    assert run("generate").returncode == 0
    (shop / "src/acme_store/codegen.lock").touch()
    shown = terminal(["generate", "--force"], shop, tmp_path)
    assert "is up to date" in shown
    config = shop / "magento-codegen.toml"
    config.write_text(config.read_text() + 'modes = "sync"\n')
    shown = terminal(["generate"], shop, tmp_path / "cold")
    bars = re.findall(r"store \[([#-]{24})\] (\w+)(?: \d+ of \d+| \d+)?, \d+ s", shown)
    assert {"read", "format"} <= {name for _, name in bars}
    filled = [bar.count("#") for bar, _ in bars]
    assert filled == sorted(filled)
    assert len(set(filled)) > 4
    assert re.search(r"\w \d+ of \d+, ", shown)
    assert re.search(r"wrote src/acme_store: .* \(\d+\.\d s\)", shown)


@pytest.mark.posix
def test_differences_and_changes_have_colours(shop: Path, warm: Path, run: Run) -> None:
    assert run("generate").returncode == 0
    kept = shop / "before"
    (shop / "src/acme_store").rename(kept)
    config = shop / "magento-codegen.toml"
    config.write_text(config.read_text() + 'exclude = {routes = ["DELETE *"]}\n')
    assert run("generate").returncode == 0
    changes = terminal(["diff", "before", "src/acme_store"], shop, warm, codes=(1,))
    assert re.search(r"\x1b\[31m[^\n]*breaking operation-removed", changes)
    back = terminal(["diff", "src/acme_store", "before"], shop, warm)
    assert re.search(r"\x1b\[32m[^\n]*additive operation-added", back)
    config.write_text(config.read_text().replace("DELETE", "GET"))
    difference = terminal(["generate", "--diff"], shop, warm, codes=(1,))
    assert re.search(r"\x1b\[32m\+ ", difference)
    assert re.search(r"\x1b\[31m- ", difference)
    assert "\x1b[3" not in terminal(
        ["diff", "before", "src/acme_store"], shop, warm, codes=(1,), NO_COLOR="1"
    )
    assert "\x1b" not in run("diff", "before", "src/acme_store").stdout


@pytest.mark.posix
def test_an_error_is_red(shop: Path, warm: Path) -> None:
    shown = terminal(["generate", "--source", "none", "--output", "x"], shop, warm, codes=(3,))
    assert "\x1b[31merror: none: " in shown


def test_a_pipe_gets_no_bar_and_no_colour(run: Run, shop: Path) -> None:
    piped = run("generate", "--force", cwd=shop)
    assert "\033" not in piped.stderr + piped.stdout
    assert "[###" not in piped.stderr


def words(shown: str) -> list[str]:
    """What is left when the bar was taken away."""
    return shown[shown.index("Services (") :].split()


@pytest.mark.posix
def test_tables_fit_the_terminal_and_lose_nothing(shop: Path, warm: Path) -> None:
    wide = terminal(["inspect", "--source", "magento"], shop, warm, columns=240)
    narrow = terminal(["inspect", "--source", "magento"], shop, warm, columns=64)
    assert words(wide) == words(narrow)
    rows = [line for line in narrow.split("\r\n") if line.startswith("  ")]
    assert rows
    assert [row for row in rows if len(row) > 64 and "  " in row.strip()] == []
    assert any(len(line) > 64 for line in wide.split("\r\n") if line.startswith("  "))


def test_quiet_prints_errors_only(run: Run, shop: Path) -> None:
    done = run("generate", "--quiet", cwd=shop)
    assert done.returncode == 0
    assert done.stdout + done.stderr == ""
    (shop / "magento/app/code/Acme/Catalog/etc/webapi.xml").write_text("<routes")
    done = run("generate", "--quiet", cwd=shop)
    assert done.returncode == 3
    broken, why = done.stderr.splitlines()
    assert "webapi.xml:1:8: error" in broken
    assert why.startswith("error: store: 1 input can't be used")
