"""`magento-codegen init`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from codegen.config import OWN_FILE, PROJECT_FILE, TABLE
from codegen.console.printing import say
from codegen.diagnostics import CodegenError
from codegen.files import is_there, read_file

_TEMPLATE = """\
# magento-codegen: typed Python clients for Magento. Relative paths start at this file's folder.
{table}
# A Magento root, a module, webapi.xml files or WSDLs; several are read together.
sources = [{sources}]
# The package's folder or the one it goes into, and its import name (default: the folder's name).
output = {output}
# package = "acme_store"

# auto: REST for Magento 2, SOAP for Magento 1; or "rest", "soap".
# protocol = "auto"
# Further folders to find PHP contracts in.
# php_paths = ["vendor/acme"]
# What the client imports: "httpx2" or "httpx".
# http_library = "httpx2"
# Which clients: "both", "sync", "async".
# modes = "both"
# Fields that type checkers see without None: those that are "declared" so; with "all" every field is optional, with
# "none" no field is. At run time it is all the same.
# optional = "declared"
# What numbers with decimals are: "float", or "decimal" (exact, with the digits of the answer).
# numbers = "float"
# Only models, no client.
# models_only = false
# Whether the package has `testing.py`, a shop in memory for your own tests.
# testing = true
# Whether the package has a .gitattributes that makes code hosts fold its files in reviews.
# gitattributes = false
# The oldest Python the package must run on.
# python_version = "3.11"
# Fail when an item of the input is degraded or skipped.
# strict = false
# Go on without inputs that can't be read; what the package had from them is kept.
# keep_going = false
# Write a pyproject.toml into the package, to publish it by itself.
# distribution = {{name = "acme-store", version = "1.0.0"}}
# A folder of templates that replace ours by name.
# templates = "templates"
# The attributes of your shop, as `magento-codegen fetch` wrote them: typed custom attributes, options as enums.
# attributes_from = "definitions/attributes.json"

# Which operations: by module, service, route, or the ACL ids that your integration token holds.
# {prefix}include]
# modules = ["Magento_Catalog", "Acme_*"]
# acl = ["Magento_Catalog::*"]
# {prefix}exclude]
# routes = ["DELETE *"]

# Types of custom attributes: str, int, float, bool, date, datetime, list[str], list[int], any.
# {prefix}attributes.catalog_product]
# brand = "int"

# Corrections by wire name: rename, type, required, drop.
# {array}overrides]]
# target = "CatalogDataProductInterface.sku"
# rename = "stock_keeping_unit"

# Several clients: repeat such tables; keys above are shared by all of them, except name, output and package.
# {array}clients]]
# name = "store"
# sources = ["/srv/magento"]
# output = "src/acme_store"
"""


@click.command(name="init", short_help="Write a commented configuration.")
@click.option(
    "--source", "sources", multiple=True, metavar="PATH", help="Put this source into it. Repeatable."
)
@click.option(
    "--output", default="acme_store", show_default=True, metavar="DIR", help="The package's folder."
)
def command(sources: tuple[str, ...], output: str) -> int:
    """Write a commented [tool.magento-codegen] into pyproject.toml, or magento-codegen.toml where there is none.

    \b
    Examples:
      magento-codegen init
      magento-codegen init --source ../magento --output src/acme_store
    """
    project = Path(PROJECT_FILE)
    own = Path(OWN_FILE)
    if os.path.lexists(own):
        raise CodegenError(f"{own}: is there already", exit_code=2)
    try:
        if is_there(project):
            text = read_file(project, PROJECT_FILE, exit_code=2).decode("utf-8")
            if f"[tool.{TABLE}" in text:
                raise CodegenError(f"{project}: has a [tool.{TABLE}] table already", exit_code=2)
            separator = "" if not text else "\n" if text.endswith("\n") else "\n\n"
            own_part = _text(f"tool.{TABLE}", sources, output)
            project.write_bytes(f"{text}{separator}{own_part}".encode())
            written = project
        else:
            own.write_text(_text("", sources, output), "utf-8")
            written = own
    except (OSError, UnicodeDecodeError) as error:
        raise CodegenError(f"{project}: can't be changed: {error}", exit_code=2) from error
    say(f"wrote {written}; edit it, then run magento-codegen generate", err=True)
    return 0


def _text(table: str, sources: tuple[str, ...], output: str) -> str:
    import json

    dot = f"{table}." if table else ""
    return _TEMPLATE.format(
        table=f"[{table}]" if table else "",
        prefix=f"[{dot}",
        array=f"[[{dot}",
        sources=", ".join(json.dumps(source) for source in sources or ("path/to/magento",)),
        output=json.dumps(output),
    )
