"""SOAP packages: what is written from an Api."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError
from codegen.ir import (
    BOOLEAN,
    INTEGER,
    STRING,
    Api,
    Fault,
    Field,
    Item,
    KeyedList,
    List,
    Model,
    Named,
    Operation,
    Parameter,
    RpcBinding,
    Service,
    SoapBinding,
    SoapStyle,
    Status,
)
from codegen.output.formatting import LINE_LENGTH
from codegen.symbols import assign
from codegen.systems import MAGENTO1, MAGENTO2, OTHER, System
from codegen.targets.registry import target_for
from codegen.targets.soap import TARGET, claims
from codegen.targets.soap.modes import differences, modes
from codegen.targets.soap.tables import elements
from codegen.values import replace

PAIR = Model(name="pair", fields=(Field(wire_name="key", type=STRING), Field(wire_name="value", type=STRING)))
TOOL = Model(
    name="toolEntity",
    fields=(
        Field(wire_name="tool_id", type=INTEGER),
        Field(wire_name="class", type=STRING),
        Field(wire_name="type_id", soap_name="typeId", soap_aliases=("typeID",), type=STRING),
        Field(wire_name="salable", type=BOOLEAN, writable=False),
        Field(wire_name="more", type=KeyedList(Named("pair"), "key", "value")),
    ),
)


def binding(style: SoapStyle, name: str, *parameters: str) -> SoapBinding:
    """A binding of an operation that takes texts."""
    return SoapBinding(
        operation=name,
        style=style,
        namespace="urn:Shop",
        request=f"{name}RequestParam",
        response=f"{name}ResponseParam",
        parameters=tuple(Parameter(name=item, type=STRING) for item in parameters),
        arguments=("toolId", "store"),
        session="sessionId",
        result="result",
        result_type=Named("toolEntity"),
    )


INFO = Operation(
    id="toolInfo",
    service="tool",
    name="info",
    parameters=(Parameter(name="toolId", type=STRING), Parameter(name="store", type=STRING, required=False)),
    result=Named("toolEntity"),
    bindings=(
        binding(SoapStyle.DOCUMENT, "toolInfo", "toolId", "store"),
        binding(SoapStyle.RPC, "toolInfo", "tool", "storeView"),
        RpcBinding(path="acme_tool.info", arguments=("toolId", "store")),
    ),
    description="Get a tool.",
)
SHOP = Api(
    system=MAGENTO1,
    services=(Service(name="tool", title="Tool", module="Acme_Tool"),),
    operations=(INFO,),
    models=(PAIR, TOOL),
    faults=(
        Fault(code="2", name="access_denied", message="Access denied."),
        Fault(code="101", name="not_exists", message='Tool "x" not exists\n"""', resource="acme_tool"),
    ),
    namespace="urn:Shop",
)


def files(api: Api, **options: object) -> dict[str, str]:
    """The planned files."""
    config = ClientConfig(name="shop", sources=(), output=Path("shop"), package="shop", **options)  # type: ignore[arg-type]
    return dict(TARGET.plan(api, assign(api, {}, TARGET.reserved), config))


def test_what_the_models_do_not_tell_of_the_wsdl() -> None:
    text = files(SHOP)["definition.py"]
    module = text[text.index("TYPES") : text.index("DEFINITION =")]
    assert ast.literal_eval(ast.parse(module).body[0].value) == {  # type: ignore[attr-defined]
        "common": {"pair": "Pair"},
        "tool": {"toolEntity": "ToolEntity"},
    }
    assert '"type_id": element("typeId", "typeID"),' in module
    assert "salable" not in module
    assert 'READ_ONLY = {\n    "ToolEntity": ("salable",),' in files(SHOP)["models/tool.py"]


def test_elements_of_magento2_are_the_camel_case_of_their_fields() -> None:
    fields = (
        Field(wire_name="type_id", soap_name="typeId", type=STRING),
        Field(wire_name="u_rl_key", soap_name="uRLKey", soap_aliases=("uRlKey",), type=STRING),
        Field(wire_name="sku", type=STRING),
    )
    thing = Model(name="thing", fields=fields)
    assert elements(Api(system=MAGENTO2, models=(thing,))) == {
        "thing": {"u_rl_key": 'element("uRLKey", "uRlKey")'}
    }


def test_lists_of_other_systems_say_how_their_items_are_called() -> None:
    fields = (
        Field(wire_name="row", type=List(STRING, element="")),
        Field(wire_name="rows", soap_name="{urn:x}rows", type=List(STRING, element="{urn:x}row")),
    )
    assert elements(Api(system=OTHER, models=(Model(name="sheet", fields=fields),))) == {
        "sheet": {"row": 'element(items="")', "rows": 'element("{urn:x}rows", items="{urn:x}row")'}
    }


def descriptor_of(operation: Operation, system: System = MAGENTO1) -> str:
    """The descriptor of an operation of the shop, on one line."""
    api = replace(SHOP, system=system, operations=(operation,))
    text = files(api)["resources/tool.py"]
    written = text[text.index(" = SoapOperation") : text.index("# fmt: on")]
    return " ".join(written.partition("(")[2].split()).replace("( ", "(").replace(", )", ")")


def test_a_descriptor_says_once_what_all_modes_have_and_beside_it_what_differs() -> None:
    assert descriptor_of(INFO) == (
        'DEFINITION, "toolInfo", (arg("toolId", str, v2="tool"), arg("store", str, v2="storeView")), '
        'result=lambda: models.tool.ToolEntity, path="acme_tool.info", reads=True)'
    )
    assert (
        "self, *, tool_id: str, store: str = OMIT, options: Options = None"
        in files(SHOP)["resources/tool.py"]
    )


def changed(**changes: object) -> Operation:
    """The operation with another rpc/encoded binding."""
    document, rpc, path = INFO.bindings
    return replace(INFO, bindings=(document, replace(rpc, **changes), path))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("operation", "text"),
    [
        (
            changed(
                parameters=(Parameter(name="toolId", type=INTEGER), Parameter(name="store", type=STRING))
            ),
            '(arg("toolId", str, v2=int), arg("store", str))',
        ),
        (
            changed(parameters=(Parameter(name="tool", type=INTEGER), Parameter(name="store", type=STRING))),
            '(arg("toolId", str, v2=("tool", int)), arg("store", str))',
        ),
        (
            changed(parameters=(Parameter(name="toolId", type=STRING),), arguments=("toolId",)),
            '(arg("toolId", str), arg("store", str, v2=None))',
        ),
        (changed(arguments=("store", "toolId")), 'order={"v2": ("store", "toolId")}'),
        (changed(session=""), 'session={"v2": ""}'),
        (
            changed(session_position=2),
            '(arg("toolId", str, v2="storeView"), arg("store", str, v2="sessionId"))',
        ),
        (changed(session_position=2), 'session={"v2": "tool"}'),
        (
            replace(INFO, bindings=(replace(INFO.bindings[0], request="toolInfoParam"),)),
            'request="toolInfoParam"',
        ),
        (replace(INFO, bindings=(replace(INFO.bindings[0], session=""),)), 'session=""'),  # type: ignore[type-var]
        (
            replace(INFO, bindings=(RpcBinding(path="acme_tool.info", arguments=("*toolId",)),)),
            '(arg("toolId", str, v1="*"),)',
        ),
    ],
)
def test_what_differs_in_one_mode(operation: Operation, text: str) -> None:
    assert text in descriptor_of(operation)


def test_an_operation_that_a_mode_lacks_says_so() -> None:
    only = replace(
        INFO, id="toolList", bindings=(binding(SoapStyle.DOCUMENT, "toolList", "toolId", "store"),)
    )
    text = files(replace(SHOP, operations=(INFO, only)))["resources/tool.py"]
    assert text.count('without=("v2",)') == 1


def test_an_argument_that_is_longer_than_a_line_is_broken() -> None:
    name = "toolNumber" * 6
    listed = Parameter(name=name, type=List(Named("toolEntity")))
    soap = replace(INFO.bindings[0], parameters=(listed,), arguments=("toolId",))  # type: ignore[type-var]
    text = files(replace(SHOP, operations=(replace(INFO, bindings=(soap,)),)))["resources/tool.py"]
    broken = [
        "    (",
        "        arg(",
        '            "toolId",',
        "            lambda: list[models.tool.ToolEntity],",
        f'            wsi="{name}",',
        "        ),",
        "    ),",
    ]
    assert "\n".join(broken) in text


def test_generated_lines_are_at_most_as_long_as_the_line_length() -> None:
    long = tuple(
        Parameter(name=f"argument{number}{'Number' * (number // 2)}", type=Named("toolEntity"))
        for number in range(9)
    )
    names = tuple(item.name for item in long)
    soap = replace(INFO.bindings[0], parameters=long, arguments=names)  # type: ignore[type-var]
    wide = Model(name="anEntityWithAVeryLongName" * 3, fields=TOOL.fields)
    operation = replace(INFO, parameters=long, bindings=(soap, replace(soap, style=SoapStyle.RPC)))
    written = files(replace(SHOP, operations=(operation,), models=(*SHOP.models, wide)))
    for path, text in written.items():
        if path.endswith(".py") and not path.startswith(("_runtime", "models/")):
            assert max(map(len, text.splitlines()), default=0) <= LINE_LENGTH, path


def test_modes_are_those_that_have_operations() -> None:
    assert modes(SHOP) == ["v2", "wsi", "v1", "xmlrpc"]
    only = replace(INFO, id="toolList", bindings=INFO.bindings[:1])
    assert modes(replace(SHOP, operations=(only,))) == ["wsi"]
    assert differences(replace(SHOP, operations=(INFO, only))) == [("toolList", "wsi")]
    assert modes(replace(SHOP, system=OTHER)) == ["soap"]
    assert claims(SHOP)
    assert not claims(replace(SHOP, operations=()))


def test_faults_are_classes_and_their_texts_harmless() -> None:
    text = files(SHOP)["faults.py"]
    ast.parse(text)
    assert "class AcmeToolNotExists(ApiFault):" in text
    assert "AccessDenied" not in text
    assert "faults.py" not in files(replace(SHOP, faults=()))


def test_the_reference_tells_what_differs() -> None:
    text = files(SHOP)["REFERENCE.md"]
    assert "- `info(tool_id: str, store: str = OMIT)" in text
    assert "`v2`, `wsi`, `v1`, `xmlrpc`" in text
    assert "ApiFault" not in text[text.index("## Modes") :]


def test_the_reference_of_one_mode_tells_nothing_of_others_methods() -> None:
    only = replace(INFO, id="toolList", bindings=INFO.bindings[:1])
    text = files(replace(SHOP, operations=(only,), faults=()))["REFERENCE.md"]
    assert "this package knows `wsi`.\n" in text
    assert "multi_call" not in text
    assert "`ApiFault` with the shop's `fault_code`" in text


def test_one_kind_of_client_is_enough() -> None:
    text = files(SHOP, modes="sync")["client.py"] + files(SHOP, modes="sync")["resources/tool.py"]
    assert "Async" not in text
    text = files(SHOP, modes="async")["client.py"] + files(SHOP, modes="async")["resources/tool.py"]
    assert "class Client" not in text
    assert "class AsyncClient(AsyncSoapClient):" in text


def test_every_file_is_python() -> None:
    for path, text in files(SHOP).items():
        if path.endswith(".py"):
            compile(text, path, "exec")


def test_a_run_that_makes_nothing_says_why() -> None:
    item = Item(id="getIt", status=Status.SKIPPED, reason="element x is not declared")
    client = ClientConfig(name="shop", package="shop", sources=("a",), output=Path("shop"))
    with pytest.raises(CodegenError, match=r"1 of 1 items are skipped.*\(getIt\) because element x is not"):
        target_for(Api(items=(item,)), client)


def test_what_v1_s_wsdl_alone_tells_is_called_in_v1() -> None:
    soap = SoapBinding(
        operation="call",
        style=SoapStyle.RPC,
        namespace="urn:Shop",
        request="call",
        response="callResponse",
        parameters=(Parameter(name="resourcePath", type=STRING),),
        arguments=("resourcePath",),
        session="sessionId",
    )
    call = Operation(
        id="call", service="api", name="call", parameters=soap.parameters, result=STRING, bindings=(soap,)
    )
    api = replace(
        SHOP, services=(Service(name="api", title="Api"),), operations=(call,), models=(), faults=()
    )
    assert modes(api) == ["v1", "xmlrpc"]
    text = files(api)["resources/api.py"]
    assert (
        'DEFINITION, "call",\n    (arg("resourcePath", str),),\n    result=lambda: str, path="call",' in text
    )
    login = replace(call, id="login", bindings=(replace(soap, operation="login"),))
    assert modes(replace(api, operations=(login,))) == ["v2"]
    assert 'mode="v1"' in files(api)["REFERENCE.md"]
