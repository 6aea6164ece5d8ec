// The lenses in a worker of the page: Pyodide and the core, from this site and nowhere else.
// Asked {id, call, args}; answers {id, made} or {id, problem}, and {done, total} while it loads.
// Before this stands FILES, {name: {size, sha256}}: the build writes it.

const HERE = new URL(".", import.meta.url);
const plainFetch = self.fetch.bind(self);
const kept = new Map(); // name, without ".gz": bytes
const done = new Map(); // name: how many bytes have come

// Pyodide's own questions are answered with what has been brought and proved.
self.fetch = async (input, init) => {
  const name = new URL(input.url ?? input, HERE).pathname.split("/").pop();
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  if (!kept.has(name)) return plainFetch(input, init);
  return new Response(kept.get(name), { headers: { "Content-Type": type } });
};

// Bring a file and prove that it is the one that was built: a damaged one may do anything, or
// nothing at all. What the browser had kept of it is passed over at a second try.
async function bring(name) {
  for (const cache of ["default", "reload"]) {
    const bytes = await unpacked(await pull(name, cache));
    if (!bytes || !(await isRight(name, bytes))) continue;
    kept.set(name.replace(/\.gz$/, ""), bytes);
    return;
  }
  throw new Error(`${name} is damaged`);
}

async function pull(name, cache) {
  const answer = await plainFetch(new URL(name, HERE), { cache }).catch(() => null);
  if (!answer?.ok) throw new Error(answer ? `${name}: ${answer.status}` : `${name} does not come`);
  const parts = [];
  let length = 0;
  const reader = answer.body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      done.set(name, Math.min(length, FILES[name].size));
      tell();
    }
  } catch {
    throw new Error(`${name} does not come whole`);
  }
  return new Blob(parts);
}

// Most servers send files as they are, so they come packed; a few have unpacked them already.
async function unpacked(blob) {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b) return blob.arrayBuffer();
  const plain = blob.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).arrayBuffer().catch(() => null);
}

// On a plain http address of another machine the browser has no way to prove it.
async function isRight(name, bytes) {
  if (!self.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === FILES[name].sha256;
}

const sum = (numbers) => [...numbers].reduce((a, b) => a + b, 0);
const total = sum(Object.values(FILES).map(({ size }) => size));
const tell = () => self.postMessage({ done: sum(done.values()), total });

let python = null;

async function start() {
  await Promise.all(Object.keys(FILES).map(bring));
  const { loadPyodide } = await script("pyodide.mjs");
  const { default: createPyodideModule } = await script("pyodide.asm.mjs");
  const lockFileContents = new TextDecoder().decode(kept.get("lock.json"));
  const made = await loadPyodide({ indexURL: HERE.href, lockFileContents, createPyodideModule });
  made.unpackArchive(kept.get("core.zip"), "zip", { extractDir: "/core" });
  made.runPython("import sys; sys.path.insert(0, '/core')");
  kept.clear();
  return made.pyimport("slantwise.reader.own");
}

const script = (name) =>
  import(URL.createObjectURL(new Blob([kept.get(name)], { type: "text/javascript" })));

self.onmessage = async ({ data: { id, call, args } }) => {
  let load = true;
  try {
    python ??= start();
    const own = await python;
    load = false;
    self.postMessage({ id, made: JSON.parse(own[call](...args)) });
  } catch (error) {
    self.postMessage({ id, problem: String(error.message ?? error), load });
  }
};
