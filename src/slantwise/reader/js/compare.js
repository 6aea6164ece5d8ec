// After the commit: what was found, missed, over-flagged and disputed, in this order.

function compareStep({ payload, answer, go, save, announce, model, signal }) {
  const task = payload.exercise;
  const attempt = answer.revised ?? answer.first;
  const spans = attempt.marks.map(({ start, end }) => [start, end]);
  const report = compare(task.key, spans);
  const notes = keyNotes(task, report);
  const passed = report.score >= task.pass;
  const pane = new AnnotatedPassage({
    payload,
    notes,
    marks: spans,
    label: say("reader.passage"),
    hint: { label: say("print.notes"), text: () => say("reader.hint") },
    announce,
  });
  signal.addEventListener("abort", () => pane.destroy());
  const verdict = say(passed ? "result.passed" : "result.not_yet");
  const j =
    report.discernment === null ? null : say("result.discernment", { j: report.discernment.toFixed(2) });
  const parts = [
    stepHead(answer.revised ? 4 : 3, "exercise.see.title"),
    node(
      "div",
      { class: "slw-result" },
      node("p", { class: "slw-verdict" }, verdict),
      scoreTable(task, answer),
      node("p", { class: "slw-small" }, j ?? ""),
      node("p", { class: "slw-small" }, say("result.score.help")),
    ),
    legend(),
    pane.node,
    groups(task, report, notes, pane),
    task.next ? node("p", { class: "slw-next" }, node("b", {}, `${say("result.next")}: `), task.next) : null,
    actions({ payload, answer, go, announce, model, save }),
  ];
  announce(verdict);
  return { node: node("div", {}, ...parts.filter(Boolean)) };
}

// The key's passages as notes; fair ones are drawn only where they were flagged.
function keyNotes(task, report) {
  return task.items
    .map((item) => ({ ...item, ...outcomeOf(task, report, item) }))
    .map((item) => ({
      ...item,
      spans: [item.span],
      style: item.zone === "core" ? task.lens : item.zone,
      title: say(`lens.${task.lens}`),
      neutral: item.neutral ? [item.neutral] : [],
    }))
    .filter((note) => note.zone !== "fair" || note.outcome === "flagged");
}

function outcomeOf(task, report, item) {
  const at = task.items.filter((other) => other.zone === item.zone).indexOf(item);
  if (item.zone === "core") return { outcome: report.credit[at] >= HALF ? "found" : "missed" };
  if (item.zone === "fair") return { outcome: report.flagged[at] ? "flagged" : "fair" };
  return { outcome: report.disputed[at] ? "disputed" : "undisputed" };
}

function scoreTable(task, answer) {
  const attempts = [
    ["result.first", answer.first],
    ["result.revised", answer.revised],
  ].filter(([, a]) => a);
  const rows = attempts.map(([key, attempt]) => {
    const r = compare(
      task.key,
      attempt.marks.map(({ start, end }) => [start, end]),
    );
    const hits = r.credit.filter((c) => c >= HALF).length;
    const judged = r.flagged.filter((f) => f !== null);
    const points = certaintyPoints(r.score >= task.pass, attempt.certainty);
    const of = (n, total) => say("result.of", { n, of: total });
    const cells = [
      [r.score.toFixed(2), "result.score"],
      [of(hits, r.credit.length), "result.hits"],
      [of(judged.filter(Boolean).length, judged.length), "result.alarms"],
      [String(r.disputed.filter(Boolean).length), "result.disputes"],
      [points > 0 ? `+${points}` : String(points).replace("-", "−"), "result.points"],
    ];
    const figures = cells.map(([value, label]) =>
      node("div", {}, node("dt", {}, say(label)), node("dd", {}, value)),
    );
    return node(
      "div",
      { class: "slw-score", "data-score": r.score },
      node("p", { class: "slw-kicker" }, say(key)),
      node("dl", {}, ...figures),
    );
  });
  return node("div", {}, ...rows);
}

function legend() {
  const entries = [
    ["slw-mine", "result.yours"],
    ["slw-u slw-u-loaded", "result.key"],
    ["slw-u slw-u-contestable", "result.key.contestable"],
  ];
  return node(
    "p",
    { class: "slw-legend" },
    ...entries.map(([style, key]) => node("span", { class: style }, say(key))),
  );
}

function groups(task, report, notes, pane) {
  const fairLeft = task.items
    .map((item) => ({ ...item, ...outcomeOf(task, report, item) }))
    .filter((item) => item.outcome === "fair");
  const of = (outcome) => notes.filter((note) => note.outcome === outcome);
  const list = node("div", { class: "slw-groups" });
  const open = new Set(["missed", "flagged"]); // where there is something to learn
  for (const outcome of ["found", "missed", "flagged", "disputed"]) {
    const items = of(outcome);
    if (items.length)
      list.append(group(outcome, items, (note) => pane.reveal(notes.indexOf(note)), open.has(outcome)));
    else list.append(node("p", { class: "slw-none" }, say(`result.${outcome}.none`)));
  }
  if (report.beyond) list.append(node("p", {}, say("result.beyond", { n: report.beyond })));
  const undisputed = of("undisputed");
  if (undisputed.length)
    list.append(group("undisputed", undisputed, (note) => pane.reveal(notes.indexOf(note)), false));
  if (fairLeft.length) list.append(group("fair", fairLeft, null, false));
  return list;
}

// One group: its title with the count, and a line for each passage that opens its reasons.
function group(outcome, items, reveal, open) {
  const title = say(`result.${outcome}.title`, { n: items.length });
  const body = node(
    "ul",
    { class: "slw-items" },
    ...items.map((item) => node("li", {}, entry(item, reveal))),
  );
  return node("details", { class: "slw-group", open }, node("summary", {}, title), body);
}

function entry(item, reveal) {
  const words = `“${item.quote.replace(/\s+/g, " ")}”`;
  const show = reveal
    ? node("button", { type: "button", class: "slw-quote", on: { click: () => reveal(item) } }, words)
    : node("span", { class: "slw-quote" }, words);
  const readers =
    item.zone === "fair"
      ? null
      : node("span", { class: "slw-small" }, say("note.readers", { n: item.readers, of: item.of }));
  const best = item.best_case
    ? node("p", {}, node("b", {}, `${say("note.best_case")}: `), item.best_case)
    : null;
  const question = item.question ? node("p", { class: "slw-question" }, item.question) : null;
  const plainer = [].concat(item.neutral).filter(Boolean).map(inQuotes).join(" · ");
  const neutral = plainer ? node("p", {}, node("b", {}, `${say("note.neutral")}: `), plainer) : null;
  const parts = [node("p", {}, show, " ", readers), question, node("p", {}, item.why), neutral, best];
  return node("div", { class: "slw-entry" }, ...parts);
}

function actions({ payload, answer, go, announce, model }) {
  const task = payload.exercise;
  const last = answer.revised ?? answer.first;
  const revise = () =>
    go({
      draft: {
        ...answer.draft,
        phase: "mark",
        marks: last.marks.map(({ start, end }) => [start, end]),
        certainty: null,
      },
    });
  const get = () => download(`slantwise-${task.id}.json`, answerFile(task, answer));
  const confirm = node("span", { class: "slw-confirm", hidden: true, tabindex: "-1" });
  const erase = () => {
    confirm.hidden = false;
    confirm.focus();
  };
  confirm.append(
    say("exercise.again.sure"),
    " ",
    button(say("exercise.again.yes"), () => go(NEW, say("exercise.erased"))),
    button(say("exercise.again.no"), () => {
      confirm.hidden = true;
    }),
  );
  const bar = node(
    "div",
    { class: "slw-commit" },
    node("button", { type: "button", class: "slw-btn", on: { click: revise } }, say("exercise.revise")),
    button(say("exercise.download"), get),
    loadButton(payload, go, announce),
    button(say("exercise.again"), erase),
    confirm,
    node("p", { class: "slw-small" }, say(`exercise.kept.${model.get("kept")}`)),
  );
  return bar;
}

// Load an answer from a file; what does not fit changes nothing.
function loadButton(payload, go, announce) {
  const problem = node("span", { class: "slw-problem", role: "alert" });
  const input = node("input", { type: "file", accept: ".json,application/json", hidden: true });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const read = await readAnswerFile(file, payload);
    input.value = "";
    problem.textContent = read.problem ?? "";
    if (read.answer)
      go({ ...read.answer, draft: { ...NEW.draft, phase: "compare" } }, say("exercise.loaded"));
    else announce(read.problem);
  });
  return node(
    "span",
    {},
    button(say("exercise.load"), () => input.click()),
    input,
    problem,
  );
}
