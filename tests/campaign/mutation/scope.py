"""What is mutated: the runtime's codecs, requests and search, and the generator's freshness; and the tests of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """Modules that the same tests judge.

    Of the `near` tests those run for a mutant that reach what it changes, if that was measured; else all of them. The
    `far` ones, which take minutes, are for those that the near ones let pass. `share` is how many of a hundred mutants
    are made here.
    """

    share: int
    modules: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]


_RUNTIME = "templates/runtime"
_REST = "tests/runtime"


def _files(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}.py" for name in names)


AREAS: Mapping[str, Area] = {
    "models": Area(
        22,
        _files(
            f"{_RUNTIME}/models",
            "absent",
            "attribute_table",
            "attribute_values",
            "base",
            "custom_attributes",
            "decode",
            "encode",
            "fields",
            "mend",
            "moments",
            "present",
        ),
        (
            *_files(
                _REST,
                "test_absent",
                "test_attribute_table",
                "test_bulk",
                "test_custom",
                "test_models",
                "test_requests",
                "test_responses",
                "test_error_answers",
                "test_refused_arguments",
            ),
            "tests/example/test_attributes.py",
        ),
        ("tests/replay", "tests/runtime/soap/test_codec.py"),
    ),
    "rest": Area(
        25,
        (
            *_files(f"{_RUNTIME}/rest", "bulk", "fields", "jobs", "operation", "xml"),
            *_files(f"{_RUNTIME}/search", "conditions", "criteria", "paging"),
            *_files(f"{_RUNTIME}/http", "error_answers", "exchange", "retry", "urls"),
        ),
        _files(
            _REST,
            "test_requests",
            "test_search",
            "test_bulk",
            "test_paging",
            "test_responses",
            "test_error_answers",
            "test_retry",
            "test_transport",
            "test_connections",
            "test_auth",
            "test_exchanges",
            "test_unreadable_answers",
            "test_hardening",
            "test_addresses",
            "test_odd_answers",
            "test_refused_arguments",
            "test_url_parts",
            "test_bad_servers",
        ),
        ("tests/replay", "tests/runtime"),
    ),
    "soap": Area(
        30,
        _files(
            f"{_RUNTIME}/soap",
            "answers",
            "arguments",
            "criteria",
            "decode",
            "dialects",
            "encode",
            "envelope",
            "faults",
            "forms",
            "mending",
            "multi_call",
            "names",
            "operation",
            "posting",
            "scalars",
            "tables",
            "v1_calls",
            "v1_data",
            "values",
            "xml",
            "xmlrpc",
        ),
        _files(
            "tests/runtime/soap",
            "test_codec",
            "test_writing",
            "test_mending",
            "test_faults",
            "test_subtypes",
            "test_clients",
            "test_corners",
            "test_filters",
            "test_hostile",
            "test_numbers",
        ),
        ("tests/replay/soap", "tests/runtime/soap"),
    ),
    "api2": Area(
        13,
        _files(
            f"{_RUNTIME}/api2",
            "body",
            "filters",
            "multistatus",
            "operation",
            "paging",
            "refusal",
            "values",
            "xml",
        ),
        ("tests/runtime/api2",),
        ("tests/runtime/api2", "tests/example/test_legacy_rest.py"),
    ),
    "freshness": Area(
        10,
        (
            "codegen/machine/fingerprint.py",
            "codegen/output/lock.py",
            "codegen/run/causes.py",
            "codegen/run/freshness.py",
            "codegen/run/current.py",
            "codegen/run/listing.py",
            "codegen/run/reading_cache.py",
        ),
        ("tests/output/test_lock.py", "tests/run/test_freshness.py"),
        (
            "tests/run",
            *_files("tests/commands", "test_causes_named", "test_generate", "test_unusable_inputs"),
        ),
    ),
}
