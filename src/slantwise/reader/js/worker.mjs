// The lenses in a worker of the page: Pyodide and the core, from this site and nowhere else.
// Asked {id, call, args}; answers {id, made} or {id, problem}, and {done, total} while it loads.

const HERE = new URL(".", import.meta.url);
// Smaller when packed, and most servers send them as they are; so they come packed and are
// unpacked here.
const PACKED = ["pyodide.asm.wasm"];
const WEIGHED = [...PACKED, "python_stdlib.zip"];

const plainFetch = self.fetch.bind(self);
const done = new Map();
const sizes = new Map();

self.fetch = async (input, init) => {
  const address = new URL(input.url ?? input, HERE);
  const name = address.pathname.split("/").pop();
  if (!WEIGHED.includes(name)) return plainFetch(input, init);
  const packed = PACKED.includes(name);
  const bytes = await pull(packed ? `${address}.gz` : address, name);
  const type = { "Content-Type": packed ? "application/wasm" : "application/zip" };
  // A server may have unpacked it already.
  const still = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const body = still ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes;
  return new Response(body, { headers: type });
};

async function pull(address, name) {
  const answer = await plainFetch(address);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  sizes.set(name, Number(answer.headers.get("Content-Length")) || 3_000_000);
  const parts = [];
  let length = 0;
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    done.set(name, length);
    tell();
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const sum = (map) => [...map.values()].reduce((a, b) => a + b, 0);
const tell = () => self.postMessage({ done: sum(done), total: Math.max(sum(sizes), 6_000_000) });

let python = null;

async function start() {
  const { loadPyodide } = await import(new URL("pyodide.mjs", HERE));
  const made = await loadPyodide({ indexURL: HERE.href, lockFileURL: new URL("lock.json", HERE).href });
  const core = await plainFetch(new URL("core.zip", HERE));
  if (!core.ok) throw new Error(`core.zip: ${core.status}`);
  made.unpackArchive(await core.arrayBuffer(), "zip", { extractDir: "/core" });
  made.runPython("import sys; sys.path.insert(0, '/core')");
  return made.pyimport("slantwise.reader.own");
}

self.onmessage = async ({ data: { id, call, args } }) => {
  try {
    python ??= start();
    const own = await python;
    self.postMessage({ id, made: JSON.parse(own[call](...args)) });
  } catch (error) {
    self.postMessage({ id, problem: String(error.message ?? error) });
  }
};
