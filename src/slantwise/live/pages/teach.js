// The teacher's page: what the projector shows, and below it the buttons of the lesson.
// Nothing about a single pupil is on it, but for a folded list that the teacher opens alone.

const TOKEN = "slantwise:teacher";
const FEW = 5; // commits below which a picture of the class says much about each of them

// The token comes in the address once; after that only this window knows it.
function teacherToken() {
  const given = window.location.hash.slice(1);
  if (given) {
    window.history.replaceState(null, "", window.location.pathname);
    window.sessionStorage.setItem(TOKEN, given);
  }
  return given || window.sessionStorage.getItem(TOKEN);
}

function teachPage(root) {
  const { region, announce } = liveRegion();
  const screen = node("div", { class: "lv-screen" });
  const { line, link } = linkLine("live.teach.lost");
  const banner = node("p", { class: "lv-banner", role: "status", hidden: true });
  root.append(line, banner, screen, region);
  const token = teacherToken();
  const stranger = () => {
    root.querySelectorAll(".lv-controls, .lv-private").forEach((part) => part.remove());
    screen.replaceChildren(cardOf("live.teach.stranger.title", "live.teach.stranger"));
  };
  if (!token) return stranger();
  return new Teaching({ token, root, screen, banner, announce, link, stranger });
}

const cardOf = (title, text) =>
  node("section", { class: "lv-card" }, node("h1", {}, say(title)), node("p", {}, say(text)));

class Teaching {
  constructor({ token, root, screen, banner, announce, link, stranger }) {
    Object.assign(this, { token, screen, banner, announce, stranger });
    this.session = null; // the code, the addresses and the exercises to choose from
    this.state = null;
    this.shown = "";
    this.fetched = makeFetcher({ token });
    this.controls = new Controls(this, (name, more) => this.act(name, more));
    this.list = new PupilList(this);
    root.append(this.controls.node, this.list.node);
    this.stop = follow({ token, news: (state) => this.news(state), link, gone: stranger });
  }

  async news(state) {
    this.state = state;
    if (state.phase === "ended") this.stop(); // the server may go now
    this.session ??= await readSession(this);
    if (!this.session || this.state !== state) return; // something newer has come meanwhile
    this.controls.set(state);
    this.banner.hidden = !state.paused;
    this.banner.textContent = state.paused ? say("live.paused.title") : "";
    this.list.refresh();
    await this.fetched.fetch(state);
    if (this.state === state) this.draw(); // unless something newer has come meanwhile
  }

  draw(again = false) {
    const { state, screen, shown } = this;
    const { payload, reveal } = this.fetched.of(state);
    const key = `${state.phase} ${state.round}`;
    if (!payload && !["lobby", "ended"].includes(state.phase)) return;
    if (key !== shown || again)
      screen.replaceChildren(...TEACHER_SCREENS[state.phase]({ desk: this, state, payload, reveal }));
    if (key !== shown && shown !== "") this.announce(nowLine(state));
    this.shown = key;
    refreshCounts(screen, state);
    refreshDoor(screen, state);
  }

  // A picture of the class without somebody who was taken out.
  async redraw() {
    const { state } = this;
    this.fetched.forget(`${state.phase} ${state.round}`);
    await this.fetched.fetch(state);
    if (this.state.phase === state.phase) this.draw(true);
  }

  // One step; a second press of the same button does nothing that the first has not done.
  act(name, more = {}) {
    return this.ask(name, { version: this.state.version, ...more });
  }

  async ask(name, body) {
    const made = await call(`/api/teacher/${name}`, { method: "POST", token: this.token, body });
    this.controls.tell(isGood(made) ? "" : made.status === 0 ? say("live.teach.lost") : problemOf(made));
    return isGood(made);
  }
}

// Asked for until it is there, as everything rests on it.
async function readSession({ token, stranger }) {
  for (let failures = 1; ; failures += 1) {
    const made = await call("/api/teacher/session", { token });
    if (isGood(made)) return made.data;
    if (!isForLater(made)) return stranger();
    await new Promise((done) => setTimeout(done, waitAfter(failures, made)));
  }
}

function nowLine({ phase, exercise }) {
  const later = phase === "readings" && isKeptForLater(exercise);
  return later ? say("live.now.readings.later") : say(`live.now.${phase}`);
}

// --- what the projector shows

const TEACHER_SCREENS = {
  lobby: ({ desk }) => [joinScreen(desk)],
  marking: (view) => [roundHead(view), countBox("open"), ...joinStrip(view.desk)],
  closed: ({ state, payload }) => [
    roundHead({ state, payload }),
    countBox("closed"),
    para(say("live.closed.teach")),
    state.committed < FEW ? para(say("live.closed.few")) : node("p", {}),
  ],
  heat: (view) => [roundHead(view), classPicture(view.payload, view.reveal, { prompts: true })],
  readings: (view) => [roundHead(view), readingsPicture(view)],
  ended: () => [cardOf("live.teach.ended.title", "live.teach.ended")],
};

function roundHead({ state, payload }) {
  const task = payload.exercise;
  const prompt = state.phase === "marking" ? task.prompt.split(/\n\s*\n/).map(para) : [];
  return node(
    "header",
    { class: "lv-round" },
    node("p", { class: "slw-kicker" }, say("live.round", { n: state.round }), " · ", kickerOf(task)),
    node("h1", {}, task.title),
    ...prompt,
  );
}

function readingsPicture({ payload, reveal }) {
  const full = revealedPayload(payload, reveal);
  return classPicture(full, reveal, { prompts: true, key: true });
}

// The count, and nothing about who.
function countBox(key) {
  const words = node("p", { class: "lv-count", "data-count": key });
  const bar = node("progress", { class: "lv-progress", "aria-hidden": "true", max: 1, value: 0 });
  return node("section", { class: "lv-counted" }, words, bar);
}

const COUNTS = {
  joined: ({ joined }) => say("live.joined", { n: joined }),
  open: ({ joined, committed }) => say("live.count", { n: joined, done: committed ?? 0 }),
  closed: ({ joined, committed }) => say("live.count.closed", { n: joined, done: committed ?? 0 }),
};

function refreshCounts(screen, state) {
  const { joined, committed } = state;
  for (const words of screen.querySelectorAll("[data-count]"))
    words.textContent = COUNTS[words.dataset.count](state);
  for (const bar of screen.querySelectorAll("progress")) {
    bar.max = Math.max(1, joined);
    bar.value = committed ?? 0;
  }
}

// What says how to join is out of place while nobody can; that nobody can is told instead.
function refreshDoor(screen, { door }) {
  for (const part of screen.querySelectorAll("[data-door]")) part.hidden = part.dataset.door !== door;
}

// The address, four words, and the QR code, for the back row.
function joinScreen(desk) {
  const { session } = desk;
  const words = session.code.split("-").map((word) => node("span", {}, word));
  const qr = node("div", { class: "lv-qr", "data-door": "open" });
  drawQr(desk, qr);
  return node(
    "section",
    { class: "lv-join-screen" },
    node(
      "div",
      {},
      node(
        "div",
        { "data-door": "open" },
        node("h1", {}, say("live.teach.join")),
        ...addressLines(session),
        node("p", { class: "lv-label" }, say("live.teach.words")),
        node("p", { class: "lv-words" }, ...words.flatMap((word) => [word, " "])),
      ),
      node(
        "div",
        { "data-door": "closed", hidden: true },
        node("h1", {}, say("live.door.closed")),
        node("p", {}, say("live.door.stay")),
      ),
      node("p", { class: "lv-count", "data-count": "joined" }),
    ),
    qr,
  );
}

function addressLines({ addresses, network }) {
  const [first, ...others] = addresses;
  const lines = [
    node("p", { class: "lv-label" }, say("live.teach.address")),
    node("p", { class: "lv-address" }, shortAddress(first)),
  ];
  const more = others.map(shortAddress).join(" · ");
  if (more) lines.push(node("p", { class: "slw-small" }, say("live.teach.addresses", { more })));
  if (isOnlyHere(first)) {
    const why = network ? say("live.teach.no_network") : say("live.teach.only_here");
    lines.push(node("p", { class: "lv-hint" }, why));
  }
  return lines;
}

const shortAddress = (address) => `${address.replace(/\/+$/, "").replace(/\/join$/, "")}/join`;
const isOnlyHere = (address) => ["127.0.0.1", "localhost", "[::1]"].includes(new URL(address).hostname);

// The QR code comes as a drawing of lines on white; only its lines are taken over.
async function drawQr({ token }, place) {
  const made = await call("/api/teacher/qr.svg", { token });
  if (!isGood(made)) return;
  const drawn = new DOMParser().parseFromString(await made.raw.text(), "image/svg+xml").documentElement;
  const lines = drawn.querySelector("path[stroke]");
  const scaled = lines?.closest("[transform]")?.getAttribute("transform");
  const [width, height] = ["width", "height"].map((side) => Number.parseFloat(drawn.getAttribute(side)));
  if (!lines || !(width > 0) || !(height > 0)) return; // the words are there all the same
  const path = shape("path", { d: lines.getAttribute("d"), class: "lv-qr-lines" });
  if (scaled) path.setAttribute("transform", scaled);
  const frame = { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": say("live.teach.qr") };
  place.replaceChildren(shape("svg", frame, path));
}

function joinStrip(desk) {
  const { session } = desk;
  const text = say("live.teach.late", {
    address: shortAddress(session.addresses[0]),
    code: session.code.replaceAll("-", " "),
  });
  return [
    node("p", { class: "lv-strip", "data-door": "open" }, text),
    node("p", { class: "lv-strip", "data-door": "closed", hidden: true }, say("live.door.closed")),
  ];
}

teachPage(document.getElementById("live"));
