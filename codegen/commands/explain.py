"""`magento-codegen explain`."""

from __future__ import annotations

from textwrap import fill, indent

import click

from codegen.console.explanations import EXPLANATIONS
from codegen.diagnostics import CodegenError, nearest

_WIDTH = 100


@click.command(name="explain", short_help="What a diagnostic means, and how to mend it.")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Say what the diagnostic CODE means, what Magento does with such an input, and the mend; without one list all.

    \b
    Examples:
      magento-codegen explain missing-return
    """
    if code is None:
        width = max(map(len, EXPLANATIONS))
        for name, known in sorted(EXPLANATIONS.items()):
            click.echo(f"{name:<{width}}  {known.meaning}")
        return 0
    found = EXPLANATIONS.get(code.strip().lower())
    if found is None:
        near = nearest(code, EXPLANATIONS)
        hint = f"; did you mean {near}?" if near else "; `magento-codegen explain` lists all"
        raise CodegenError(f"there is no diagnostic {code}{hint}", exit_code=2)
    click.secho(code.strip().lower(), bold=True)
    for title, text in (("", found.meaning), ("Magento: ", found.magento), ("Mend: ", found.mend)):
        click.echo(fill(f"{title}{text}", _WIDTH))
    if found.example:
        click.echo(f"\n{indent(found.example, '    ')}")
    return 0
