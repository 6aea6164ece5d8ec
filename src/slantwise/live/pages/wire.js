// Talking to the server of the lesson: one call, a long poll that never gives up, and its tidings.

const CALL_TIME = 12000; // milliseconds until a call is given up
const POLL_TIME = 40000; // the server answers a long poll after 25 seconds
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;
const HASTY = 5000; // a poll that is answered sooner without news makes room for another tab

// {status, data, raw}; status 0 is a network that gave no answer.
async function call(path, { method = "GET", body, token, timeout = CALL_TIME, signal } = {}) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const end = ending(timeout, signal);
  const options = { method, headers, cache: "no-store", signal: end.signal };
  if (body !== undefined) options.body = typeof body === "string" ? body : JSON.stringify(body);
  try {
    const raw = await fetch(path, options);
    const json = raw.headers.get("Content-Type")?.includes("json");
    return { status: raw.status, data: json ? await raw.json() : null, raw };
  } catch {
    return { status: 0, data: null, raw: null };
  } finally {
    end.settle();
  }
}

// What ends a call: its time, or whoever gives it up. AbortSignal.any() would need a browser of 2024.
function ending(timeout, signal) {
  const stop = new AbortController();
  const abort = () => stop.abort();
  const timer = setTimeout(abort, timeout);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  const settle = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  return { signal: stop.signal, settle };
}

const isGood = ({ status }) => status >= 200 && status < 300;
const isForLater = ({ status }) => [0, 408, 429].includes(status) || status >= 500;
const problemOf = ({ data }) => data?.error?.message ?? say("live.problem");
const codeOf = ({ data }) => data?.error?.code ?? "";

// Twice as long each time, and never at the same moment as everybody else in the room.
function waitAfter(failures, { raw } = {}) {
  const asked = 1000 * (Number(raw?.headers.get("Retry-After")) || 0);
  const longer = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
  return Math.max(asked, longer * (0.5 + Math.random() / 2));
}

// A wait that can be cut short: bell.ring() lets whoever waits go on at once.
function makeBell() {
  let wake = () => {};
  const wait = (ms) =>
    new Promise((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  return { wait, ring: () => wake() };
}

// Follow the lesson: news(state) at each change, link(good) as the connection comes and goes,
// gone(answer) when the server knows this token no longer. Returns a function that stops it.
function follow({ token, news, link, gone }) {
  const bell = makeBell();
  let poll = new AbortController();
  let stopped = false;
  const again = () => {
    poll.abort(); // after sleep a connection may be dead and not know it
    bell.ring();
  };
  const seen = () => document.visibilityState === "visible" && again();
  const off = () => link(false);
  async function run() {
    let since = null;
    let failures = 0;
    while (!stopped) {
      poll = new AbortController();
      const began = performance.now();
      const path = since === null ? "/api/state" : `/api/state?since=${since}`;
      const made = await call(path, { token, timeout: POLL_TIME, signal: poll.signal });
      if (stopped) return;
      if (poll.signal.aborted) continue;
      if (isGood(made)) {
        failures = 0;
        link(true);
        const same = made.data.version === since;
        since = made.data.version;
        if (!same) news(made.data);
        if (same && performance.now() - began < HASTY) await bell.wait(HASTY * (0.5 + Math.random() / 2));
      } else if (isForLater(made)) {
        failures += 1;
        link(false);
        await bell.wait(waitAfter(failures, made));
      } else return gone(made);
    }
  }
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", again);
  window.addEventListener("offline", off);
  window.addEventListener("pageshow", (event) => event.persisted && again());
  run();
  return () => {
    stopped = true;
    poll.abort();
    document.removeEventListener("visibilitychange", seen);
    window.removeEventListener("online", again);
    window.removeEventListener("offline", off);
  };
}

// The line that says whether the page is connected; quiet while all is well.
function linkLine(lostKey) {
  const line = node("p", { class: "lv-link", role: "status", hidden: true });
  let good = true;
  let timer = 0;
  const show = (text, style) => {
    line.textContent = text;
    line.className = `lv-link ${style}`;
    line.hidden = false;
  };
  const link = (now) => {
    if (now === good) return;
    good = now;
    clearTimeout(timer);
    if (!good) return show(say(lostKey), "lv-lost");
    show(say("live.link.back"), "lv-back");
    timer = setTimeout(() => {
      line.hidden = true;
      line.textContent = "";
    }, 4000);
  };
  return { line, link };
}
