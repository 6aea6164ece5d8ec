// What a class chose, where there is no text to mark: bars, each with its name, count and share.

const SHORT = 34; // letters of a label that stands beside its bar where there is room
const PER_CENT = (n, of) => percent(of ? n / of : 0);

function itemPicture(payload, reveal, options) {
  const { kind } = payload.exercise;
  if (isWritten(kind)) return writtenPicture(payload, reveal, options);
  const shown = kind === "order" ? orderTable(payload, reveal) : barGroups(payload, reveal, options);
  const divided = options.prompts && kind !== "order" ? dividedGroups(payload, reveal, options) : [];
  const talk = divided.length ? promptBox(divided, (group) => groupPrompt(group, reveal)) : null;
  return [node("div", { class: talk ? "lv-beside" : "" }, shown, talk)];
}

// Free words are counted and not shown; with the key come ways to do it.
function writtenPicture({ exercise }, { committed }, { key, prompts }) {
  return [
    para(say("live.items.written", { n: committed })),
    ...(key && prompts ? models(exercise.models) : []),
  ];
}

// Everything that was asked: [{title, lead, several, options: [{label, n, note}]}].
function groupsOf({ exercise }, { items }, { key, own }) {
  const chosen = new Map(items.map((item) => [item.id, item.chosen]));
  const group = (id, title, list, { several = false, lead = "", why = "", isKey, mine = [] }) => ({
    title,
    why: key ? why : "",
    lead,
    several,
    options: list.map((one) => ({
      label: one.name ?? one.title ?? one.text,
      n: chosen.get(id)?.[one.id] ?? 0,
      right: Boolean(key && isKey(one)),
      mine: mine.includes(one.id),
    })),
  });
  if (exercise.labels) return labelGroups(exercise, group, own);
  return exercise.links ? traceGroups(exercise, group, own) : dossierGroups(exercise, group, own);
}

function labelGroups({ items, labels }, group, own) {
  const mine = (id) => (own?.choices ?? []).filter(({ item }) => item === id).map(({ choice }) => choice);
  return items.map(({ id, text, lead, why, key, also }) => {
    const isKey = (label) => label.id === key || also.includes(label.id);
    return group(id, text, labels, { lead, why, isKey, mine: mine(id) });
  });
}

function traceGroups({ links, changes }, group, own) {
  const chain = { several: true, isKey: (link) => link.part, mine: own?.links ?? [] };
  return [
    group("links", say("do.trace.links"), links, chain),
    group("change", say("do.trace.change"), changes, { isKey: ({ right }) => right, mine: [own?.change] }),
  ];
}

function dossierGroups({ cards, verdicts }, group, own) {
  const useful = { several: true, isKey: (card) => card.relevant && card.independent, mine: own?.opened };
  const isKey = ({ right, accepted }) => right || accepted;
  return [
    group("opened", say("live.items.opened"), cards, useful),
    group("verdict", say("do.dossier.verdict"), verdicts, { isKey, mine: [own?.verdict] }),
  ];
}

function barGroups(payload, reveal, options) {
  const claim = payload.exercise.claim ? quoted(payload.exercise.claim) : null;
  const groups = groupsOf(payload, reveal, options).map((group) => barGroup(group, reveal.committed));
  return node("div", {}, claim, node("div", { class: "lv-groups" }, ...groups));
}

function barGroup({ title, lead, options }, of) {
  const rows = options.map(({ label, n, right, mine }) =>
    node(
      "li",
      { class: right ? "lv-bar lv-bar-key" : "lv-bar" },
      node("span", { class: "lv-bar-name" }, label, ...tags(right, mine)),
      bar(n, of),
      node("span", { class: "lv-bar-count" }, say("live.share", { share: PER_CENT(n, of), n, of })),
    ),
  );
  return node(
    "section",
    { class: options.every(({ label }) => label.length <= SHORT) ? "lv-group lv-group-short" : "lv-group" },
    lead ? node("p", { class: "slw-small" }, lead) : null,
    node("p", { class: "slw-sentence" }, title),
    node("ul", {}, ...rows),
  );
}

const tags = (right, mine) =>
  [right && "live.items.key", mine && "live.items.mine"]
    .filter(Boolean)
    .flatMap((key) => [" ", node("b", { class: "lv-tag" }, say(key))]);

// A width set through the style's own object: the page's policy allows no style in an attribute.
function bar(n, of) {
  const inner = node("span", { class: "lv-bar-fill", hidden: !n });
  inner.style.width = `${of ? (100 * n) / of : 0}%`;
  return node("span", { class: "lv-bar-rail", "aria-hidden": "true" }, inner);
}

// --- an order: how often each line stood in each place

function orderTable(payload, { items, committed }) {
  const chosen = new Map(items.map((item) => [item.id, Object.values(item.chosen)]));
  const mean = ({ id }) => chosen.get(id).reduce((sum, n, i) => sum + n * (i + 1), 0) / committed;
  const steps = [...payload.exercise.steps].sort((a, b) => mean(a) - mean(b));
  const head = [say("live.items.line"), ...steps.map((_, i) => say("live.items.place", { n: i + 1 }))];
  const made = table(
    say("live.items.order"),
    head,
    steps.map(({ id, text }) => [text, ...chosen.get(id).map(String)]),
  );
  made.classList.add("lv-order");
  [...made.tBodies[0].rows].forEach((row, i) =>
    [...row.cells].slice(1).forEach((cell, place) => {
      cell.className = `lv-h${stepOf(chosen.get(steps[i].id)[place] / committed, TINTS)}`;
    }),
  );
  return node(
    "div",
    { class: "lv-wide", tabindex: "0", role: "region", "aria-label": say("live.items.order") },
    made,
  );
}

// --- to talk about: where no choice has most of the class

function dividedGroups(payload, reveal, options) {
  const most = ({ options: list }) => Math.max(...list.map(({ n }) => n)) / reveal.committed;
  return groupsOf(payload, reveal, options)
    .filter((group) => !group.several && most(group) < 0.85)
    .sort((a, b) => most(a) - most(b))
    .slice(0, PROMPTS);
}

function groupPrompt({ title, options, why }, { committed }) {
  const leading = [...options].sort((a, b) => b.n - a.n).slice(0, 2);
  const counts = leading.filter(({ n }) => n).map(({ label, n }) => `${label} ${PER_CENT(n, committed)}`);
  return node(
    "li",
    {},
    node("blockquote", {}, title),
    node("p", { class: "slw-small" }, counts.join(" · ")),
    told("result.key.why", why),
    node("p", { class: "slw-question" }, say("class.prompt.ask")),
  );
}
