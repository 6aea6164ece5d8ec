// Run a script of Python in Pyodide, on folders of this machine; what it prints goes to stdout.
//
//     node pyodide.mjs FOLDER_OF_PYODIDE SRC SCRIPT ARTICLES
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [home, src, script, articles] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${home}/` });
for (const [there, here] of [["/src", src], ["/script", dirname(script)], ["/articles", articles]]) {
  python.FS.mkdirTree(there);
  python.mountNodeFS(there, here);
}
python.globals.set("name", `/script/${basename(script)}`);
const printed = python.runPython(`
import contextlib, io, runpy, sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/src")
sys.argv = [name, "/articles"]
with contextlib.redirect_stdout(io.StringIO()) as printed:
    runpy.run_path(name, run_name="__main__")
printed.getvalue()
`);
process.stdout.write(printed);
