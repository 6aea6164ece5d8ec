// The class over the text: tints with numbers for the share of the class, lines for the readings.
// TINTS, LINES and NUMBERED are those of the report, put here by the server (assets.py); nothing
// rests on colour alone.

const PROMPTS = 3;
const LISTED = 12;

const stepOf = (share, edges) => edges.filter((edge) => share >= edge - 1e-9).length;

// options: own (one's own attempt, drawn with it), key (the readings are open), prompts.
function classPicture(payload, reveal, options) {
  const parts = payload.exercise.kind === "mark" ? markPicture : itemPicture;
  if (!reveal) return node("p", { class: "lv-hint" }, say("live.loading"));
  if (!reveal.committed) return node("p", { class: "lv-hint" }, say("live.heat.nobody"));
  // What belongs to a set that is kept for later stays closed, also when the class looks at it.
  const later = options.key && isKeptForLater(payload.exercise);
  const shown = parts(payload, reveal, later ? { ...options, key: false } : options);
  const note = later ? node("p", { class: "slw-small" }, say("live.later")) : null;
  return node("section", { class: "lv-class" }, ...[note, ...shown].filter(Boolean));
}

// What the class does in an exercise: it marks, chooses or writes.
const isWritten = (kind) => kind === "rewrite" || kind === "reflect";
const deedOf = ({ kind }) => (kind === "mark" ? "marked" : isWritten(kind) ? "written" : "chosen");
const heatTitle = ({ exercise }) => say(`live.class.${deedOf(exercise)}`);

// The exercise with its key, as the server opens it with the readings; without it where it is
// kept for later.
const revealedPayload = (payload, reveal) => reveal?.exercise ?? payload;

function markPicture(payload, reveal, { own, key, prompts }) {
  const words = heatWords(payload, reveal, own, key);
  const map = node("div", { class: "slw-text lv-map", lang: payload.lang }, ...heatBlocks(payload, words));
  const runs = passagesOf(payload, words);
  const text = node(
    "div",
    {},
    noticeOf(payload),
    map,
    heatLegend(words, key && payload.exercise.items),
    heatList(runs, reveal.committed),
  );
  const talk = prompts ? promptBox(markPrompts(payload, reveal, runs), markPrompt) : null;
  return [node("div", { class: talk ? "lv-beside" : "" }, text, talk)];
}

// For each word {start, end, share, tint, line, own}.
function heatWords(payload, { heat, votes }, own, key) {
  const mine = own ? covered(payload.words, mergeSpans(spansOf(own))) : new Set();
  const shares = sharesOf(payload.words, heat);
  const lines = sharesOf(payload.words, key ? votes : []);
  return payload.words.map(([start, end], i) => ({
    start,
    end,
    share: shares[i],
    tint: stepOf(shares[i], TINTS),
    line: stepOf(lines[i], LINES),
    own: mine.has(i),
  }));
}

// segments: [[start, end, share], ...]; what none of them covers has nought.
function sharesOf(words, segments) {
  const shares = words.map(() => 0);
  for (const [start, end, share] of segments)
    for (const i of covered(words, [[start, end]])) shares[i] = share;
  return shares;
}

const isAlike = (a, b) => a.tint === b.tint && a.line === b.line && a.own === b.own;

function heatBlocks(payload, words) {
  return payload.blocks.map((block) => {
    const end = block.start + codePoints(block).length;
    const inside = words.filter((word) => word.start >= block.start && word.end <= end);
    const runs = runsOf(inside, isAlike);
    const spans = runs.map((run) => [run[0].start, run[run.length - 1].end]);
    const children = cutBlock(block, spans).map((piece) =>
      piece.covers.length
        ? heatPiece(piece.text, runs[piece.covers[0]])
        : document.createTextNode(piece.text),
    );
    return blockNode(block, children, payload.level);
  });
}

// Neighbours that belong together, in order.
function runsOf(list, together) {
  const runs = [];
  for (const one of list) {
    const last = runs[runs.length - 1];
    if (last && together(last[last.length - 1], one)) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

function heatPiece(text, run) {
  const [{ tint, line, own }] = run;
  if (!tint && !line && !own) return document.createTextNode(text);
  const most = Math.max(...run.map(({ share }) => share));
  const number = tint >= NUMBERED ? node("sup", {}, String(Math.round(100 * most))) : null;
  const inner = own ? node("span", { class: "lv-own" }, text) : text;
  return node("span", { class: `lv-h${tint} lv-r${line}` }, inner, number);
}

function heatLegend(words, key) {
  const edges = [...TINTS.slice(1), 1];
  const tints = TINTS.map((low, i) => [
    `lv-h${i + 1}`,
    say("class.heat.step", { low: percent(low), high: percent(edges[i]) }),
  ]);
  const lines = key ? readingLines(key) : [];
  const own = words.some((word) => word.own) ? [["lv-own", say("result.yours")]] : [];
  const listed = [...tints, ...lines, ...own].map(([style, text]) =>
    node("li", {}, node("span", { class: style }, say("class.heat.sample")), ` ${text}`),
  );
  const told = say(key ? "class.heat.legend" : "live.heat.legend");
  return node(
    "div",
    { class: "lv-legend" },
    node("p", { class: "slw-small" }, told),
    node("ul", {}, ...listed),
  );
}

// One line for each number of readings that can agree.
function readingLines([{ of }]) {
  const counts = Array.from({ length: of }, (_, i) => i + 1);
  const byLine = new Map(counts.map((n) => [stepOf(n / of, LINES), n]));
  return [...byLine].map(([line, n]) => [`lv-r${line}`, say("class.heat.votes", { n, of })]);
}

// --- passages: neighbouring words that some of the class marked

function passagesOf(payload, words) {
  const most = Math.max(...words.map(({ share }) => share));
  const edge = Math.max(TINTS[1], most / 3);
  const warm = words.map((word, i) => ({ ...word, i })).filter(({ share }) => share >= edge);
  const isNext = (a, b) => b.i === a.i + 1 && Math.abs(a.share - b.share) < 0.25;
  return runsOf(warm, isNext).map((run) => {
    const span = [run[0].start, run[run.length - 1].end];
    const share = Math.max(...run.map((word) => word.share));
    return { span, share, words: quoteOf(payload, [span]) };
  });
}

// The same as a list, for whoever does not see the tints.
function heatList(runs, committed) {
  const sorted = [...runs].sort((a, b) => b.share - a.share).slice(0, LISTED);
  if (!sorted.length) return node("p", { class: "slw-small" }, say("live.heat.scattered"));
  const rows = sorted.map(({ words, share }) => [
    `“${shortened(words)}”`,
    say("live.share", { share: percent(share), n: Math.round(share * committed), of: committed }),
  ]);
  const head = [say("class.places.words"), say("class.places.class")];
  return fold(say("live.heat.list"), { class: "slw-fold" }, table(say("live.heat.caption"), head, rows));
}

// Those over which the class is most in two, the most first.
function dividedPassages(runs) {
  const split = runs.filter(({ share }) => share > 0.15 && share < 0.85);
  split.sort((a, b) => Math.abs(a.share - 0.5) - Math.abs(b.share - 0.5) || a.span[0] - b.span[0]);
  return split.slice(0, PROMPTS);
}

function promptBox(list, draw) {
  const inner = list.length
    ? [
        node("p", { class: "slw-small" }, say("live.talk.how")),
        node("ol", { class: "lv-talk" }, ...list.map(draw)),
      ]
    : [node("p", {}, say("class.disputed.none"))];
  return node("aside", { class: "lv-prompts" }, node("h2", {}, say("live.talk.title")), ...inner);
}

// Before the readings are open the page finds the passages itself; with them the server gives
// those of the report, with a question to each.
function markPrompts(payload, reveal, runs) {
  if (reveal.prompts?.length)
    return reveal.prompts.filter(isFirstOfItsWords).slice(0, PROMPTS).map(toldPrompt);
  return dividedPassages(runs).map(({ span, words, share }) => ({
    around: aroundOf(payload, span),
    words,
    told: say("live.talk.share", { share: percent(share) }),
    question: "",
  }));
}

const isFirstOfItsWords = ({ start }, i, all) => all.findIndex((one) => one.start === start) === i;

function toldPrompt({ around, words, marked, of, readers, readings, question }) {
  const share = say("live.share", { share: percent(marked / of), n: marked, of });
  const told = say("class.prompt", { share, readings: countOf(readers, readings) });
  return { around, words, told, question };
}

function markPrompt({ around: [before, after], words, told, question }) {
  return node(
    "li",
    {},
    node("blockquote", {}, before, node("b", {}, words), after),
    node("p", { class: "slw-small" }, told),
    node("p", { class: "slw-question" }, question || say("class.prompt.ask")),
  );
}

// What stands around a passage in its sentence.
function aroundOf(payload, [start, end]) {
  const points = Array.from(payload.passageText);
  const cut = (from, to) => points.slice(from - payload.passageStart, to - payload.passageStart).join("");
  const begun = payload.sentences.filter((at) => at <= start);
  const from = begun.length ? begun[begun.length - 1] : payload.passageStart;
  const to = payload.sentences.find((at) => at >= end) ?? payload.passageStart + points.length;
  return [cut(from, start), cut(end, to).trimEnd()].map((text) => text.replace(/\s+/g, " "));
}
