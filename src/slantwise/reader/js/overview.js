// The learner's summary: all answers of the course, what they come to, and what to do with them.

// The model holds `answers`, {id: {first, revised}}: the browser's own, or a notebook's.
function summaryView({ model, root, signal }) {
  const { tasks, pages } = model.get("payload");
  const { region, announce } = liveRegion();
  const stage = node("div", {});
  const label = say("summary.title");
  const frame = node(
    "div",
    { class: "slw-reader slw-summary", role: "group", "aria-label": label },
    stage,
    region,
  );
  root.append(frame);
  let own = null;
  const put = (answers, message) => {
    own = answers;
    model.set("answers", answers);
    model.save_changes();
    draw();
    announce(message);
  };
  const draw = () => {
    const answers = answersOf(tasks, model.get("answers"));
    const records = recordsOf(tasks, answers);
    stage.replaceChildren(
      ...(records.length ? summaryParts(summarise(records)) : [emptyPart()]),
      ...setsParts(setsOf(tasks, answers)),
      exerciseList(tasks, pages, answers),
      summaryActions({ model, tasks, answers, put, announce }),
    );
  };
  const changed = () => {
    if (model.get("answers") !== own) draw();
  };
  model.on("change:answers", changed);
  signal.addEventListener("abort", () => model.off("change:answers", changed));
  draw();
}

// Those answers that still fit their exercise.
function answersOf(tasks, given) {
  const found = {};
  for (const payload of tasks) {
    const answer = given[payload.exercise.id];
    const clean = (attempt) => kindOf(payload.exercise).clean(attempt, payload);
    const first = answer?.first && clean(answer.first);
    if (first) found[payload.exercise.id] = { first, revised: answer.revised ? clean(answer.revised) : null };
  }
  return found;
}

const part = (title, ...children) =>
  node(
    "section",
    { class: "slw-part" },
    node("p", { class: "slw-step-title", role: "heading", "aria-level": "2" }, say(title)),
    ...children.filter(Boolean),
  );

const emptyPart = () => part("summary.title", para(say("summary.none")));

function summaryParts(summary) {
  return [
    part("summary.discernment", ...discernmentPart(summary.discernment)),
    part("summary.certainty", ...certaintyPart(summary.certainty)),
    part("summary.symmetry", ...symmetryPart(summary)),
    part("summary.change", ...changePart(summary.change)),
  ];
}

const small = (text) => node("p", { class: "slw-small" }, text);

function discernmentPart(found) {
  const told = found.enough
    ? say("summary.j", { j: decimal(found.j), low: decimal(found.low), high: decimal(found.high) })
    : say("summary.few");
  return [para(`${say("summary.counts", found)} ${told}`), small(say("summary.discernment.help"))];
}

function certaintyPart(found) {
  if (!found.n) return [para(say("summary.few.sure", found))];
  const told = found.enough
    ? say("summary.brier", { brier: decimal(found.brier), n: found.n })
    : say("summary.few.sure", found);
  return [
    para(told),
    node("div", { class: "slw-two" }, curve(found.levels), levelTable(found.levels)),
    small(say("summary.certainty.help")),
  ];
}

const percent = (x) => `${Math.round(100 * x)} %`;

function levelTable(levels) {
  const head = ["sure", "said", "right"].map((name) => say(`summary.level.${name}`));
  const rows = levels.map(({ level, said, n, right, share }) => [
    say(`exercise.sure.${level}`),
    percent(said),
    n ? `${countOf(right, n)} (${percent(share)})` : say("summary.level.none"),
  ]);
  return table(say("summary.level.caption"), head, rows);
}

// A small table whose first column names the rows.
function table(caption, head, rows) {
  const cells = ([first, ...rest]) =>
    node("tr", {}, node("th", { scope: "row" }, first), ...rest.map((cell) => node("td", {}, cell)));
  return node(
    "table",
    { class: "slw-table" },
    node("caption", {}, caption),
    node("thead", {}, node("tr", {}, ...head.map((cell) => node("th", { scope: "col" }, cell)))),
    node("tbody", {}, ...rows.map(cells)),
  );
}

// --- the curve: said against come true, drawn in a square of 100 units

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, props, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

function curve(levels) {
  const told = levels.filter(({ n }) => n);
  const label = say("summary.curve", {
    points: told
      .map(({ said, share }) => say("summary.curve.point", { said: percent(said), share: percent(share) }))
      .join(" "),
  });
  const x = (value) => 18 + value * 100;
  const y = (value) => 106 - value * 100;
  const line = (style, x1, y1, x2, y2) => shape("line", { class: style, x1, y1, x2, y2 });
  const points = told.flatMap(({ said, share, low, high, n }) => [
    line("slw-curve-span", x(said), y(low), x(said), y(high)),
    shape("circle", { class: "slw-curve-point", cx: x(said), cy: y(share), r: Math.min(4, 1.8 + n / 10) }),
  ]);
  const word = (text, at) => shape("text", { class: "slw-curve-text", ...at }, text);
  return shape(
    "svg",
    { class: "slw-curve", viewBox: "0 0 126 122", role: "img", "aria-label": label },
    line("slw-curve-axis", x(0), y(0), x(1), y(0)),
    line("slw-curve-axis", x(0), y(0), x(0), y(1)),
    line("slw-curve-even", x(0), y(0), x(1), y(1)),
    ...points,
    ...[0.5, 0.75, 0.9].map((said) => word(percent(said), { x: x(said), y: 113, "text-anchor": "middle" })),
    ...[0, 0.5, 1].map((share) => word(percent(share), { x: 16, y: y(share) + 2, "text-anchor": "end" })),
    word(say("summary.curve.x"), { x: x(0.5), y: 120, "text-anchor": "middle" }),
    word(say("summary.curve.y"), { x: x(0) + 2, y: y(1) + 1, "text-anchor": "start" }),
  );
}

// --- sides, change

function symmetryPart({ sides, gap }) {
  const names = Object.keys(sides);
  if (!names.length) return [para(say("summary.few"))];
  const rows = names.map((side) => {
    const found = sides[side];
    const told = found.enough ? decimal(found.j) : say("summary.few");
    return [sideName(side), countOf(found.hits, found.of_hits), countOf(found.alarms, found.of_alarms), told];
  });
  const head = ["side", "hits", "alarms", "j"].map((name) => say(`sides.${name}`));
  const told = gap === null ? null : para(say("summary.gap", { gap: decimal(gap) }));
  return [table(say("sides.caption"), head, rows), told, small(say("summary.symmetry.help"))];
}

function changePart(change) {
  if (!change.n) return [para(say("summary.change.none"))];
  const scores = { first: decimal(change.first), revised: decimal(change.revised) };
  return [para(say("summary.change.told", { n: change.n, ...scores })), small(say("summary.change.help"))];
}

// The two sets have different numbers of items that deserve a question, so the shares stand beside them.
function setsParts(sets) {
  if (!sets.length) return [];
  const head = [say("summary.sets.set"), say("sides.hits"), say("sides.alarms"), say("summary.sets.certain")];
  const share = (n, of) => (of ? `${countOf(n, of)} (${percent(n / of)})` : say("summary.level.none"));
  const rows = sets.map((own, i) => [
    say(`summary.sets.${i ? "second" : "first"}`),
    share(own.hits, own.of_hits),
    share(own.alarms, own.of_alarms),
    share(own.right, own.certain),
  ]);
  const shown = table(say("summary.sets.caption"), head, rows);
  return [part("summary.sets", shown, small(say("summary.sets.help")))];
}

// --- the exercises, and what to do with the answers

// Page by page, as the learner meets them.
function exerciseList(tasks, pages, answers) {
  const chapters = [...new Set(tasks.map(({ exercise }) => exercise.chapter))];
  const parts = chapters.flatMap((chapter) => {
    const own = tasks.filter(({ exercise }) => exercise.chapter === chapter);
    const rows = own.map(({ exercise }) => exerciseRow(exercise, answers[exercise.id]));
    const name = pages?.[chapter];
    return [name ? node("p", { class: "slw-page" }, name) : null, node("ul", { class: "slw-checks" }, ...rows)];
  });
  const n = tasks.filter(({ exercise }) => answers[exercise.id]).length;
  const title = say("summary.exercises", { n, of: tasks.length });
  return fold(title, { class: "slw-fold slw-part", open: !n }, ...parts.filter(Boolean));
}

function exerciseRow(exercise, answer) {
  const page = exercise.chapter && document.querySelector("slantwise-widget");
  const title = page ? node("a", { href: `${exercise.chapter}.html` }, exercise.title) : exercise.title;
  if (!answer) return node("li", {}, title);
  const state = say(`summary.state.${answer.revised ? "revised" : "first"}`);
  return node("li", {}, title, "\u00a0· ", node("span", { class: "slw-small" }, state));
}

function summaryActions({ model, tasks, answers, put, announce }) {
  const pairs = tasks
    .filter(({ exercise }) => answers[exercise.id])
    .map(({ exercise }) => [exercise, answers[exercise.id]]);
  const get = () => download("slantwise-answers.json", answerFile(pairs));
  const take = ({ taken }) =>
    put({ ...answers, ...taken }, say("summary.loaded", { n: Object.keys(taken).length }));
  return node(
    "div",
    { class: "slw-commit" },
    pairs.length ? mainButton(say("summary.export"), get) : null,
    loadButton((file) => readForAll(file, tasks), announce, take, "summary.import"),
    ...(pairs.length ? confirmed("erase", () => put({}, say("summary.erased"))) : []),
    node("p", { class: "slw-small" }, say(`summary.kept.${model.get("kept")}`)),
  );
}

// All answers in a file, {taken: {id: answer}}, or {problem}: one that does not fit refuses all.
async function readForAll(file, tasks) {
  const read = await readAnswers(file);
  if (read.problem) return read;
  const taken = {};
  for (const own of read.answers) {
    const payload = tasks.find(({ exercise }) => exercise.id === own.exercise);
    const clean = payload && cleanAnswer(own, payload);
    if (!clean)
      return { problem: say(payload ? "load.other_text" : "load.no_exercise", { name: file.name }) };
    taken[own.exercise] = clean;
  }
  return { taken };
}
