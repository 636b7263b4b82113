// Uses packages under the Python that npm's pyodide carries: `node in_wasm.mjs PYODIDE LIBRARIES PACKAGE...`, where the
// first two are folders. For a Python that is not installed; there are no connections and no lxml in it.
import { join, resolve } from "node:path";

const [pyodide, libraries, ...packages] = process.argv.slice(2).map((each, at) => (at < 2 ? resolve(each) : each));
const { loadPyodide } = await import(join(pyodide, "pyodide.mjs"));
const python = await loadPyodide();
for (const folder of [libraries, resolve("generated_example"), resolve("tests/example")]) {
    python.FS.mkdirTree(folder);
    python.mountNodeFS(folder, folder);
    python.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(folder)})`);
}
python.globals.set("packages", packages);
const said = await python.runPythonAsync(`
import sysconfig, warnings
warnings.simplefilter("error")
sysconfig.get_config_vars()  # asks for the platform, once
sys.platform = "linux"  # for httpx2, which would take a browser's connections
import httpx2
sys.platform = "emscripten"
from use_every_package import use
await use(list(packages))
`);
console.log(`${said}, in WebAssembly`);
