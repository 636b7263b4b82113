"""A mutant is shown to those tests that run what its line decides."""

from __future__ import annotations

import pytest

from tests.campaign.mutation.decided import decided

CODE = """\
import re

_WORD = re.compile(
    "a+"
)


class Box:
    lid = 1

    @property
    def open(self):
        if self.lid:
            return _WORD.match(
                "a"
            )
        return None


def closed():
    return False
"""


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        (4, {*range(11, 18)}),  # a value of the module: the function that uses it
        (9, {*range(11, 18)}),  # one of a class as well
        (11, {*range(11, 18)}),  # a decorator: the function
        (13, {13}),  # a condition alone, not what it guards
        (15, {14, 15, 16}),  # a statement of several lines
        (8, {*range(8, 18)}),  # the head of a class: all of it
        (21, {21}),
    ],
)
def test_a_line_decides_its_statement_or_what_uses_it(line: int, lines: set[int]) -> None:
    assert decided(CODE, line) == lines
