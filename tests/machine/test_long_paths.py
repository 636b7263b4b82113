"""The flag by which a process tells Windows that it knows of long paths."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from codegen.machine.long_paths import allow_long_paths


@pytest.mark.parametrize(
    ("build", "before", "after", "others"),
    [
        (19045, 0x04, 0x84, False),
        (19045, 0x84, 0x84, True),
        (9600, 0x04, 0x04, False),
    ],
    ids=["switched off", "switched on", "Windows 8.1"],
)
def test_only_its_bit_is_set(
    build: int, before: int, after: int, others: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = (ctypes.c_ubyte * 8)(1, 2, 3, before, 5)
    ntdll = SimpleNamespace(RtlGetCurrentPeb=lambda: ctypes.addressof(block))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "getwindowsversion", lambda: SimpleNamespace(build=build), raising=False)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(ntdll=ntdll), raising=False)
    assert allow_long_paths.__wrapped__() is others
    assert list(block) == [1, 2, 3, after, 5, 0, 0, 0]


def test_other_systems_take_any_length() -> None:
    assert allow_long_paths()
