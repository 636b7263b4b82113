"""Data types that are filled through their constructors: what requests must call their fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.ir import INTEGER as INT
from codegen.ir import Field, List, Model, ModelKind, Named
from codegen.readers.magento2.constructors import with_guessed_names
from tests.readers.magento2_support import read, registration, webapi, write

WORDS = (
    "<?php\nnamespace Acme\\Pick\\Api\\Data;\n\ninterface OrderInterface\n{\n"
    "    /**\n     * @return string\n     */\n    public function getSku();\n"
    "    /**\n     * @return string|null\n     */\n    public function getNote();\n"
    "    /**\n     * @param string $note\n     * @return void\n     */\n    public function setNote($note);\n}\n"
)
"""A type whose fields have the same name everywhere; one of them has no setter."""

SERVICE = (
    "<?php\nnamespace Acme\\Pick\\Api;\n\ninterface PickInterface\n{\n    /**\n"
    "     * @param \\Acme\\Pick\\Api\\Data\\OrderInterface $order\n     * @return bool\n     */\n"
    "    public function pick(Data\\OrderInterface $order);\n}\n"
)


def interface(*, setters: str = "StockId ShelfCode") -> str:
    """The type: two fields, with the setters that are named."""
    lines = [
        f"    /**\n     * @return string\n     */\n    public function get{name}();"
        for name in ("StockId", "ShelfCode")
    ]
    lines += [
        f"    /**\n     * @param string $value\n     * @return void\n     */\n    public function set{name}($value);"
        for name in setters.split()
    ]
    return (
        "<?php\nnamespace Acme\\Pick\\Api\\Data;\n\ninterface OrderInterface\n{\n"
        + "\n".join(lines)
        + "\n}\n"
    )


def named(
    folder: Path, constructor: str, *, setters: str = "StockId ShelfCode", preference: bool = True
) -> dict[str, str]:
    """The names in requests of a type whose class has that constructor, where they are others."""
    model = built(folder, constructor, interface(setters=setters), preference=preference)
    assert all(field.writable for field in model.fields)
    return {field.wire_name: field.input_name for field in model.fields if field.input_name}


def built(folder: Path, constructor: str, contract: str, *, preference: bool = True) -> Model:
    """The type of a contract whose class has that constructor."""
    made = (
        '<config><preference for="Acme\\Pick\\Api\\Data\\OrderInterface" type="Acme\\Pick\\Model\\Order"/></config>'
        if preference
        else "<config/>"
    )
    write(
        folder,
        {
            "registration.php": registration("Acme_Pick"),
            "etc/module.xml": '<config><module name="Acme_Pick"/></config>',
            "etc/webapi.xml": webapi(("POST", "/V1/pick", "Acme\\Pick\\Api\\PickInterface", "pick")),
            "etc/di.xml": made,
            "Api/PickInterface.php": SERVICE,
            "Api/Data/OrderInterface.php": contract,
            "Model/Order.php": "<?php\nnamespace Acme\\Pick\\Model;\n\nclass Order implements "
            f"\\Acme\\Pick\\Api\\Data\\OrderInterface\n{{\n    {constructor}\n}}\n",
        },
    )
    model = read(folder).api.model("AcmePickDataOrderInterface")
    assert model is not None
    return model


def test_a_field_of_one_word_can_be_needed_too(tmp_path: Path) -> None:
    model = built(tmp_path, "public function __construct(string $sku, $note = null) {}", WORDS)
    told = {field.wire_name: (field.needed, field.writable, field.input_name) for field in model.fields}
    assert told == {"sku": (True, True, ""), "note": (False, True, "")}


@pytest.mark.parametrize(
    ("constructor", "expected"),
    [
        ("public function __construct(int $stockId, array $items) {}", {"stock_id": "stockId"}),
        ("public function __construct(\n        int $stockId,\n        $shelfCode\n    ) {}", BOTH := {
            "stock_id": "stockId", "shelf_code": "shelfCode"}),
        ("public function __construct(int $stockId = 1) {}", {}),
        ("public function __construct(\\Acme\\Pick\\Model\\Stock $stockId) {}", {}),
        ("public function __construct(array $data = []) {}", {}),
        ("public function other(int $stockId) {}", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_arguments_that_a_constructor_can_not_do_without(
    tmp_path: Path, constructor: str, expected: dict[str, str]
) -> None:
    assert named(tmp_path, constructor) == expected


def test_what_has_no_setter_goes_to_the_constructor(tmp_path: Path) -> None:
    optional = "public function __construct(string $stockId = '', string $shelfCode = '') {}"
    assert named(tmp_path / "a", optional, setters="ShelfCode") == {"stock_id": "stockId"}
    assert named(tmp_path / "b", optional, setters="") == BOTH
    assert named(tmp_path / "c", "", setters="", preference=False) == BOTH


def test_without_a_preference_there_is_no_class_to_look_at(tmp_path: Path) -> None:
    assert named(tmp_path, "public function __construct(int $stockId) {}", preference=False) == {}


def test_types_of_wsdls_are_sent_in_camel_case_unless_they_are_read_as_well() -> None:
    def model(name: str, **more: object) -> Model:
        own = Field(wire_name="stock_id", soap_name="stockId", type=INT)
        custom = Field(wire_name="custom_attributes", soap_name="customAttributes", type=List(Named("Value")))
        return Model(name=name, fields=(own, custom), **more)  # type: ignore[arg-type]

    holder = Model(name="Holder", fields=(Field(wire_name="item", type=List(Named("Read"))),))
    known = [
        model("Sent"),
        model("Read"),
        model("Php", php_class="A\\B"),
        model("E", kind=ModelKind.EXTENSION),
        holder,
    ]
    found = with_guessed_names({each.name: each for each in known}, [Named("Holder")])
    names = {name: [field.input_name for field in each.fields] for name, each in found.items()}
    assert names == {
        "Sent": ["stockId", ""],
        "Read": ["", ""],
        "Php": ["", ""],
        "E": ["", ""],
        "Holder": [""],
    }
