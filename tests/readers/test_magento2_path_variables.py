"""Where a path variable goes that the service method doesn't take."""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.ir import Location
from tests.readers.magento2_support import operation, read, registration, types_of, webapi, write

SERVICE = r"Acme\Shelf\Api\StoreInterface"
FORCED = (
    '<routes><route url="/V1/shelves/mine/books" method="POST">'
    f'<service class="{SERVICE}" method="add"/><resources><resource ref="self"/></resources>'
    '<data><parameter name="book.shelf_key" force="true">%rack_id%</parameter></data></route></routes>'
)
PHP = {
    "Api/StoreInterface.php": "<?php\nnamespace Acme\\Shelf\\Api;\n\ninterface StoreInterface\n{\n"
    + "".join(
        f"    /**\n     * @param {kind} ${name}\n{more_doc}     * @return bool\n     */\n"
        f"    public function {method}({native}${name}{more});\n"
        for method, name, kind, native, more, more_doc in [
            ("add", "book", "\\Acme\\Shelf\\Api\\Data\\BookInterface", "Data\\BookInterface ", "", ""),
            ("note", "remark", "\\Acme\\Shelf\\Api\\Data\\RemarkInterface", "Data\\RemarkInterface ", "", ""),
            ("some", "books", "\\Acme\\Shelf\\Api\\Data\\BookInterface[]", "array ", "", ""),
            ("take", "shelfId", "int", "", ", $loudly = false", "     * @param bool $loudly\n"),
        ]
    )
    + "}\n",
}


def data(name: str, **fields: str) -> str:
    """A data interface with a getter and a setter for each field."""
    methods = "".join(
        f"    /**\n     * @return {kind}\n     */\n    public function get{field}();\n"
        f"    /**\n     * @param {kind} $to\n     * @return $this\n     */\n    public function set{field}($to);\n"
        for field, kind in fields.items()
    )
    return f"<?php\nnamespace Acme\\Shelf\\Api\\Data;\n\ninterface {name}\n{{\n{methods}}}\n"


@pytest.mark.parametrize(
    ("method", "url", "php_method", "variable", "binds"),
    [
        ("PUT", "/V1/books/:id", "add", "id", "book.id"),
        ("PUT", "/V1/books/:bookId", "add", "bookId", "book.id"),
        ("PUT", "/V1/books/:isbn", "add", "isbn", "book.isbn"),
        ("POST", "/V1/books/:isbn", "add", "isbn", "book.isbn"),
        ("POST", "/V1/racks/:rackId/books", "add", "rackId", "book.shelf_key"),
        ("POST", "/V1/shops/:shop_id/books", "add", "shop_id", "book.shop_id"),
        ("POST", "/V1/shops/:id/books", "add", "id", "book.shop_id"),
        ("POST", "/V1/libraries/:id/books", "add", "id", "book.library_id"),
        ("POST", "/V1/towns/:id/books", "add", "id", ""),
        ("POST", "/V1/books/:id/remarks", "note", "id", "remark.parent_id"),
        ("PUT", "/V1/remarks/:remarkId", "note", "remarkId", "remark.entity_id"),
        ("PUT", "/V1/remarks/:id", "note", "id", "remark.entity_id"),
        ("PUT", "/V1/towns/:town/books", "add", "town", ""),
        ("POST", "/V1/books/:isbn/copies", "some", "isbn", ""),
        ("DELETE", "/V1/books/:isbn", "add", "isbn", ""),
    ],
)
def test_a_variable_that_the_method_does_not_take(
    tmp_path: Path, method: str, url: str, php_method: str, variable: str, binds: str
) -> None:
    reading = read(module(tmp_path, method, url, php_method))
    found = operation(reading.api, f"{method} " + url.replace(f":{variable}", f"{{{variable}}}"))
    assert found.rest is not None
    (place,) = [item for item in found.rest.parameters if item.location is Location.PATH]
    assert (place.name, place.received, place.binds) == (variable, False, binds)
    assert types_of(found)[variable] == ("int" if binds.endswith("id") else "string")


def test_a_variable_that_the_method_takes_goes_nowhere_else(tmp_path: Path) -> None:
    reading = read(module(tmp_path, "POST", "/V1/shelves/:shelf_id/take", "take"))
    found = operation(reading.api, "POST /V1/shelves/{shelf_id}/take")
    assert found.rest is not None
    assert [(item.name, item.received, item.binds) for item in found.rest.parameters] == [
        ("shelf_id", True, ""),
        ("loudly", True, ""),
    ]


def test_a_field_that_the_server_fills_in_itself_takes_no_variable(tmp_path: Path) -> None:
    reading = read(module(tmp_path, "POST", "/V1/racks/:rackId/books", "add", FORCED))
    mine = operation(reading.api, "POST /V1/shelves/mine/books")
    assert mine.rest is not None
    assert [item.name for item in mine.rest.parameters] == ["book"]


def module(folder: Path, method: str, url: str, php_method: str, more: str = FORCED) -> Path:
    """A module with one route to try, beside one that forces `%rack_id%` into a book's `shelf_key`."""
    routes = webapi((method, url, SERVICE, php_method)).removesuffix("</routes>\n")
    return write(
        folder,
        {
            "registration.php": registration("Acme_Shelf"),
            "etc/module.xml": '<config><module name="Acme_Shelf"/></config>',
            "etc/webapi.xml": routes + more.removeprefix("<routes>"),
            "Api/Data/BookInterface.php": data(
                "BookInterface", Id="int", Isbn="string", ShelfKey="string", ShopId="int", LibraryId="int"
            ),
            "Api/Data/RemarkInterface.php": data(
                "RemarkInterface", EntityId="int", ParentId="int", Text="string"
            ),
            **PHP,
        },
    )
