// The margin: what a lens asks about the words that are open. Always the same parts.

function noteCard(payload, note) {
  const rows = [
    ["note.words", `“${shortened(quoteOf(payload, note.spans))}”`],
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

// A wording to try stands in quotes; "(leave it out)" is advice and does not.
const inQuotes = (words) => (words.startsWith("(") ? words : `“${words}”`);

// A whole sentence need not be read twice: its beginning and its end name it.
function shortened(words) {
  const parts = words.split(" ");
  return parts.length <= 16 ? words : [...parts.slice(0, 8), "…", ...parts.slice(-4)].join(" ");
}

function readingsOf(note) {
  if (!note.zone) return null;
  const views = note.views.map(({ id, why, fair }) =>
    say(fair ? "note.reading_fair" : "note.reading", { id: id.toUpperCase(), why }),
  );
  const zone = note.zone === "machine" && !note.readers ? "machine.none" : note.zone;
  return [say(`note.zone.${zone}`, { n: note.readers, of: note.of }), ...views];
}

// The passage with its margin. `notes` can be switched by style; `onOpen` hears what opens.
function annotatedPassage({ payload, notes, marks = [], label, hint, announce, onOpen = () => {} }) {
  const { nodes, pieces } = drawPassage(payload, notes, marks);
  const text = node("div", { class: "slw-text", role: "group", "aria-label": label, lang: payload.lang }, ...nodes);
  const aside = node("div", { class: "slw-margin", role: "group", "aria-label": hint.label });
  const spread = node("div", { class: "slw-spread" }, text, aside);
  const byElement = new Map(pieces.map((piece) => [piece.element, piece]));
  const off = new Set();
  let current = null;

  const visible = (piece) => piece.notes.filter((n) => !off.has(notes[n].style));
  const stops = () => pieces.filter((piece) => piece.begins && visible(piece).length);

  function refreshStops() {
    for (const style of new Set(notes.map((note) => note.style))) {
      spread.classList.toggle(`slw-off-${style}`, off.has(style));
    }
    const live = new Set(stops());
    for (const piece of pieces) {
      const stop = live.has(piece);
      piece.element.classList.toggle("slw-quiet", !visible(piece).length);
      if (stop) {
        piece.element.setAttribute("role", "button");
        piece.element.setAttribute("tabindex", "-1");
        // JupyterLab would take the keys for its own shortcuts otherwise
        piece.element.setAttribute("data-lm-suppress-shortcuts", "true");
      } else {
        for (const name of ["role", "tabindex", "aria-expanded"]) piece.element.removeAttribute(name);
      }
    }
    const [first] = live;
    (live.has(current) ? current : first)?.element.setAttribute("tabindex", "0");
  }

  function showMargin() {
    const shown = current ? visible(current) : [];
    const order = [...shown].sort((a, b) => breadth(notes[a]) - breadth(notes[b]));
    const cards = order.map((n) => noteCard(payload, notes[n]));
    const help = node("p", { class: "slw-hint" }, hint.text(off));
    aside.replaceChildren(...(cards.length ? [closeButton(), ...cards] : [help]));
    aside.classList.toggle("slw-margin-open", cards.length > 0);
    const narrow = spread.clientWidth > 0 && spread.clientWidth < 720;
    const paragraph = current?.element.closest("p");
    if (narrow && cards.length) paragraph.after(aside);
    else if (aside.parentNode !== spread) spread.append(aside);
  }

  const close = () => open(null);
  const closeButton = () => button("×", close, { class: "slw-btn slw-btn-quiet slw-close", "aria-label": say("note.close") });

  function open(piece) {
    if (piece === current && piece) return;
    current = piece;
    const shown = piece ? visible(piece) : [];
    for (const other of pieces) {
      const covering = shown.filter((n) => other.notes.includes(n));
      covering.sort((a, b) => breadth(notes[a]) - breadth(notes[b]));
      if (covering.length) other.element.dataset.on = notes[covering[0]].style;
      else delete other.element.dataset.on;
      if (other.element.getAttribute("role") === "button") {
        other.element.setAttribute("aria-expanded", String(other === piece));
        other.element.setAttribute("tabindex", other === piece ? "0" : "-1");
      }
    }
    if (!piece) stops()[0]?.element.setAttribute("tabindex", "0");
    showMargin();
    if (shown.length) announce(shown.map((n) => spoken(notes[n])).join(" "));
    onOpen(shown);
  }

  const pieceOf = (target) => {
    const piece = byElement.get(target.closest?.(".slw-piece"));
    return piece && visible(piece).length ? piece : null;
  };

  text.addEventListener("click", (event) => {
    if (aside.contains(event.target) || !window.getSelection().isCollapsed) return;
    const piece = pieceOf(event.target);
    if (piece) open(piece);
  });
  text.addEventListener("focusin", (event) => {
    const piece = pieceOf(event.target);
    if (piece && event.target.getAttribute("role") === "button") open(piece);
  });
  text.addEventListener("keydown", (event) => {
    if (event.target.getAttribute("role") !== "button" || aside.contains(event.target)) return;
    const live = stops();
    const at = live.findIndex((piece) => piece.element === event.target);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: live.length - 1 }[event.key];
    if (to !== undefined) live[Math.min(Math.max(to, 0), live.length - 1)].element.focus();
    else if (event.key === "Enter" || event.key === " ") { current = null; open(live[at]); }
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  // On a phone the margin stands below the paragraph that is open; turning the phone moves it.
  const resize = new ResizeObserver(() => { if (current) showMargin(); });
  resize.observe(spread);
  refreshStops();
  showMargin();
  return {
    node: spread,
    text,
    // Open the first note of these; used by lists that point into the text.
    reveal(n) {
      const piece = pieces.find((p) => p.begins && p.notes.includes(n));
      if (!piece) return;
      piece.element.focus();
      piece.element.scrollIntoView({ block: "center" });
    },
    setOff(styles) {
      off.clear();
      styles.forEach((style) => off.add(style));
      if (current && !visible(current).length) current = null;
      refreshStops();
      const piece = current;
      current = null;
      open(piece);
    },
    destroy: () => resize.disconnect(),
  };
}

const breadth = (note) => note.spans.reduce((sum, [start, end]) => sum + end - start, 0);
const spoken = (note) => [note.title, note.label, note.question].filter(Boolean).join(". ");
