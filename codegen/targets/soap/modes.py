"""The modes that a package speaks, and what not all of them have."""

from __future__ import annotations

from codegen.ir import Api, Operation, SoapStyle


def modes(api: Api) -> list[str]:
    """The modes of a package, the most usual first: a stock Magento 1 has WS-I compliance switched off."""
    if not api.system.paths:
        return [api.system.document_mode]
    if only_v1(api):
        return ["v1", "xmlrpc"]
    found = ("v2", "wsi", "v1", "xmlrpc")
    calls = [operation for operation in api.operations if operation.service != "api"] or api.operations
    by_path = ("v1", "xmlrpc") if api.version_1 else ()
    return [mode for mode in found if mode in by_path or any(_speaks(operation, mode) for operation in calls)]


def only_v1(api: Api) -> bool:
    """Whether all that is known of a Magento 1 are the methods of the API itself, as v1's WSDL alone tells them."""
    if not api.system.paths:
        return False
    names = {operation.id for operation in api.operations if operation.service == "api"}
    return len(names) == len(api.operations) and "call" in names


def differences(api: Api) -> list[tuple[str, str]]:
    """Operations that only some of the modes have, with those modes; the API's own methods are told of elsewhere."""
    known = [mode for mode in modes(api) if any(_speaks(operation, mode) for operation in api.operations)]
    found = []
    for operation in sorted(api.operations, key=lambda item: item.id):
        has = [mode for mode in known if _speaks(operation, mode)]
        if has != known and operation.service != "api":
            found.append((operation.id, ", ".join(has)))
    return found


def _speaks(operation: Operation, mode: str) -> bool:
    match mode:
        case "v2":
            return operation.soap(SoapStyle.RPC) is not None
        case "wsi":
            return operation.soap(SoapStyle.DOCUMENT) is not None
    return operation.rpc is not None
