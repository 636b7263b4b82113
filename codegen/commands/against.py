"""`inspect --against`: does what was derived agree with what a shop says?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from codegen.comparing.against_shop import Disagreement, Facts, compare, rest_facts, soap_facts
from codegen.config import ClientConfig
from codegen.console.printing import say
from codegen.console.reporting import Reporter
from codegen.console.tables import table
from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.ir import Api
from codegen.machine.cache import Cache
from codegen.values import asdict


def compare_with(
    api: Api, against: tuple[str, ...], report: Literal["table", "json"], reporter: Reporter, cache: Cache
) -> int:
    """Print every disagreement by kind, known faults of Magento's descriptions apart. Returns 1 when one is not known.

    Raises CodegenError (3) when a file can't be read or there is nothing to compare.
    """
    documents = [name for name in against if name.endswith(".json")]
    definitions = tuple(name for name in against if name not in documents)
    found: list[Disagreement] = []
    for name in documents:
        from codegen.comparing.swagger import read_swagger

        told = read_swagger(Path(name), name)
        found += compare(_shared(rest_facts(api, told), name), told, swagger=True)
    if definitions:
        told = _wsdl_facts(definitions, cache)
        ours = soap_facts(api, told)
        found += compare(_shared(ours, ", ".join(definitions)), told, swagger=False)
    unexplained = [each for each in found if not each.known]
    known = [each for each in found if each.known]
    if report == "json":
        document = {
            "disagreements": [asdict(each) for each in unexplained],
            "known": [asdict(each) for each in known],
        }
        say(json.dumps(document, indent=1, ensure_ascii=False))
    elif reporter.log_format == "text":
        _print("Disagreements", unexplained)
        _print("Explained by known faults of Magento's descriptions", known)
    else:
        reporter.diagnostics(
            Diagnostic(Level.ERROR, each.kind, f"{each.subject} {each.message}") for each in unexplained
        )
    return 1 if unexplained else 0


def _shared(facts: Facts, name: str) -> Facts:
    if not facts.operations:
        raise CodegenError(f"the sources define no operation that {name} could be compared with")
    return facts


def _wsdl_facts(definitions: tuple[str, ...], cache: Cache) -> Facts:
    from codegen.run import planning
    from codegen.source import Inputs

    client = ClientConfig(
        name="against", sources=definitions, output=Path(), package="against", protocol="soap"
    )
    reading = planning.read(client, Inputs(cache))
    planning.refuse_unusable(client, reading.diagnostics)
    facts = soap_facts(reading.api)
    if not facts.operations:
        raise CodegenError(f"{', '.join(definitions)}: define no SOAP operation to compare with")
    return facts


def _print(title: str, found: list[Disagreement]) -> None:
    say(f"{title}: {len(found)}")
    rows = (
        (each.kind, each.subject, f"{each.message}{f' ({each.known})' if each.known else ''}")
        for each in found
    )
    say(table(rows, indent="  "), nl=False)
