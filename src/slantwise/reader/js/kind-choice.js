// Give each item one of a few labels: sort sentences (classify), place them on a scale
// (ladder), or hold one standard to two sides (mirror).

const choiceKind = {
  blank: () => ({ choices: {}, sure: {} }),
  ask: askChoices,
  missing(task, { choices, sure }) {
    const open = task.items.filter(({ id }) => !choices[id] || (task.certainty === "each" && !sure[id]));
    if (!open.length) return null;
    const [{ id }] = open;
    const part = choices[id] ? ".slw-sure " : "";
    const key = choices[id] ? "do.choice.sure.missing" : "do.choice.missing";
    return { text: say(key, { n: open.length }), find: `[data-item="${id}"] ${part}input` };
  },
  attempt: (payload, { choices, sure }) => ({
    choices: payload.exercise.items
      .filter(({ id }) => choices[id])
      .map(({ id }) => ({ item: id, choice: choices[id], ...(sure[id] ? { certainty: sure[id] } : {}) })),
  }),
  restore: (attempt) => ({
    choices: Object.fromEntries(attempt.choices.map(({ item, choice }) => [item, choice])),
    sure: {},
  }),
  clean: cleanChoices,
  usable: (work, { exercise }) =>
    only(work, ["choices", "sure"]) &&
    isMap(work.choices, idsOf(exercise.items), (label) => idsOf(exercise.labels).includes(label)) &&
    isMap(work.sure, idsOf(exercise.items), isLevel),
  figures: choiceFigures,
  explain: choiceExplained,
  result: choiceResult,
};

const isMap = (thing, keys, fits) => only(thing, [], keys) && Object.values(thing).every(fits);

function cleanChoices(attempt, { exercise }) {
  const each = exercise.certainty === "each";
  if (!only(attempt, ["choices"], ["certainty"]) || !Array.isArray(attempt.choices)) return null;
  const level = attempt.certainty ?? null;
  if (each ? level !== null : !isLevel(level)) return null;
  const choices = attempt.choices.map((choice) => cleanChoice(choice, exercise, each));
  if (choices.includes(null)) return null;
  if (
    !areSome(
      choices.map(({ item }) => item),
      idsOf(exercise.items),
    )
  )
    return null;
  return each ? { choices } : { choices, certainty: level };
}

function cleanChoice(given, exercise, each) {
  if (!only(given, ["item", "choice"], ["certainty"])) return null;
  const { item, choice } = given;
  const level = given.certainty ?? null;
  if (each ? !isLevel(level) : level !== null) return null;
  if (!idsOf(exercise.labels).includes(choice)) return null;
  return each ? { item, choice, certainty: level } : { item, choice };
}

function askChoices({ task, work, keep }) {
  let now = work;
  const put = (part, id, value) => {
    now = { ...now, [part]: { ...now[part], [id]: value } };
    keep(now);
  };
  const items = task.items.map((item, i) => choiceItem(task, item, i + 1, now, put));
  return { node: node("div", { class: "slw-do" }, labelHelp(task), ...items) };
}

// One item with its labels; beside the label that is chosen stands what it means.
function choiceItem(task, item, n, { choices, sure }, put) {
  const help = node("p", { class: "slw-small slw-chosen" });
  const explain = (id) => {
    help.textContent = task.labels.find((label) => label.id === id)?.help ?? "";
  };
  explain(choices[item.id]);
  const legend = node(
    "legend",
    {},
    node("span", { class: item.lead ? "slw-small slw-lead" : "slw-small" }, `${n}. ${item.lead}`.trim(), " "),
    node("span", { class: "slw-sentence" }, item.text),
  );
  const choice = pills({
    options: task.labels.map(({ id, name }) => ({ value: id, label: name })),
    chosen: choices[item.id],
    style: task.kind === "ladder" ? "slw-rungs" : "",
    onchange: (id) => {
      explain(id);
      put("choices", item.id, id);
    },
  });
  const own =
    task.certainty === "each" && certaintyRow(sure[item.id], (level) => put("sure", item.id, level));
  return node("fieldset", { class: "slw-item", "data-item": item.id }, legend, choice, help, own || null);
}

function labelHelp(task) {
  const rows = task.labels
    .filter((label) => label.help)
    .flatMap((label) => [node("dt", {}, label.name), node("dd", {}, label.help)]);
  if (!rows.length) return null;
  return fold(say(`do.${task.kind}.labels`), { class: "slw-fold slw-labels" }, node("dl", {}, ...rows));
}

function choiceFigures(task, { figures }) {
  const rows = [[countOf(figures.right, figures.of), "result.right"]];
  if (figures.of_hits) rows.push([countOf(figures.hits, figures.of_hits), "result.asked"]);
  if (figures.of_alarms) rows.push([countOf(figures.alarms, figures.of_alarms), "result.overasked"]);
  return rows;
}

function choiceExplained(task, { figures }) {
  const told = [];
  if (figures.discernment !== null)
    told.push(say("result.discernment.choice", { j: decimal(figures.discernment) }));
  if (figures.brier !== null) told.push(say("result.brier", { brier: decimal(figures.brier) }));
  return [...told, say(`result.help.${task.kind}`)];
}

const decimal = (x) => x.toFixed(2).replace("-", "−");

function choiceResult({ task, attempt, outcome }) {
  const given = new Map(attempt.choices.map(({ item, choice }) => [item, choice]));
  const outcomes = new Map(outcome.items.map((item) => [item.id, item.outcome]));
  const group = (name, first = false) => {
    const own = task.items.filter(({ id }) => outcomes.get(id) === name);
    const entries = own.map((item) => choiceEntry(task, item, given.get(item.id), name));
    return { title: say(`result.choice.${name}`, { n: own.length }), entries, first };
  };
  const groups = [group("wrong", true), group("blank", true), group("accepted"), group("right")];
  const table = outcome.figures.gap !== null ? [sidesTable(outcome.figures.sides, outcome.figures.gap)] : [];
  return [...table, node("div", { class: "slw-groups" }, ...foldedGroups(groups))];
}

function choiceEntry(task, item, chosen, name) {
  const label = (id) => task.labels.find((one) => one.id === id)?.name ?? say("result.choice.none");
  const pair =
    name === "right" ? null : say("result.choice.pair", { own: label(chosen), key: label(item.key) });
  const also = item.also
    .filter((id) => id !== chosen)
    .map(label)
    .join(", ");
  return {
    words: item.text,
    note: pair ?? label(item.key),
    parts: [
      name === "wrong" ? para(item.wrong[chosen]) : null,
      told("result.key.why", item.why),
      told("result.also", also),
      told("note.best_case", item.best_case),
    ],
  };
}

const sideName = (side) => (side.charAt(0).toUpperCase() + side.slice(1)).replace(/-/g, " ");

// One standard for both sides: the figures side by side, and the gap.
function sidesTable(sides, gap) {
  const head = ["side", "hits", "alarms", "j"].map((name) => say(`sides.${name}`));
  const rows = Object.entries(sides).map(([side, own]) => [
    sideName(side),
    countOf(own.hits, own.of_hits),
    countOf(own.alarms, own.of_alarms),
    decimal(own.discernment),
  ]);
  const told = para(say("sides.gap", { gap: decimal(gap) }));
  return node("div", { class: "slw-part" }, table(say("sides.caption"), head, rows), told);
}
