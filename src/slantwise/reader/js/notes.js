// The margin: what a lens asks about the words that are open. Always the same parts.

function noteCard(payload, note) {
  const rows = [
    ["note.words", asQuoted(shortened(quoteOf(payload, note.spans)))],
    ["note.why", note.why],
    ["note.neutral", (note.neutral ?? []).map(inQuotes).join(" · ")],
    ["note.best_case", note.best_case],
    ["note.readings", readingsOf(note)],
  ].filter(([, value]) => value && value.length);
  const list = node("dl");
  for (const [key, value] of rows) {
    list.append(node("dt", {}, say(key)));
    for (const part of [].concat(value)) list.append(node("dd", { dir: "auto" }, part));
  }
  const told = !note.label || note.label.toLowerCase().startsWith(note.title.toLowerCase());
  const tag = told ? note.title : `${note.title} · ${note.label}`;
  return node(
    "div",
    { class: `slw-note slw-note-${note.style}` },
    node("p", { class: "slw-tag" }, tag),
    note.question ? node("p", { class: "slw-question" }, note.question) : null,
    list,
    note.by ? node("p", { class: "slw-by" }, say("note.machine", { by: note.by })) : null,
  );
}

// Words that are in quotes already need no more of them.
const asQuoted = (words) => (/^[“„"«]/.test(words) ? words : `“${words}”`);

// A wording to try stands in quotes; "(leave it out)" is advice and does not.
const inQuotes = (words) => (words.startsWith("(") ? words : `“${words}”`);

// A whole sentence need not be read twice: its beginning and its end name it.
function shortened(words) {
  const parts = words.split(" ");
  return parts.length <= 16 ? words : [...parts.slice(0, 8), "…", ...parts.slice(-4)].join(" ");
}

function readingsOf(note) {
  if (!note.zone) return null;
  const views = note.views.map(({ name, why, fair }) =>
    say(fair ? "note.reading_fair" : "note.reading", { id: name, why }),
  );
  const zone = note.zone === "machine" && !note.readers ? "machine.none" : note.zone;
  return [say(`note.zone.${zone}`, { n: note.readers, of: note.of }), ...views];
}

// The passage with its margin. Notes can be switched off by style; `onOpen` hears what opens.
class AnnotatedPassage {
  constructor({ payload, notes, marks = [], label, hint, announce, onOpen = () => {} }) {
    Object.assign(this, { payload, notes, hint, announce, onOpen });
    const { nodes, pieces } = drawPassage(payload, notes, marks);
    this.pieces = pieces; // in reading order: {element, notes, begins}
    this.starts = pieces.filter((piece) => piece.begins);
    this.byElement = new Map(pieces.map((piece) => [piece.element, piece]));
    this.off = new Set();
    this.current = null;
    this.shaded = []; // the pieces of what is open
    this.visited = null; // what was open last
    this.tabStop = null;
    this.width = 0;
    this.text = node(
      "div",
      { class: "slw-text", role: "group", "aria-label": label, lang: payload.lang },
      ...nodes,
    );
    if (pieces.length + nodes.length > MANY) this.drawInSight();
    this.margin = node("div", { class: "slw-margin", role: "group", "aria-label": hint.label });
    this.node = node("div", { class: "slw-spread" }, this.text, this.margin);
    this.text.addEventListener("click", (event) => this.onClick(event));
    this.text.addEventListener("focusin", (event) => this.onFocus(event));
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.margin.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    // On a phone the margin stands below the paragraph that is open; turning the phone moves it.
    this.resize = new ResizeObserver(([{ contentRect }]) => {
      this.width = contentRect.width;
      if (this.current) this.placeMargin();
    });
    this.resize.observe(this.node);
    this.refreshStops();
    this.showMargin();
  }

  // Paragraphs out of sight take the room that their length tells, until they are drawn.
  drawInSight() {
    this.text.classList.add("slw-long");
    for (const paragraph of this.text.children) {
      const lines = Math.ceil(paragraph.textContent.length / LINE);
      paragraph.style.setProperty("--slw-lines", lines);
    }
  }

  // --- what can be chosen

  visible(piece) {
    return piece.notes.filter((n) => !this.off.has(this.notes[n].style));
  }

  isVisible(piece) {
    return piece.notes.some((n) => !this.off.has(this.notes[n].style));
  }

  stops() {
    return this.starts.filter((piece) => piece.live);
  }

  // Make each place where a visible note begins a button; one of them is the Tab stop. A long
  // text has thousands of places, so only those that change are touched; the rest is CSS.
  refreshStops() {
    for (const style of new Set(this.notes.map((note) => note.style))) {
      this.node.classList.toggle(`slw-off-${style}`, this.off.has(style));
    }
    for (const piece of this.starts) {
      const live = this.isVisible(piece);
      if (live === Boolean(piece.live)) continue;
      piece.live = live;
      if (live) makeStop(piece.element);
      else unmakeStop(piece.element);
    }
    this.moveTabStop();
  }

  // The Tab stop is where the reader was last, else at the first place.
  moveTabStop() {
    const next = this.visited?.live ? this.visited : this.starts.find((piece) => piece.live);
    if (next === this.tabStop) return;
    if (this.tabStop?.live) this.tabStop.element.setAttribute("tabindex", "-1");
    next?.element.setAttribute("tabindex", "0");
    this.tabStop = next;
  }

  setOff(styles) {
    this.off = new Set(styles);
    const again = this.current && this.isVisible(this.current) ? this.current : null;
    this.refreshStops();
    this.open(again);
  }

  // --- opening

  open(piece) {
    const before = this.current;
    const shown = piece ? this.visible(piece) : [];
    this.current = piece;
    this.shade(shown);
    if (before?.live) before.element.setAttribute("aria-expanded", "false");
    if (piece?.live) piece.element.setAttribute("aria-expanded", "true");
    if (piece) this.visited = piece;
    this.moveTabStop();
    this.showMargin();
    if (shown.length) this.announce(shown.map((n) => spoken(this.notes[n])).join(" "));
    this.onOpen(shown);
  }

  // Give the words of what is shown a ground; where two overlap, that of the narrower one.
  shade(shown) {
    for (const { element } of this.shaded) delete element.dataset.on;
    const order = this.narrowFirst(shown);
    const over = (piece) => order.find((n) => piece.notes.includes(n));
    this.shaded = order.length ? this.pieces.filter((piece) => over(piece) !== undefined) : [];
    for (const piece of this.shaded) piece.element.dataset.on = this.notes[over(piece)].style;
  }

  narrowFirst(numbers) {
    return [...numbers].sort((a, b) => breadth(this.notes[a]) - breadth(this.notes[b]));
  }

  showMargin() {
    const shown = this.current ? this.narrowFirst(this.visible(this.current)) : [];
    const close = button("×", () => this.close(), {
      class: "slw-btn slw-btn-quiet slw-close",
      "aria-label": say("note.close"),
    });
    const cards = shown.map((n) => noteCard(this.payload, this.notes[n]));
    const help = node("p", { class: "slw-hint" }, this.hint.text(this.off));
    this.margin.replaceChildren(...(cards.length ? [close, ...cards] : [help]));
    this.placeMargin();
  }

  placeMargin() {
    const narrow = this.width > 0 && !fitsBeside(this.width);
    const paragraph = narrow && this.current?.element.closest("p");
    if (paragraph) {
      if (paragraph.nextSibling !== this.margin) paragraph.after(this.margin);
    } else if (this.margin.parentNode !== this.node) {
      this.node.append(this.margin);
    }
  }

  toggle(piece) {
    if (piece === this.current) this.close();
    else this.open(piece);
  }

  // Close the note; the focus goes back to the words it was about.
  close() {
    const back = this.current;
    const inside = this.margin.contains(document.activeElement);
    this.open(null);
    if (!back || !inside) return;
    this.quiet = true;
    back.element.focus({ preventScroll: true });
    this.quiet = false;
  }

  // Go to a note's words; used by lists that point into the text.
  reveal(n) {
    const piece = this.pieces.find((p) => p.begins && p.notes.includes(n));
    piece?.element.focus();
    piece?.element.scrollIntoView({ block: "center" });
  }

  // --- what the reader does

  pieceOf(target) {
    const piece = this.byElement.get(target.closest?.(".slw-piece"));
    return piece && this.isVisible(piece) ? piece : null;
  }

  onClick(event) {
    if (this.margin.contains(event.target) || !window.getSelection().isCollapsed) return;
    const piece = this.pieceOf(event.target);
    if (!piece) return;
    if (piece !== this.current) this.open(piece);
    // Below a long paragraph the note would open out of sight.
    if (this.margin.parentNode === this.text) this.margin.scrollIntoView({ block: "nearest" });
  }

  onFocus(event) {
    if (this.quiet || event.target.getAttribute("role") !== "button" || this.margin.contains(event.target))
      return;
    const piece = this.pieceOf(event.target);
    if (piece && piece !== this.current) this.open(piece);
  }

  onKey(event) {
    if (event.target.getAttribute("role") !== "button" || this.margin.contains(event.target)) return;
    const live = this.stops();
    const at = live.findIndex((piece) => piece.element === event.target);
    const steps = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: live.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) live[Math.min(Math.max(to, 0), live.length - 1)].element.focus();
    else if (event.key === "Enter" || event.key === " ") this.toggle(live[at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  destroy() {
    this.resize.disconnect();
  }
}

const NARROW = 720; // pixels; reader.css puts the margin beside the text from here on
// A browser that does not know @container has one column at any width.
const fitsBeside = (width) => width >= NARROW && CSS.supports("container-type: inline-size");
const MANY = 1000; // pieces and paragraphs; from here on, paragraphs are drawn when they come into sight
const LINE = 65; // letters in a line, about

function makeStop(element) {
  element.setAttribute("role", "button");
  element.setAttribute("tabindex", "-1");
  element.setAttribute("aria-expanded", "false");
  ownKeys(element);
}

function unmakeStop(element) {
  for (const name of ["role", "tabindex", "aria-expanded"]) element.removeAttribute(name);
}

const breadth = (note) => note.spans.reduce((sum, [start, end]) => sum + end - start, 0);
const spoken = (note) => [note.title, note.label, note.question].filter(Boolean).join(". ");
