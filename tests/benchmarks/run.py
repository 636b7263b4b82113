"""Prints every speed and memory budget as a ratio against a peer that is measured in the same run.

    python tests/benchmarks/run.py --corpus ../shared/corpus --peers /path/to/venv/bin

The peers are openapi-python-client, openapi-generator-cli (which needs a Java), xsdata[cli,lxml,soap] with ruff, and
zeep, installed in an environment of their own. A Magento 2 source tree, if there is one, is given with
--magento-root. What a missing peer or input leaves out is named at the end; the exit code is then 3.

The memory of a process is never told to be less than that of this one, from which it was forked: so nothing large is
read here.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from harness import Command, Comparison, compare, python, run_once
from many_attributes import many_attributes

HERE = Path(__file__).parent
ROUTE = (
    '<route url="/V1/cmsPage/changed{}/:pageId" method="GET">'
    '<service class="Magento\\Cms\\Api\\PageRepositoryInterface" method="getById"/>'
    '<resources><resource ref="Magento_Cms::page"/></resources></route></routes>'
)


@dataclass(frozen=True, slots=True)
class Bench:
    """The places that the measurements share."""

    corpus: Path
    peers: Path
    folder: Path
    runs: int
    magento_root: Path | None

    def cache(self, name: str) -> dict[str, str]:
        """An environment whose cache directory is a folder of this run."""
        return {"XDG_CACHE_HOME": str(self.folder / f"cache-{name}")}

    def cold(
        self, name: str, *sources: Path, package: str = "acme_store", options: tuple[str, ...] = ()
    ) -> Command:
        """A generation with neither a cache nor an output folder to start from."""
        output = self.folder / name

        def clear() -> None:
            shutil.rmtree(output, ignore_errors=True)
            shutil.rmtree(self.folder / f"cache-{name}", ignore_errors=True)

        return generate(output, package, sources, options, environment=self.cache(name), before=clear)

    def definitions(self, tree: str = "tree") -> list[Path]:
        """A copy of Magento 2's webapi.xml files and of its WSDLs, those left out that repeat the others."""
        copies = [self.folder / tree / name for name in ("xml", "wsdl")]
        for copy in copies:
            if not copy.exists():
                source = self.corpus / "magento-2.4.6" / copy.name
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns("all*"))
        return copies

    def synthetic(self, factor: int) -> Path:
        """A source tree with as many modules as Magento has, times `factor`."""
        tree = self.folder / f"tree{factor}"
        if not tree.exists():
            options = ["--modules", str(35 * factor), "--output", tree]
            subprocess.run([sys.executable, HERE / "synthetic.py", *options], check=True)
        return tree

    def source_tree(self) -> Path:
        """A copy of the Magento 2 source tree that may be changed: a file is the original until `own` makes it ours.

        Raises RuntimeError when none was given.
        """
        if self.magento_root is None:
            raise RuntimeError("the rows about a source tree need --magento-root")
        tree = self.folder / "magento2"
        if not tree.exists():
            shutil.copytree(self.magento_root, tree, symlinks=True, copy_function=linked)
        return tree

    def magento2(self) -> list[Path]:
        """The Magento 2 sources: a source tree if one was given, else webapi.xml files with WSDLs."""
        return [self.magento_root] if self.magento_root else self.definitions()


def generate(
    output: Path,
    package: str,
    sources: tuple[Path, ...] | list[Path],
    options: tuple[str, ...] = (),
    **rest: Any,
) -> Command:
    """A `generate` of one client."""
    named = [argument for source in sources for argument in ("--source", source)]
    return python(
        "-m", "codegen", "generate", *named, "--output", output, "--package", package, *options,
        cwd=HERE.parent.parent, **rest,
    )  # fmt: skip


def generations(bench: Bench) -> Iterator[Comparison]:
    """Cold, for the whole of Magento 2."""
    swagger = bench.corpus / "magento-2.4.6/swagger.json"
    openapi = bench.folder / "openapi3.json"
    subprocess.run([sys.executable, HERE / "swagger3.py", swagger, openapi], check=True)
    peer_output = bench.folder / "peer"
    peer = Command(
        [bench.peers / "openapi-python-client", "generate", "--path", openapi, "--meta", "none",
         "--output-path", peer_output, "--overwrite"],
        environment={"PATH": f"{bench.peers}:/usr/bin:/bin"},
    )  # fmt: skip
    sources = bench.magento2()
    cold = bench.cold("cold", *sources)
    yield compare("Magento 2, cold / openapi-python-client", cold, peer, budget="≤ 0.5", runs=bench.runs)
    if bench.magento_root:
        soap = bench.cold("cold-soap", *sources, options=("--protocol", "soap"))
        yield compare("Magento 2, SOAP, cold / REST, cold", soap, cold, budget="≤ 1.1", runs=bench.runs)
    other = Command(
        [
            bench.peers / "openapi-generator-cli",
            "generate",
            "-g",
            "python",
            "-i",
            swagger,
            "-o",
            bench.folder / "java",
        ],
        environment={"PATH": f"{bench.peers}:/usr/bin:/bin"},
    )
    yield compare("Magento 2, cold / openapi-generator-cli", cold, other, budget="none", runs=1)


def changes(bench: Bench) -> Iterator[Comparison]:
    """One module changed and nothing changed, against a cold run on the same sources."""
    sources = bench.definitions()
    warm = bench.cache("warm")
    output = bench.folder / "warm"
    change = changing(sources[0] / "Magento_Cms/etc/webapi.xml", "</routes>", ROUTE)
    changed = generate(output, "acme_store", sources, environment=warm, before=change)
    cold = bench.cold("again", *sources)
    yield compare("Magento 2, a route added / cold", changed, cold, budget="≤ 0.2", runs=bench.runs)
    check = generate(output, "acme_store", sources, ("--check",), environment=warm)
    yield compare("Magento 2, nothing changed, --check / cold", check, cold, budget="≤ 0.1", runs=bench.runs)
    uncached = generate(
        output,
        "acme_store",
        sources,
        ("--check",),
        before=lambda: shutil.rmtree(bench.folder / "cache-warm", True),
    )
    yield compare(
        "Magento 2, nothing changed, no cache / cold", uncached, cold, budget="≤ 0.1", runs=bench.runs
    )
    tree = bench.synthetic(1)
    contract = tree / "app/code/Synthetic/M7/Api/Data/Thing0Interface.php"
    getter = "{{/** @return string|null */ public function getChanged{}();"
    changed = generate(
        bench.folder / "warm-tree",
        "acme_store",
        [tree],
        environment=warm,
        before=changing(contract, "{", getter),
    )
    yield compare(
        "a source tree, a PHP contract changed / cold",
        changed,
        bench.cold("again-tree", tree),
        budget="≤ 0.2",
        runs=bench.runs,
    )


def tree_changes(bench: Bench) -> Iterator[Comparison]:
    """A contract changed, a route added and nothing changed in a whole Magento 2, against a cold run on it."""
    tree = bench.source_tree()
    contract = own(tree / "vendor/magento/module-catalog/Api/Data/ProductInterface.php")
    routes = own(tree / "vendor/magento/module-cms/etc/webapi.xml")
    warm = bench.cache("warm-magento2")
    output = bench.folder / "warm-magento2"
    cold = bench.cold("again-magento2", tree)
    getter = "/** @return string|null */ public function getChanged{}();\n    const SKU"
    for what, change, options, budget in (
        ("a PHP contract changed", changing(contract, "const SKU", getter), (), "≤ 0.15"),
        ("a route added", changing(routes, "</routes>", ROUTE), (), "≤ 0.10"),
        ("nothing changed, --check", None, ("--check",), "≤ 0.05"),
    ):
        run_once(generate(output, "acme_store", [tree], environment=warm))
        warmed = generate(output, "acme_store", [tree], options, environment=warm, before=change)
        yield compare(f"Magento 2's source tree, {what} / cold", warmed, cold, budget=budget, runs=bench.runs)


def linked(source: str, target: str) -> None:
    """Make a file appear in a second place, without a copy where the system can do so."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target)


def own(path: Path) -> Path:
    """The path, with a file of its own there."""
    text = path.read_bytes()
    path.unlink()
    path.write_bytes(text)
    return path


def changing(path: Path, place: str, text: str) -> Callable[[], None]:
    """What puts the text in the file's only such place, with another number each time."""
    original = path.read_text()
    numbers = itertools.count()

    def change() -> None:
        path.write_text(original.replace(place, text.format(next(numbers))))

    return change


def attributes(bench: Bench) -> Iterator[Comparison]:
    """5,000 attributes of products with 50,000 options beside the WSDLs, against none."""
    sources = bench.definitions("attributes")
    described = many_attributes("catalog_product", 5_000, 10)
    (bench.folder / "attributes" / "attributes.json").write_text(described, "utf-8")
    yield compare(
        "Magento 2 with 5,000 attributes of 50,000 options, cold / without",
        bench.cold("attributes-many", *sources),
        bench.cold("attributes-none", *bench.definitions()),
        budget="≤ 2.0",
        runs=bench.runs,
    )


def wsdls(bench: Bench) -> Iterator[Comparison]:
    """Magento 1's WS-I WSDL and Magento 2's WSDL of all services, against xsdata."""
    wsi = bench.corpus / "openmage-20.0.20/wsdl/v2_wsi.wsdl"
    yield compare(
        "Magento 1 WS-I WSDL, cold / xsdata",
        bench.cold("wsi", wsi, package="legacy"),
        xsdata(bench, wsi, "legacy"),
        budget="≤ 1.0",
        runs=bench.runs,
    )
    everything = bench.folder / "all.wsdl"
    with lzma.open(bench.corpus / "magento-2.4.6/wsdl/all.wsdl.xz") as packed, everything.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    inspect = python(
        "-m", "codegen", "inspect", "--source", everything, "--format", "json",
        cwd=HERE.parent.parent, environment=bench.cache("inspect"),
        before=lambda: shutil.rmtree(bench.folder / "cache-inspect", ignore_errors=True),
    )  # fmt: skip
    yield compare(
        "Magento 2, the 25.5 MB WSDL, read / xsdata", inspect, xsdata(bench, everything, "everything"),
        budget="≤ 0.3, ≤ 300 MiB", runs=1,
    )  # fmt: skip


def xsdata(bench: Bench, wsdl: Path, package: str) -> Command:
    """xsdata on one WSDL, in a folder of its own."""
    folder = bench.folder / f"xsdata-{package}"
    folder.mkdir(exist_ok=True)
    return Command(
        [bench.peers / "xsdata", "generate", wsdl, "--package", package],
        cwd=folder,
        environment={"PATH": f"{bench.peers}:/usr/bin:/bin"},
    )


def imports(bench: Bench) -> Iterator[Comparison | str]:
    """Importing the full client and making a first call, over the import of pydantic and the HTTP library."""
    run_once(bench.cold("acme_store", *bench.magento2()))
    yield printed_by("imports", bench.folder)
    help_text = python("-m", "codegen", "--help", cwd=HERE.parent.parent)
    yield compare("--help / a bare interpreter", help_text, python("-c", "pass"), budget="≤ 150 ms", runs=5)


def calls(bench: Bench) -> Iterator[str]:
    """Whole calls over a socket, beside bare httpx2 and json."""
    run_once(bench.cold("acme_store", *bench.magento2()))
    yield printed_by("calls", bench.folder)


def printed_by(module: str, *places: Path, options: tuple[str, ...] = ()) -> str:
    """What a module of this folder prints, run with those places before the project's root on its path."""
    root = HERE.parent.parent
    environment = {**os.environ, "PYTHONPATH": ":".join(map(str, (*places, root)))}
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *options],
        cwd=root, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.rstrip()


def growth(bench: Bench) -> Iterator[Comparison]:
    """Time and memory of the cold run at 1 ×, 3 × and 10 × of Magento's size, against the cold run at 1 ×."""
    one = None
    for factor in (1, 3, 10):
        command = bench.cold(f"growth{factor}", bench.synthetic(factor))
        one = one or command
        yield compare(
            f"synthetic Magento 2 tree, {factor} ×, cold / 1 ×", command, one, budget=f"≤ {factor}.0", runs=1
        )


def decoding(bench: Bench) -> Iterator[str]:
    """Decoding 1,000 products: REST against bare validation, SOAP against zeep."""
    runtime = HERE.parent.parent / "templates"
    yield f"decode:\n{printed_by('decode', runtime)}"
    zeep = ("--zeep", str(bench.peers / "python"))
    yield f"soap_decode:\n{printed_by('soap_decode', runtime, options=zeep)}"


SECTIONS: dict[str, Callable[[Bench], Iterator[Comparison | str]]] = {
    "generate": generations,
    "change": changes,
    "tree": tree_changes,
    "attributes": attributes,
    "wsdl": wsdls,
    "import": imports,
    "call": calls,
    "growth": growth,
    "decode": decoding,
}


def main() -> int:
    """Run the chosen sections; 0 when all of them could be measured, 3 when one could not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--peers", type=Path, required=True)
    parser.add_argument("--magento-root", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=SECTIONS, action="append")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, black {version('black')}, pydantic {version('pydantic')},")
    print(
        f"datamodel-code-generator {version('datamodel-code-generator')}; peers: {peer_versions(arguments.peers)}"
    )
    missing = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(
            arguments.corpus.resolve(),
            arguments.peers.resolve(),
            Path(folder),
            arguments.runs,
            arguments.magento_root,
        )
        for name in arguments.only or SECTIONS:
            try:
                for comparison in SECTIONS[name](bench):
                    print(comparison, flush=True)
            except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
                missing.append(f"{name}: {error}")
    for line in missing:
        print(f"not measured: {line}")
    return 3 if missing else 0


def peer_versions(peers: Path) -> str:
    """Names and versions of the peers, as their environment says."""
    code = (
        "from importlib.metadata import version as v, PackageNotFoundError as E\n"
        "for n in ('openapi-python-client', 'openapi-generator-cli', 'xsdata', 'zeep'):\n"
        "    try: print(n, v(n), end='; ')\n"
        "    except E: print(n, 'missing', end='; ')"
    )
    return subprocess.run([peers / "python", "-c", code], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
