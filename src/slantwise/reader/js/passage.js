// The text of a passage, cut into flat pieces so that overlapping spans can be drawn.
// Python counts code points; here a block's text becomes a list of them, once.

const LENSES = ["unsourced", "framing", "loaded"]; // outermost underline first

const codePoints = (block) => (block.points ??= Array.from(block.text));

// The pieces of a block: {start, end, text, covers}, where covers are positions in `spans`.
function cutBlock(block, spans) {
  const points = codePoints(block);
  const from = block.start;
  const to = block.start + points.length;
  const edges = new Set([from, to]);
  const opening = new Map();
  const closing = new Map();
  const add = (map, at, i) => map.set(at, [...(map.get(at) ?? []), i]);
  spans.forEach(([start, end], i) => {
    if (start >= to || end <= from) return;
    const [a, b] = [Math.max(start, from), Math.min(end, to)];
    edges.add(a).add(b);
    add(opening, a, i);
    add(closing, b, i);
  });
  const cuts = [...edges].sort((a, b) => a - b);
  const active = new Set();
  return cuts.slice(0, -1).map((start, k) => {
    for (const i of closing.get(start) ?? []) active.delete(i);
    for (const i of opening.get(start) ?? []) active.add(i);
    const end = cuts[k + 1];
    const covers = [...active].sort((a, b) => a - b);
    return { start, end, text: points.slice(start - from, end - from).join(""), covers };
  });
}

// The words of a span, for a note; "…" stands between the parts of a discontinuous one.
function quoteOf(payload, spans) {
  const parts = spans.map(([start, end]) =>
    payload.blocks
      .map((b) => codePoints(b).slice(Math.max(0, start - b.start), Math.max(0, end - b.start)))
      .filter((points) => points.length)
      .map((points) => points.join(""))
      .join(" "),
  );
  return parts.join(" … ").replace(/\s+/g, " ");
}

// A paragraph with its number in the margin, or a heading of the article.
function blockNode(block, children, level = 3) {
  const heading = { class: "slw-heading", role: "heading", "aria-level": level, dir: "auto" };
  const body = { class: "slw-body", "data-n": block.n, dir: "auto" };
  return node("p", block.kind === "heading" ? heading : body, ...children);
}

// What must stand above a text wherever it is shown: that it was written for the course.
const noticeOf = ({ notice }) => (notice ? node("p", { class: "slw-notice" }, notice) : null);

// Draw a passage with notes (underlined, choosable) and marks (a highlighter pen).
// Returns its nodes and, for each place where a note begins, {element, notes}.
function drawPassage(payload, notes, marks) {
  const spans = [];
  const owner = []; // for each span: the number of its note, or null for a mark
  notes.forEach((note, n) => note.spans.forEach((span) => (spans.push(span), owner.push(n))));
  marks.forEach((span) => (spans.push(span), owner.push(null)));
  const pieces = [];
  const nodes = payload.blocks.map((block) => {
    const children = cutBlock(block, spans).map((piece) => {
      const here = piece.covers.map((i) => owner[i]).filter((n) => n !== null);
      const begins = piece.covers.some((i) => owner[i] !== null && spans[i][0] === piece.start);
      const marked = piece.covers.some((i) => owner[i] === null);
      const element = pieceNode(
        piece.text,
        here.map((n) => notes[n].style),
        marked,
      );
      if (here.length) pieces.push({ element, notes: [...new Set(here)], begins });
      return element;
    });
    return blockNode(block, children, payload.level);
  });
  return { nodes, pieces };
}

// A piece of text under its underlines, one nested element for each, so that they stack.
function pieceNode(text, styles, marked) {
  const distinct = [...new Set(styles)].sort((a, b) => LENSES.indexOf(a) - LENSES.indexOf(b));
  let inner = document.createTextNode(text);
  for (const style of distinct.reverse()) {
    inner = node("span", { class: `slw-u slw-u-${style}` }, inner);
  }
  const kinds = [distinct.length ? "slw-piece" : "", marked ? "slw-mine" : ""].join(" ").trim();
  return kinds ? node("span", { class: kinds }, inner) : inner;
}
