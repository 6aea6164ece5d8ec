// Write: a fair rewriting, which the lenses check elsewhere, or a reflection, which nobody scores.

const rewriteKind = {
  blank: () => ({ text: "" }),
  ask: askRewrite,
  missing: missingText,
  attempt: (payload, { text }) => ({ text }),
  restore: ({ text }) => ({ text }),
  clean: (attempt) => (only(attempt, ["text"]) && isText(attempt.text) ? { text: attempt.text } : null),
  usable: (work) => only(work, ["text"]) && isText(work.text),
  figures: () => [],
  result: rewriteResult,
};

const reflectKind = {
  blank: () => ({ text: "" }),
  ask: ({ task, work, keep }) => {
    const area = textArea(say("do.reflect.label"), work.text, (text) => keep({ text }));
    return { node: node("div", { class: "slw-do" }, area.node) };
  },
  missing: missingText,
  attempt: (payload, { text }) => ({ text, ticked: [] }), // the list opens after the commit
  restore: ({ text }) => ({ text }),
  clean(attempt, { exercise }) {
    if (!only(attempt, ["text", "ticked"]) || !isText(attempt.text)) return null;
    if (!areSome(attempt.ticked, idsOf(exercise.checks))) return null;
    return { text: attempt.text, ticked: [...attempt.ticked] };
  },
  usable: (work) => only(work, ["text"]) && isText(work.text),
  figures: () => [],
  result: reflectResult,
};

function missingText(task, { text }) {
  return text.trim() ? null : { text: say("do.text.missing"), find: "textarea" };
}

function textArea(label, text, onchange) {
  const id = uniqueId("text");
  const area = node("textarea", {
    id,
    class: "slw-area",
    rows: 7,
    maxlength: MAX_TEXT,
    dir: "auto",
    on: { input: () => onchange(area.value) },
  });
  area.value = text;
  return { area, node: node("div", {}, node("label", { for: id, class: "slw-part-title" }, label), area) };
}

// Words as Python counts them: letters and digits, joined by hyphens and apostrophes.
const WORD = /(?:[\p{L}\p{N}][\p{M}\u00ad]*)+(?:['’‐‑-](?:[\p{L}\p{N}][\p{M}\u00ad]*)+)*/gu;
const countWords = (text) => text.match(WORD)?.length ?? 0;

function bounds(task) {
  const of = countWords(task.original);
  return { of, least: Math.ceil(of * task.shortest), most: Math.floor(of * task.longest) };
}

function askRewrite({ task, work, keep }) {
  const limits = bounds(task);
  const count = node("p", { class: "slw-small slw-word-count" });
  const tell = (text) => {
    count.textContent = say("do.rewrite.count", { n: countWords(text), ...limits });
  };
  const own = textArea(say("do.rewrite.label"), work.text, (text) => {
    tell(text);
    keep({ text });
  });
  tell(work.text);
  const given = node("div", {}, ...titled("do.rewrite.original", task.original));
  const keeps = task.keep.map(({ claim }) => node("li", {}, claim));
  const must = node(
    "div",
    {},
    node("p", { class: "slw-part-title" }, say("do.rewrite.keep")),
    node("ul", {}, ...keeps),
  );
  own.node.append(count);
  return { node: node("div", { class: "slw-do" }, node("div", { class: "slw-two" }, given, own.node), must) };
}

// What the lenses will check, and three answers that others gave.
function rewriteResult({ task, attempt, announce }) {
  const claims = task.keep.map(({ id, claim }) => [`keep-${id}`, say("checked.keep", { claim })]);
  const rest = ["loaded", "names", "numbers", "length"].map((id) => [id, say(`checked.${id}`, bounds(task))]);
  const rows = new Map([...claims, ...rest].map(([id, text]) => [id, node("li", {}, text)]));
  const where = node("p", {}, say("result.rewrite.where"));
  checkHere(task, attempt, rows, where, announce);
  return [
    node(
      "div",
      { class: "slw-part slw-two" },
      node("div", {}, ...titled("do.rewrite.original", task.original)),
      node("div", {}, ...titled("do.rewrite.label", attempt.text)),
    ),
    node(
      "div",
      { class: "slw-part" },
      node("p", { class: "slw-part-title" }, say("result.rewrite.checks")),
      where,
      node("ul", { class: "slw-checks" }, ...rows.values()),
    ),
    ...models(task.models),
  ];
}

// Where the page can run the lenses itself, it says at once what they find.
async function checkHere(task, attempt, rows, where, announce) {
  if (!window.slantwiseCheckRewrite) return;
  const elsewhere = where.textContent;
  where.textContent = say("own.loading");
  let made;
  try {
    made = await window.slantwiseCheckRewrite(task, attempt);
  } catch {
    where.textContent = elsewhere;
    return;
  }
  const { items, passed } = made;
  for (const { id, outcome } of items)
    rows.get(id)?.append(" ", node("b", {}, say(outcome === "right" ? "checked.yes" : "checked.no")));
  where.textContent = say(passed ? "result.rewrite.passed" : "result.rewrite.not_yet");
  announce(where.textContent);
}

const titled = (key, words) => [
  node("p", { class: "slw-part-title" }, say(key)),
  node("p", { class: "slw-model", dir: "auto" }, words),
];

// Free words: a list to go through alone, and answers that others gave.
function reflectResult({ task, answer, attempt, save }) {
  let ticked = attempt.ticked;
  const tick = (id, on) => {
    ticked = idsOf(task.checks).filter((one) => (one === id ? on : ticked.includes(one)));
    save({ [answer.revised ? "revised" : "first"]: { ...attempt, ticked } });
  };
  const list = pills({
    options: task.checks.map(({ id, text }) => ({ value: id, label: text })),
    chosen: ticked,
    several: true,
    style: "slw-lines",
    onchange: tick,
  });
  const legend = node("legend", {}, say("result.reflect.checks"));
  return [
    node("div", { class: "slw-part" }, ...titled("do.reflect.label", attempt.text)),
    node("div", { class: "slw-part" }, node("fieldset", { class: "slw-item" }, legend, list)),
    ...models(task.models),
  ];
}
