// The lenses on any text, in the page: asks the worker, which is started when first needed.

const OWN_FOLDER = "_static/slantwise/own/";
const OWN_MOST = 400000; // code points; the same limit as in reader/own.py

// Why this page cannot run the lenses, as a key of the strings; null where it can.
function cannotLook() {
  if (location.protocol === "file:") return "own.why.file";
  if (document.querySelector('meta[name="slantwise-own"]')?.content !== "here") return "own.why.missing";
  return typeof Worker === "function" && typeof DecompressionStream === "function" ? null : "own.why.old";
}

class Lenses {
  constructor() {
    this.worker = null;
    this.waiting = new Map(); // id -> {resolve, reject}
    this.serial = 0;
    this.isReady = false;
    this.onProgress = () => {};
  }

  ask(call, ...args) {
    this.worker ??= this.open();
    const id = (this.serial += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, call, args });
    });
  }

  open() {
    const worker = new Worker(new URL(`${OWN_FOLDER}worker.mjs`, document.baseURI), { type: "module" });
    worker.onmessage = ({ data }) => {
      if (data.id === undefined) this.onProgress(data);
      else if (data.load) this.stop(data.problem, true);
      else this.settle(data.id, data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.stop(event.message || "worker.mjs does not come", true);
    };
    return worker;
  }

  settle(id, { made, problem, load }) {
    const { resolve, reject } = this.waiting.get(id) ?? {};
    this.waiting.delete(id);
    if (problem === undefined) {
      this.isReady = true;
      resolve?.(made);
    } else reject?.(new Error(problem && toldOf(problem, load)));
  }

  // End whatever is going on; the next question starts anew. Without a problem nothing is told.
  stop(problem = "", load = false) {
    this.worker?.terminate();
    this.worker = null;
    this.isReady = false;
    for (const id of [...this.waiting.keys()]) this.settle(id, { problem, load });
  }
}

const toldOf = (problem, load) =>
  say(load ? "own.failed.load" : "own.failed", { problem: lastLine(problem) });

// The last line of a traceback says what was wrong.
function lastLine(problem) {
  const lines = problem.trim().split("\n");
  return lines[lines.length - 1].replace(/^\w*Error: /, "");
}

const lensesHere = new Lenses();

// Rewrite exercises are checked by the same worker.
async function checkRewriteHere(task, attempt) {
  return lensesHere.ask("rewrite_json", JSON.stringify(task), attempt.text);
}
if (typeof window !== "undefined" && typeof document !== "undefined" && !cannotLook())
  window.slantwiseCheckRewrite = checkRewriteHere;
