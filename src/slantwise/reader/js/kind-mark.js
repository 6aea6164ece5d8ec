// Mark passages through a lens: beside the marks stand those of several close readings.

const markKind = {
  blank: () => [],
  ask({ payload, work, keep, announce }) {
    const pane = new MarkingPane({ payload, marks: work, announce, onChange: keep });
    return { node: pane.node, focus: () => pane.focus() };
  },
  missing: () => null, // nothing to mark may be somebody's answer
  attempt: (payload, spans) => ({
    marks: spans.map(([start, end]) => ({ start, end, quote: rawText(payload, start, end) })),
  }),
  restore: (attempt) => spansOf(attempt),
  clean: cleanMarks,
  usable: (work, payload) =>
    Array.isArray(work) &&
    work.every((mark) => Array.isArray(mark) && mark.length === 2 && rawText(payload, mark[0], mark[1])),
  figures(task, { figures }) {
    const judged = figures.flagged.filter((flag) => flag !== null);
    return [
      [countOf(figures.credit.filter((c) => c >= HALF).length, figures.credit.length), "result.hits"],
      [countOf(judged.filter(Boolean).length, judged.length), "result.alarms"],
      [String(figures.disputed.filter(Boolean).length), "result.disputes"],
    ];
  },
  explain(task, { figures }) {
    const j = figures.discernment;
    const told = j === null ? [] : [say("result.discernment", { j: j.toFixed(2) })];
    return [...told, say("result.score.help")];
  },
  result: markResult,
};

const spansOf = (attempt) => attempt.marks.map(({ start, end }) => [start, end]);

function cleanMarks(attempt, payload) {
  if (!only(attempt, ["marks", "certainty"]) || !isLevel(attempt.certainty)) return null;
  if (!Array.isArray(attempt.marks) || attempt.marks.length > 2000) return null;
  const marks = attempt.marks.map((mark) => cleanMark(mark, payload));
  return marks.includes(null) ? null : { marks, certainty: attempt.certainty };
}

function cleanMark(mark, payload) {
  if (!only(mark, ["start", "end", "quote"])) return null;
  const { start, end, quote } = mark;
  const whole = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end;
  if (!whole || typeof quote !== "string" || rawText(payload, start, end) !== quote) return null;
  return { start, end, quote };
}

// The verbatim words at these code points, or null where they leave the passage.
function rawText(payload, start, end) {
  const base = payload.passageStart;
  const points = (payload.passagePoints ??= Array.from(payload.passageText));
  return start < base || end > base + points.length ? null : points.slice(start - base, end - base).join("");
}

function markResult({ payload, task, attempt, outcome, announce, signal }) {
  const items = task.items.map((item) => ({ ...item, outcome: outcomeOf(task, outcome.figures, item) }));
  const notes = keyNotes(task, items);
  const pane = new AnnotatedPassage({
    payload,
    notes,
    marks: spansOf(attempt),
    label: say("reader.passage"),
    hint: { label: say("print.notes"), text: () => say("reader.hint") },
    announce,
  });
  signal.addEventListener("abort", () => pane.destroy());
  return [markGroups(items, outcome.figures.beyond, notes, pane), legend(task, items), pane.node];
}

// The key's passages as notes; fair ones are drawn only where they were flagged.
function keyNotes(task, items) {
  return items
    .filter((item) => item.outcome !== "fair")
    .map((item) => ({
      ...item,
      spans: [item.span],
      style: item.zone === "core" ? task.lens : item.zone,
      title: say(`lens.${task.lens}`),
      neutral: item.neutral ? [item.neutral] : [],
    }));
}

function outcomeOf(task, report, item) {
  const at = task.items.filter((other) => other.zone === item.zone).indexOf(item);
  if (item.zone === "core") return report.credit[at] >= HALF ? "found" : "missed";
  if (item.zone === "fair") return report.flagged[at] ? "flagged" : "fair";
  return report.disputed[at] ? "disputed" : "undisputed";
}

function legend(task, items) {
  const entries = [
    ["slw-mine", "result.yours"],
    [`slw-u slw-u-${task.lens}`, "result.key"],
    ["slw-u slw-u-contestable", "result.key.contestable"],
  ];
  if (items.some((item) => item.outcome === "flagged")) entries.push(["slw-u slw-u-fair", "result.key.fair"]);
  return node(
    "p",
    { class: "slw-legend" },
    ...entries.map(([style, key]) => node("span", { class: style }, say(key))),
  );
}

function markGroups(items, beyond, notes, pane) {
  const group = (name, first = false) => {
    const own = items.filter((item) => item.outcome === name);
    const entries = own.map((item) => markEntry(item, notes, pane));
    return { title: say(`result.${name}.title`, { n: own.length }), entries, first };
  };
  const groups = [
    group("found"),
    group("missed", true),
    group("flagged", true),
    group("disputed"),
    group("undisputed"),
    group("fair"),
  ];
  const none = ["found", "missed", "flagged"]
    .filter((name) => !items.some((item) => item.outcome === name))
    .map((name) => node("p", { class: "slw-none" }, say(`result.${name}.none`)));
  const more = beyond ? node("p", { class: "slw-none" }, say("result.beyond", { n: beyond })) : null;
  return node("div", { class: "slw-groups" }, ...foldedGroups(groups), ...none, more);
}

function markEntry(item, notes, pane) {
  const at = notes.findIndex((note) => note.span === item.span);
  const show = at < 0 ? null : button(say("result.show"), () => pane.reveal(at));
  const readers = item.zone === "fair" ? null : say("note.readers", { n: item.readers, of: item.of });
  const question = item.question ? node("p", { class: "slw-question" }, item.question) : null;
  const plainer = item.neutral ? inQuotes(item.neutral) : "";
  return {
    words: asQuoted(item.quote.replace(/\s+/g, " ")),
    note: readers,
    parts: [
      question,
      para(item.why),
      told("note.neutral", plainer),
      told("note.best_case", item.best_case),
      show,
    ],
  };
}
