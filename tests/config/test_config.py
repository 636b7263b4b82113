"""The configuration: what is read, and what each mistake says."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from codegen.config import ClientConfig, Override, Selection, find_config, load_config
from codegen.config.keys import CLIENT_KEYS
from codegen.diagnostics import CodegenError
from codegen.machine.data_folders import schemas
from tests.command_line import Run

SHORT = """\
[project]
name = "shop"

[tool.magento-codegen]
sources = ["../magento", "wsdl"]
output = "src/acme_store"
"""


def write(folder: Path, text: str, name: str = "pyproject.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def failure(folder: Path, text: str) -> str:
    with pytest.raises(CodegenError) as caught:
        load_config(write(folder, text))
    assert caught.value.exit_code == 2
    return str(caught.value).replace(str(folder), "")


def test_short_form_has_one_client_with_defaults(tmp_path: Path) -> None:
    (client,) = load_config(write(tmp_path, SHORT))
    assert client._replace(places={}) == ClientConfig(
        name="acme_store",
        sources=("../magento", "wsdl"),
        output=tmp_path / "src/acme_store",
        package="acme_store",
        base=tmp_path,
    )


@pytest.mark.parametrize(
    ("output", "package", "folder"),
    [
        ("src/acme_store", None, "src/acme_store"),
        ("src/acme_store", "acme_store", "src/acme_store"),
        ("src", "acme_store", "src/acme_store"),
        ("src/clients/store", "acme.clients.store", "src/clients/store"),
        ("src", "acme.clients.store", "src/acme/clients/store"),
    ],
)
def test_output_is_the_package_or_the_folder_it_goes_into(
    tmp_path: Path, output: str, package: str | None, folder: str
) -> None:
    named = f'package = "{package}"\n' if package else ""
    text = f'sources = ["."]\noutput = "{output}"\n{named}'
    (client,) = load_config(write(tmp_path, text, "magento-codegen.toml"))
    assert client.output == tmp_path / folder


def test_several_clients_share_the_keys_above_them(tmp_path: Path) -> None:
    text = """\
sources = ["magento"]
http_library = "httpx"
include = {modules = ["Magento_*"], acl = ["Magento_Catalog::products"]}
[attributes.catalog_product]
brand = "int"
[[clients]]
name = "store"
output = "a/store"
package = "acme.store"
[[clients]]
output = "b/models"
models_only = true
http_library = "httpx2"
[[clients.overrides]]
target = "CatalogDataProductInterface.sku"
rename = "code"
required = false
"""
    store, models = load_config(write(tmp_path, text, "magento-codegen.toml"))
    assert (store.name, store.package, store.http_library) == ("store", "acme.store", "httpx")
    assert store.include == Selection(modules=("Magento_*",), acl=("Magento_Catalog::products",))
    assert store.attributes == models.attributes == {"catalog_product": {"brand": "int"}}
    assert (models.name, models.models_only, models.http_library) == ("models", True, "httpx2")
    (override,) = models.overrides
    assert override.origin is not None
    assert override.origin.line == 15
    assert override == Override(
        target="CatalogDataProductInterface.sku", rename="code", required=False, origin=override.origin
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('output = "src', 'outputs = "src', ":6: unknown key `outputs`; did you mean `output`?"),
        ("sources", "source", ":5: unknown key `source`; did you mean `sources`?"),
        ('["../magento", "wsdl"]', '"wsdl"', ":5: `sources` must be a list of strings, not 'wsdl'"),
        ('["../magento", "wsdl"]', "[1]", ":5: `sources` must be a list of strings"),
        ('["../magento", "wsdl"]', "[]", ":5: `sources` names no source"),
        (
            "src/acme_store",
            "src/acme-store",
            ": `acme-store` can't be imported: `acme-store` is not a Python",
        ),
        ("src/acme_store", "src/class", ": `class` can't be imported"),
    ],
)
def test_mistakes_name_line_and_nearest_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert f"/pyproject.toml{message}" in failure(tmp_path, SHORT.replace(old, new))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('protocol = "graphql"', ":7: `protocol` must be one of auto, rest, soap, not 'graphql'"),
        ("strict = 1", ":7: `strict` must be true or false, not 1"),
        ("package = 7", ":7: `package` must be a string, not 7"),
        ('include = {module = ["x"]}', ":7: unknown key `include.module`; did you mean `include.modules`?"),
        (
            'attributes = {catalog_product = {brand = "integer"}}',
            ":7: attribute `catalog_product.brand` must be one",
        ),
        ("attributes = []", ":7: `attributes` must be a table, not []"),
        ("clients = 3", ":7: `clients` must be written as [[tool.magento-codegen.clients]] tables"),
        ('[[tool.magento-codegen.overrides]]\nrename = "x"', ":7: an override needs a `target`"),
        ('[[tool.magento-codegen.overrides]]\ntarget = "x"', ":8: the override of `x` changes nothing"),
        (
            '[[tool.magento-codegen.overrides]]\ntarget = "x"\nrenam = "y"',
            ":9: unknown key `overrides.renam`",
        ),
        ("strict = ", "is not valid TOML"),
    ],
)
def test_wrong_values_name_the_line(tmp_path: Path, line: str, message: str) -> None:
    assert message in failure(tmp_path, f"{SHORT}{line}\n")


def test_missing_keys_and_twins(tmp_path: Path) -> None:
    assert "`output` is missing" in failure(tmp_path, '[tool.magento-codegen]\nsources = ["x"]\n')
    client = '[[tool.magento-codegen.clients]]\nname = "a"\nsources = ["x"]\noutput = "{}"\n'
    assert ":6: two clients are named `a`" in failure(tmp_path, client.format("p") + client.format("q"))
    twin = client.replace('"a"', '"b"')
    assert ":8: `b` and `a` have the same `output`" in failure(
        tmp_path, client.format("p") + twin.format("p")
    )
    shared = '[tool.magento-codegen]\noutput = "p"\n' + client.format("p")
    assert ":2: `output` can't be shared by several clients" in failure(tmp_path, shared)
    assert "no [tool.magento-codegen] table" in failure(tmp_path, "[project]\n")
    latin = tmp_path / "pyproject.toml"
    latin.write_bytes(b'[tool.magento-codegen]\noutput = "\xe9"\n')
    with pytest.raises(CodegenError, match="is not UTF-8"):
        load_config(latin)


def test_nearest_configuration_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path / "a", "[project]\n")
    assert find_config(inner) is None or find_config(inner) != tmp_path / "a" / "pyproject.toml"
    project = write(tmp_path, SHORT)
    assert find_config(inner) == project
    own = write(tmp_path / "a", 'sources = ["x"]\noutput = "y"\n', "magento-codegen.toml")
    assert find_config(inner) == own


def test_options_hold_no_path(tmp_path: Path) -> None:
    (client,) = load_config(write(tmp_path, SHORT + 'templates = "t"\nphp_paths = ["p"]\n'))
    assert str(tmp_path) not in json.dumps(client.options())


def test_same_named_sources_have_distinct_keys(tmp_path: Path) -> None:
    for folder in ("a/wsdl", "b/wsdl", "c"):
        (tmp_path / folder).mkdir(parents=True)
    text = 'sources = ["a/wsdl", "b/wsdl", "c"]\noutput = "y"\n'
    (client,) = load_config(write(tmp_path, text, "magento-codegen.toml"))
    assert [root.key for root in client.roots()] == ["a/wsdl", "b/wsdl", "c"]


def test_schema_knows_every_key_and_agrees(tmp_path: Path) -> None:
    schema = json.loads((schemas() / "config.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert set(schema["$defs"]["client"]["properties"]) == set(CLIENT_KEYS)
    validator.validate(tomllib.loads(SHORT)["tool"]["magento-codegen"])
    assert not validator.is_valid({"outputs": "x"})
    assert not validator.is_valid({"clients": [{"outputs": "x"}]})


@pytest.mark.parametrize("existing", [None, "", "[project]\nname = 'x'", SHORT.split("[tool")[0]])
def test_init_writes_what_load_reads(tmp_path: Path, run: Run, existing: str | None) -> None:
    if existing is not None:
        write(tmp_path, existing)
    done = run("init", "--source", 'a "quoted" path', "--output", "src/shop")
    assert (done.returncode, done.stdout) == (0, "")
    path = tmp_path / ("magento-codegen.toml" if existing is None else "pyproject.toml")
    (client,) = load_config(path)
    assert client.sources == ('a "quoted" path',)
    assert client.output == tmp_path / "src/shop"
    again = run("init")
    assert again.returncode == 2
    assert "already" in again.stderr


def test_every_commented_line_of_init_is_valid(tmp_path: Path, run: Run) -> None:
    run("init")
    lines = (tmp_path / "magento-codegen.toml").read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("# [[clients]]"))
    enabled = [
        (
            line.removeprefix("# ")
            if line.startswith("# [") or (" = " in line and line.startswith("# "))
            else line
        )
        for line in lines[:start]
    ]
    text = "\n".join(line for line in enabled if not line.startswith("#"))
    (client,) = load_config(write(tmp_path, text, "magento-codegen.toml"))
    assert client.package == "acme_store"
    assert client.exclude.routes == ("DELETE *",)
    assert client.attributes == {"catalog_product": {"brand": "int"}}
    assert client.overrides[0].rename == "stock_keeping_unit"
