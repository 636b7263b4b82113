"""What each diagnostic means: for `explain`, and for the rules that SARIF carries.

One entry a code. `magento` says what the server itself does with such an input, which is why the diagnostic exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Explanation(NamedTuple):
    """What a diagnostic means, what Magento does with such an input, the mend, and an example of it mended."""

    meaning: str
    magento: str
    mend: str
    example: str = ""


_NO_PART = "Magento is not concerned: this is between you and this program."
_WHOLE_SCHEMA = (
    "It answers 500 for its whole Swagger and for every WSDL until the docblock is mended; REST calls of other "
    "routes go on."
)

EXPLANATIONS: Mapping[str, Explanation] = {
    "refused": Explanation(
        "The run was asked to fail for what it found: `--strict`, or files that were edited by hand.",
        _NO_PART,
        "Mend what is listed above the line, or leave the option out; `--force` overwrites edited files.",
    ),
    "usage": Explanation(
        "The command line or the configuration asks for something that does not exist or contradicts itself.",
        _NO_PART,
        "Correct the option or key that the message names; `magento-codegen init` writes a commented configuration.",
    ),
    "unreadable-input": Explanation(
        "A file that belongs to the input can't be opened or parsed, so what it defines is not known.",
        "It would fail in the same place, or leave the module out.",
        "Mend the file, or its rights; a Git LFS pointer wants `git lfs pull`.",
    ),
    "unexpected-root": Explanation(
        "A definition file has another root element than files of its name have.",
        "It ignores the file, or fails in validating the merged configuration.",
        "Name the file as what it is, or mend its root element.",
        '<routes xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">…</routes>',
    ),
    "bad-route": Explanation(
        "A `<route>` lacks what every route needs: url, method, service class, service method.",
        "It fails in validating `webapi.xml`.",
        "Complete the route.",
        '<route url="/V1/acme/things/:id" method="GET">'
        '<service class="Acme\\Things\\Api\\ThingsInterface" method="get"/>'
        '<resources><resource ref="anonymous"/></resources></route>',
    ),
    "bad-extension-attribute": Explanation(
        "An extension attribute lacks `for`, `code` or `type`.",
        "It fails in validating `extension_attributes.xml`.",
        "Complete it.",
        '<attribute code="color" type="string"/>',
    ),
    "unknown-method": Explanation(
        "A route has an HTTP method that the web API does not serve.",
        "No request can reach it.",
        "Use GET, POST, PUT, DELETE or PATCH.",
    ),
    "no-resources": Explanation(
        "A route says nothing of who may call it.",
        "It refuses every caller.",
        "Name an ACL resource, `self` or `anonymous`.",
        '<resources><resource ref="Acme_Things::read"/></resources>',
    ),
    "leading-backslash": Explanation(
        "The service class of a route begins with a backslash.",
        "REST works; SOAP makes a service of a name that can't be asked for.",
        "Drop the backslash.",
        '<service class="Acme\\Things\\Api\\ThingsInterface" method="get"/>',
    ),
    "relative-url": Explanation(
        "The url of a route does not begin with a slash.",
        "REST works; the name of the SOAP service loses its first letters.",
        "Begin the url with `/V1/`.",
    ),
    "mixed-query": Explanation(
        "A GET route takes a parameter of type mixed.",
        "Its Swagger answers 500, as a query parameter needs a type.",
        "Declare a scalar type.",
    ),
    "service-collision": Explanation(
        "Two contracts get one SOAP service name.",
        "One of the two can't be reached over SOAP.",
        "Rename one of the contracts, or give its routes another version.",
    ),
    "type-collision": Explanation(
        "Two data classes get one type name.",
        "It mixes the two up in Swagger and in WSDLs.",
        "Rename one of the classes.",
    ),
    "no-contract": Explanation(
        "The service class of a route was not found among the sources, so its types are not known.",
        "It answers 500 for the route if the class does not exist.",
        "Correct the name, or give the root that holds the class with `--php-path`.",
    ),
    "no-method": Explanation(
        "The contract has no such method.",
        "It answers 500 for the route.",
        "Correct the method's name in `webapi.xml`, or add the method to the interface.",
    ),
    "no-type-source": Explanation(
        "Routes were given without anything that tells their types.",
        _NO_PART,
        "Give the modules' PHP contracts or the shop's WSDLs beside the `webapi.xml` files.",
    ),
    "not-a-service": Explanation(
        "The class behind a route is not below an `Api` or `Service` namespace.",
        "REST serves it; Swagger, the WSDLs and SOAP refuse such a class.",
        "Move the contract below `…\\Api`, if Swagger or SOAP of this shop are used.",
    ),
    "not-a-data-type": Explanation(
        "A type in a docblock is a class outside the `Api` and `Service` namespaces.",
        _WHOLE_SCHEMA,
        "Name a data interface below `…\\Api\\Data`, or a string for dates and the like.",
        "@return \\Acme\\Things\\Api\\Data\\ThingInterface",
    ),
    "unsupported-type": Explanation(
        "A docblock has a type that the web API does not know, such as `array`, `self`, `object` or `array<string>`.",
        _WHOLE_SCHEMA,
        "Write the type of the items followed by `[]`, or the full name of a class.",
        "@return string[]",
    ),
    "unknown-class": Explanation(
        "A docblock names a class that was not found.",
        _WHOLE_SCHEMA,
        "Write the full name with a leading backslash, or give the root that holds the class with `--php-path`.",
        "@return \\Acme\\Things\\Api\\Data\\ThingInterface[]",
    ),
    "short-class-name": Explanation(
        "A getter's `@return` has a class name that needs the file's `use` statements to be understood.",
        "It does not read `use` statements there and looks for a class of the short name.",
        "Write the full name with a leading backslash.",
        "@return \\Acme\\Things\\Api\\Data\\ThingInterface",
    ),
    "class-case": Explanation(
        "One class is written in two ways that differ in upper and lower case.",
        "It makes two types of them, and on most systems can't load one of the two.",
        "Write the class as it is declared, everywhere.",
    ),
    "unknown-parent": Explanation(
        "An interface extends another that was not found, so fields or methods may be missing.",
        "It can't load the interface if the parent does not exist.",
        "Give the root that holds the parent with `--php-path`.",
    ),
    "cyclic-inheritance": Explanation(
        "An interface inherits from itself, directly or through others.",
        "PHP can't load it.",
        "Break the circle.",
    ),
    "missing-docblock": Explanation(
        "A method has no docblock, and types come from there.",
        _WHOLE_SCHEMA,
        "Write one that starts with `/**` and has `@param` and `@return`.",
        "/**\n * @param int $id\n * @return string\n */",
    ),
    "missing-return": Explanation(
        "A docblock has no `@return`; native return types do not count.",
        _WHOLE_SCHEMA,
        "Write `@return <type>` on a line of its own.",
        "@return bool",
    ),
    "missing-param": Explanation(
        "A parameter has no `@param` that says its type.",
        _WHOLE_SCHEMA,
        "Write one for each parameter, in their order.",
        "@param int $id",
    ),
    "unmatched-param": Explanation(
        "A `@param` names a variable that is no parameter, or its name and type stand in the wrong order.",
        _WHOLE_SCHEMA,
        "Write the type first and the parameter's own name after it.",
        "@param string $sku",
    ),
    "null-first": Explanation(
        "A union type begins with null.",
        _WHOLE_SCHEMA,
        "Write null last.",
        "@param string|null $name",
    ),
    "null-result": Explanation(
        "`@return null` names no type.",
        "The WSDL breaks.",
        "Write `void`, or a type.",
        "@return void",
    ),
    "union-type": Explanation(
        "A parameter has a native union type.",
        _WHOLE_SCHEMA,
        "Declare one type, and say the rest in the docblock.",
    ),
    "variadic-parameter": Explanation(
        "A parameter is variadic.",
        "It can't fill it from a request.",
        "Take an array.",
        "@param string[] $names",
    ),
    "array-default": Explanation(
        "The default of a parameter is an array with items.",
        "The WSDL breaks.",
        "Use `[]` or null as the default.",
    ),
    "php-syntax": Explanation(
        "PHP can't parse a contract's file; what could be read of it is used.",
        "It answers 500 wherever the class is loaded.",
        "Mend the syntax.",
        "php -l Api/ThingsInterface.php",
    ),
    "not-in-file": Explanation(
        "The file where a class should be by its name does not declare it.",
        "Its autoloader includes the file and finds no class.",
        "Complete the file, or correct its namespace and the name of the class.",
    ),
    "merge-conflict": Explanation(
        "A PHP file has lines that git puts where two versions of it differ.",
        "PHP stops with a syntax error, unless the lines are inside a comment.",
        "Resolve the conflict.",
    ),
    "no-framework": Explanation(
        "Magento's framework is not among the sources, so its best known contracts are taken as version 2.4 has them.",
        _NO_PART,
        "Give the Magento root with `--php-path` to read them.",
    ),
    "no-module-list": Explanation(
        "`app/etc/config.php` does not say which modules are on, so all that are there are taken.",
        "It takes itself for not installed.",
        "Take the file from the shop, or leave it out of the sources.",
        "bin/magento module:enable --all",
    ),
    "disabled-modules": Explanation(
        "Modules that `app/etc/config.php` has switched off are left out.",
        "It leaves them out too.",
        "Switch them on, or give their folders as sources.",
        "bin/magento module:enable Acme_Things",
    ),
    "duplicate-module": Explanation(
        "A module was found twice; the one that the message names is kept.",
        "Magento 1 loads one of them, by code pool; Magento 2 refuses to start: it has been already defined.",
        "Give one copy of it.",
    ),
    "other-systems-wsdl": Explanation(
        "A WSDL among a module's files is of a system that the module calls itself, a carrier's say.",
        "It does not serve it.",
        "None is needed; to call that system, give the WSDL as a source of its own.",
    ),
    "no-operations": Explanation(
        "The modules' files define no operation of the API.",
        "Its WSDL has only the calls that every shop has.",
        "Give the root of the Magento.",
    ),
    "no-api-method": Explanation(
        "An operation of the WSDL leads to no method of `api.xml`.",
        "It answers fault 3, Invalid api path.",
        "Name the prefix in `v2/resources_function_prefix`, and the method below its resource.",
    ),
    "not-implemented": Explanation(
        "`api2.xml` grants a call that no class behind the resource implements.",
        "It answers 405 or 404.",
        "Implement the method, or take the privilege away.",
    ),
    "resource-without-routes": Explanation(
        "A resource of `api2.xml` has no route.",
        "Nobody can call it.",
        "Add a `<routes>` element, or remove the resource.",
    ),
    "unusable-route": Explanation(
        "A route of `api2.xml` lacks its path or has an action type that does not exist.",
        "It does not serve it.",
        "Complete it: `route`, and `action_type` with `entity` or `collection`.",
    ),
    "ignored-element": Explanation(
        "`api2.xml` has an element that the server does not read.",
        "It ignores it.",
        "Remove it, or write the name that was meant.",
    ),
    "no-binding": Explanation(
        "A WSDL has no SOAP binding, so nothing can be called.",
        "A shop's own WSDL always has one; this is a part of one.",
        "Save the complete WSDL of the service.",
    ),
    "no-port-type": Explanation(
        "A binding is for a port type that is not declared.",
        "A shop's own WSDL always has it; this is a part of one.",
        "Add the file that declares it.",
    ),
    "operation-skipped": Explanation(
        "An operation of a WSDL can't be called by a generated client, and is left out.",
        "The server may serve it all the same.",
        "The message names what is not understood.",
    ),
    "several-results": Explanation(
        "An operation answers with several parts; only the first is read.",
        "Magento's operations have one.",
        "Read the others from the raw answer.",
    ),
    "conflicting-operation": Explanation(
        "Two definitions declare one operation differently; the first is kept.",
        "One shop has one of them.",
        "Generate from the definitions of one system.",
    ),
    "conflicting-type": Explanation(
        "Two definitions declare one type differently; the first is kept.",
        "One shop has one of them.",
        "Generate from the definitions of one system, or name one of the types otherwise.",
    ),
    "unknown-type": Explanation(
        "A type is not defined in the sources, so it becomes Any.",
        "It knows it from a file that is not here.",
        "Add the source that defines it.",
    ),
    "unknown-element": Explanation(
        "A WSDL refers to an element that is not declared, so it becomes Any.",
        "It knows it from a file that is not here.",
        "Add the file that declares it.",
    ),
    "attributes-lacking": Explanation(
        "`fetch` could not read a part of the shop's attributes, most often for a lack of rights.",
        "It answers 401 or 403 to who lacks the ACL resource of the route. Magento 1 answers fault 2 where the role of "
        "the API user lacks it, and has no API for the attributes of customers.",
        "Give the token or integration the resources Magento_Catalog::attributes_attributes, Magento_Catalog::sets, "
        "Magento_Customer::customer and Magento_Backend::store, the role of Magento 1's API user catalog/product, "
        "catalog/category and core/store, and run `fetch` again; `attributes.json` names what it lacks.",
    ),
    "pattern-unused": Explanation(
        "A pattern of `include` or `exclude` matches nothing.",
        _NO_PART,
        "Mend or remove it; `magento-codegen inspect` lists what there is.",
    ),
    "hides-stdlib": Explanation(
        "The package has the name of a module of Python's standard library.",
        _NO_PART,
        "Give it another name with `package` and `output`.",
    ),
    "long-path": Explanation(
        "A generated file has a path of more than 259 characters on a Windows where long paths are switched off: "
        "Python can't import it there.",
        _NO_PART,
        "Give the package a folder nearer the drive, or have an administrator switch long paths on.",
        "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\FileSystem /v LongPathsEnabled /t REG_DWORD /d 1",
    ),
    "cache-not-used": Explanation(
        "The cache's folder or a file in it belongs to others or can be written by them.",
        _NO_PART,
        "Delete it, or mend its owner and rights.",
        "chmod -R go-w ~/.cache/magento-codegen",
    ),
    "stale": Explanation(
        "The package is not what its inputs and options give now.",
        _NO_PART,
        "Run `magento-codegen generate` and commit what it writes.",
    ),
    "taken-off": Explanation(
        "What the shop printed in front of a definition, such as a blank line or a PHP notice, was taken off.",
        "A notice in front of a WSDL breaks every SOAP client that reads it.",
        "Mend the notice's cause, or switch `display_errors` off; a blank line stands before `<?php` of some file.",
    ),
    "plugin-failed": Explanation(
        "A plug-in that is installed beside this program raised an exception, or can't be imported.",
        _NO_PART,
        "See its traceback with `--verbose`, and tell whoever made it, or uninstall it.",
    ),
    "fetch-failed": Explanation(
        "One file of the snapshot could not be fetched; the others were.",
        "It refused the request, or answered something else than a definition.",
        "See the status in the message; a token may lack permissions. Run the same command again.",
    ),
}
"""The explanation of each code, by code."""
