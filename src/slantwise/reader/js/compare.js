// After the commit: the figures, the latest first; then what was found and why.

function compareStep(view) {
  const { payload, task, answer, announce } = view;
  if (isKeptForLater(task)) return laterStep(view);
  const attempt = answer.revised ?? answer.first;
  const outcome = checkAttempt(task, attempt);
  const verdict = verdictOf(task, outcome);
  const parts = [
    stepHead(payload, answer.revised ? "revise" : "compare", "exercise.see.title"),
    node(
      "div",
      { class: "slw-result" },
      node("p", { class: "slw-verdict" }, verdict),
      ...scores(task, answer),
      figuresHelp(task, outcome),
    ),
    ...kindOf(task).result({ ...view, attempt, outcome }),
    nextStep(task),
    actionsOf(view),
  ];
  announce(verdict);
  return { node: node("div", {}, ...parts.filter(Boolean)) };
}

// A set that is kept for later: nothing is told now, so that nothing is learned from it.
function laterStep(view) {
  const head = stepHead(view.payload, "compare", "exercise.later.title");
  const told = node("p", { class: "slw-step" }, say("exercise.later"));
  view.announce(say("exercise.later.title"));
  const parts = [head, told, nextStep(view.task), actionsOf(view)];
  return { node: node("div", {}, ...parts.filter(Boolean)) };
}

function nextStep({ next }) {
  return next ? node("p", { class: "slw-next" }, node("b", {}, `${say("result.next")}: `), next) : null;
}

// A host may know other things to do with an answer than a page of the book does.
const actionsOf = (view) => (view.actions ?? actions)(view);

function verdictOf(task, outcome) {
  if (outcome.score === null) return say(`result.kept.${task.kind}`);
  if (!outcome.passed) return say("result.not_yet");
  return say(task.kind === "mark" ? "result.passed.marks" : "result.passed");
}

// The figures of the last answer, and below them those of the first.
function scores(task, answer) {
  const attempts = [
    ["result.revised", answer.revised],
    ["result.first", answer.first],
  ].filter(([, attempt]) => attempt);
  return attempts.map(([key, attempt]) => scoreBlock(task, say(key), attempt)).filter(Boolean);
}

// What the figures mean, for whoever asks.
function figuresHelp(task, outcome) {
  if (outcome.score === null) return null;
  const lines = kindOf(task).explain(task, outcome);
  if (task.certainty === "each") lines.push(say("result.points.each"));
  return fold(say("result.figures"), { class: "slw-fold slw-figures" }, ...lines.map(para));
}

function scoreBlock(task, title, attempt) {
  const outcome = checkAttempt(task, attempt);
  if (outcome.score === null) return null;
  const cells = [[outcome.score.toFixed(2), "result.score"], ...kindOf(task).figures(task, outcome)];
  if (outcome.points !== null) cells.push([signed(outcome.points), "result.points"]);
  const figures = cells.map(([value, label]) =>
    node("div", {}, node("dt", {}, say(label)), node("dd", {}, value)),
  );
  return node(
    "div",
    { class: "slw-score", "data-score": outcome.score },
    node("p", { class: "slw-kicker" }, title),
    node("dl", {}, ...figures),
    task.certainty === "once" ? node("p", { class: "slw-small" }, pointsReason(attempt, outcome)) : null,
  );
}

const signed = (n) => (n > 0 ? `+${n}` : String(n).replace("-", "−"));
const countOf = (n, total) => say("result.of", { n, of: total });

function pointsReason(attempt, outcome) {
  const level = say(`exercise.sure.${attempt.certainty}`).toLowerCase();
  const key = outcome.passed ? "result.points.passed" : "result.points.failed";
  return say(key, { level, points: signed(outcome.points) });
}

// Groups of entries: [{title, entries: [{words, note, parts}], first}]. What is to be read first
// is open, and in it the first entry; the rest is folded, so that the whole stays short.
function foldedGroups(groups) {
  const filled = groups.filter((group) => group.entries.length);
  const lead = filled.find((group) => group.first);
  return filled.map((group) =>
    fold(
      group.title,
      { class: "slw-fold slw-group", open: group === lead },
      node(
        "ul",
        { class: "slw-items" },
        ...group.entries.map((item, i) => node("li", {}, entry(item, group === lead && i === 0))),
      ),
    ),
  );
}

// One passage or card, with its reasons folded under it.
function entry({ words, note, parts }, open) {
  const title = [node("span", { class: "slw-quote" }, words)];
  if (note) title.push(" ", node("span", { class: "slw-small" }, note));
  return fold(
    title,
    { class: "slw-entry", open },
    node("div", { class: "slw-reasons" }, ...parts.filter(Boolean)),
  );
}

const told = (key, text) => (text ? node("p", {}, node("b", {}, `${say(key)}: `), text) : null);
const para = (text) => (text ? node("p", {}, text) : null);

// Model answers at three levels.
function models(list) {
  if (!list.length) return [];
  const entries = [...list]
    .sort((a, b) => a.level - b.level)
    .map((model) =>
      node(
        "li",
        {},
        entry(
          {
            words: say(`model.${model.level}`),
            parts: [node("p", { class: "slw-model" }, model.text), para(model.why)],
          },
          false,
        ),
      ),
    );
  const title = node("p", { class: "slw-part-title" }, say("model.title"));
  return [node("div", { class: "slw-groups" }, title, node("ul", { class: "slw-items" }, ...entries))];
}
