"""`generate` with a configuration: which clients there are, what they select and rename, and where it is found."""

from __future__ import annotations

from pathlib import Path

from codegen.output.lock import read_lock
from tests.command_line import Run


def test_several_clients_and_names(shop: Path, run: Run) -> None:
    (shop / "magento-codegen.toml").write_text(
        'sources = ["magento"]\n'
        '[[clients]]\nname = "catalog"\noutput = "src/catalog"\ninclude = {modules = ["Acme_Catalog"]}\n'
        'modes = "sync"\n'
        '[[clients]]\nname = "broken"\nsources = ["nowhere"]\noutput = "src/broken"\n'
        '[[clients]]\nname = "models"\noutput = "src/models"\nmodels_only = true\n'
    )
    done = run("generate")
    assert done.returncode == 3
    assert "error: nowhere: no such file or folder" in done.stderr
    assert sorted(path.name for path in (shop / "src").iterdir()) == ["catalog", "models"]
    assert "AsyncClient" not in (shop / "src/catalog/__init__.py").read_text()
    assert not (shop / "src/models/client.py").exists()
    assert run("generate", "catalog", "models", "--check").returncode == 0
    wrong = run("generate", "catalogue")
    assert wrong.returncode == 2
    assert "there is no client `catalogue`; there are broken, catalog, models" in wrong.stderr


def test_a_subfolder_finds_the_configuration_and_shows_paths_from_there(shop: Path, run: Run) -> None:
    config = shop / "magento-codegen.toml"
    config.write_text(config.read_text().replace("output", 'php_paths = ["gone"]\noutput'))
    (shop / "inner").mkdir()
    done = run("generate", cwd=shop / "inner")
    assert done.returncode == 3
    assert "gone: no such file or folder" in done.stderr
    config.write_text(config.read_text().replace('php_paths = ["gone"]\n', ""))
    done = run("generate", cwd=shop / "inner")
    assert done.returncode == 0, done.stderr
    assert "../magento: info disabled-modules" in done.stderr
    assert "wrote ../src/acme_store: " in done.stderr


def test_overrides_and_selection_reach_the_package(shop: Path, run: Run) -> None:
    config = shop / "magento-codegen.toml"
    product = "AcmeCatalogDataProductInterface"
    config.write_text(
        config.read_text()
        + '[include]\nacl = ["Acme_Catalog::*"]\n'
        + f'[[overrides]]\ntarget = "{product}.sku"\nrename = "code"\n'
        + f'[[overrides]]\ntarget = "{product}.price"\ntype = "string"\n'
        + '[[overrides]]\ntarget = "GET /V1/acme/products/{sku}"\nrename = "by_sku"\n'
    )
    assert run("generate").returncode == 0
    package = shop / "src/acme_store"
    models = (package / "models/acme_catalog.py").read_text()
    assert 'code: str = Field(default=ABSENT, validation_alias="sku", serialization_alias="sku")' in models
    assert "    price: str | None = None\n" in models
    reference = (package / "REFERENCE.md").read_text()
    assert "- `by_sku(sku: str" in reference
    assert "Acme_Customer::" not in reference
    lock = read_lock(package)
    assert lock is not None
    assert f"field:{product}.sku" not in lock.names
    assert lock.names["operation:GET /V1/acme/products/{sku}"] == "get"
    for old, new, message in (
        ('"by_sku"', '"save"', "is taken or reserved; choose another"),
        ('"save"', '"class"', "is a keyword of Python"),
        (
            "products/{sku}",
            "productz/{sku}",
            ".toml:13: error usage override target `GET /V1/acme/productz/{sku}` matches",
        ),
    ):
        config.write_text(config.read_text().replace(old, new))
        done = run("generate")
        assert done.returncode == 2
        assert message in done.stderr
