"""Writes a Magento 2 source tree of any size: modules with routes, service contracts and data contracts.

python tests/benchmarks/synthetic.py --modules 350 --output /tmp/tree
"""

from __future__ import annotations

import argparse
from pathlib import Path

SERVICES_PER_MODULE = 4
TYPES_PER_MODULE = 11
FIELDS_PER_TYPE = 8


def write_module(root: Path, number: int) -> None:
    """Write one module `Synthetic_M<number>`; some of its types refer to the module before it."""
    name = f"M{number}"
    folder = root / "app/code/Synthetic" / name
    (folder / "etc").mkdir(parents=True)
    (folder / "Api/Data").mkdir(parents=True)
    (folder / "registration.php").write_text(
        "<?php\nuse Magento\\Framework\\Component\\ComponentRegistrar;\n"
        f"ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Synthetic_{name}', __DIR__);\n"
    )
    (folder / "etc/module.xml").write_text(f'<config><module name="Synthetic_{name}"/></config>\n')
    (folder / "etc/webapi.xml").write_text(
        "<routes>\n"
        + "".join(_routes(name, service) for service in range(SERVICES_PER_MODULE))
        + "</routes>\n"
    )
    for service in range(SERVICES_PER_MODULE):
        (folder / f"Api/Thing{service}RepositoryInterface.php").write_text(_service(name, service))
    for index in range(TYPES_PER_MODULE):
        (folder / f"Api/Data/Thing{index}Interface.php").write_text(_data(number, index))


def _routes(module: str, service: int) -> str:
    url = f"/V1/{module.lower()}/things{service}"
    contract = f"Synthetic\\{module}\\Api\\Thing{service}RepositoryInterface"
    acl = f'<resources><resource ref="Synthetic_{module}::things"/></resources>'
    return "".join(
        f'<route url="{url}{suffix}" method="{verb}"><service class="{contract}" method="{method}"/>{acl}</route>\n'
        for verb, suffix, method in (
            ("GET", "/:id", "getById"),
            ("POST", "", "save"),
            ("DELETE", "/:id", "deleteById"),
        )
    )


def _service(module: str, service: int) -> str:
    data = f"\\Synthetic\\{module}\\Api\\Data\\Thing{service}Interface"
    return f"""<?php
namespace Synthetic\\{module}\\Api;

interface Thing{service}RepositoryInterface
{{
    /**
     * Load one thing.
     *
     * @param int $id
     * @return {data}
     */
    public function getById($id);

    /**
     * Store one thing.
     *
     * @param {data} $thing
     * @return {data}
     */
    public function save($thing);

    /**
     * Remove one thing.
     *
     * @param int $id
     * @return bool
     */
    public function deleteById($id);
}}
"""


def _data(module: int, index: int) -> str:
    own = f"\\Synthetic\\M{module}\\Api\\Data\\Thing{(index + 1) % TYPES_PER_MODULE}Interface"
    other = f"\\Synthetic\\M{max(module - 1, 0)}\\Api\\Data\\Thing{index}Interface"
    types = ["int", "string", "float", "bool", "string[]", own, f"{other}[]", "string|null"]
    getters = "".join(f"""
    /**
     * Value number {position}.
     *
     * @return {types[position % len(types)]}
     */
    public function getValue{position}();
""" for position in range(FIELDS_PER_TYPE))
    return f"<?php\nnamespace Synthetic\\M{module}\\Api\\Data;\n\ninterface Thing{index}Interface\n{{{getters}}}\n"


def main() -> None:
    """Write the tree that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--modules", type=int, default=35)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    for number in range(arguments.modules):
        write_module(arguments.output, number)


if __name__ == "__main__":
    main()
