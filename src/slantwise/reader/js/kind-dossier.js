// Read sideways without a network: a few source cards may be opened, then a verdict.

const dossierKind = {
  blank: () => ({ opened: [], verdict: null }),
  ask: askDossier,
  missing: (task, { verdict }) =>
    verdict ? null : { text: say("do.dossier.missing"), find: ".slw-verdicts input" },
  attempt: (payload, { opened, verdict }) => ({ opened: [...opened], verdict }),
  // The cards are closed again: a better choice of cards is what a revision is for.
  restore: () => ({ opened: [], verdict: null }),
  clean(attempt, { exercise }) {
    if (!only(attempt, ["opened", "verdict", "certainty"]) || !isLevel(attempt.certainty)) return null;
    const { opened, verdict, certainty } = attempt;
    return isDossier(attempt, exercise) ? { opened: [...opened], verdict, certainty } : null;
  },
  usable: (work, { exercise }) => only(work, ["opened", "verdict"]) && isDossier(work, exercise),
  figures: (task, { figures }) => [[countOf(figures.opened, task.opens), "result.opened"]],
  explain: () => [say("result.help.dossier")],
  result: dossierResult,
};

const isDossier = ({ opened, verdict }, exercise) =>
  areSome(opened, idsOf(exercise.cards)) &&
  opened.length <= exercise.opens &&
  (verdict === null || idsOf(exercise.verdicts).includes(verdict));

function askDossier({ task, work, keep, announce }) {
  let now = work;
  const left = node("p", { class: "slw-small slw-opened" });
  const cards = task.cards.map((card) => dossierCard(card, () => open(card)));
  const refresh = () => {
    const full = now.opened.length >= task.opens;
    left.textContent = say(full ? "do.dossier.full" : "do.dossier.opened", {
      n: now.opened.length,
      of: task.opens,
    });
    task.cards.forEach((card, i) => showCard(cards[i], card, now.opened.includes(card.id), full));
  };
  function open(card) {
    if (now.opened.includes(card.id) || now.opened.length >= task.opens) return;
    now = { ...now, opened: [...now.opened, card.id] };
    keep(now);
    refresh();
    cards[task.cards.indexOf(card)].querySelector(".slw-card-text").focus();
    announce(say("do.dossier.told", { title: card.title, n: now.opened.length, of: task.opens }));
  }
  refresh();
  const verdicts = pills({
    options: task.verdicts.map(({ id, name }) => ({ value: id, label: name })),
    chosen: now.verdict,
    onchange: (verdict) => {
      now = { ...now, verdict };
      keep(now);
    },
  });
  const legend = node("legend", {}, say("do.dossier.verdict"));
  const last = node("fieldset", { class: "slw-item slw-verdicts" }, legend, verdicts);
  const list = node("ul", { class: "slw-cards-list" }, ...cards);
  return { node: node("div", { class: "slw-do" }, quoted(task.claim), left, list, last) };
}

const cardSource = ({ body, date }) => [body, date].filter(Boolean).join(", ");

function dossierCard(card, onopen) {
  const label = say("do.dossier.open", { title: card.title });
  return node(
    "li",
    { class: "slw-source" },
    node("p", { class: "slw-sentence" }, card.title),
    node("p", { class: "slw-small" }, cardSource(card)),
    button(say("do.dossier.open.short"), onopen, {
      "aria-label": label,
    }),
    node("div", { class: "slw-card-text", tabindex: "-1", hidden: true }),
  );
}

// A closed card shows who published it, and when; its text comes into the page when it opens.
function showCard(element, card, open, full) {
  const text = element.querySelector(".slw-card-text");
  element.classList.toggle("slw-open", open);
  element.querySelector("button").hidden = open || full;
  text.hidden = !open;
  if (open && !text.firstChild) text.append(para(card.text), told("result.where", card.where));
}

function dossierResult({ task, attempt, outcome }) {
  const outcomes = new Map(outcome.items.map(({ id, outcome: out }) => [id, out]));
  const helps = (card) => card.relevant && card.independent;
  const closed = task.cards.filter(({ id }) => !attempt.opened.includes(id));
  const opened = attempt.opened.map((id) => task.cards.find((card) => card.id === id));
  const group = (key, cards, first = false) => ({
    title: say(key, { n: cards.length }),
    entries: cards.map(cardEntry),
    first,
  });
  const groups = [
    verdictGroup(task, attempt.verdict, outcomes.get("verdict")),
    group("result.cards.opened", opened, true),
    group("result.cards.helpful", closed.filter(helps)),
    group(
      "result.cards.rest",
      closed.filter((card) => !helps(card)),
    ),
  ];
  const checks = ["independent", "origins"].map((id) =>
    node("li", {}, say(`result.${id}.${outcomes.get(id)}`)),
  );
  return [
    node("div", { class: "slw-part" }, node("ul", { class: "slw-checks" }, ...checks)),
    node("div", { class: "slw-groups" }, ...foldedGroups(groups)),
  ];
}

function cardEntry(card) {
  const traits = [card.relevant ? "relevant" : "beside", card.independent ? "independent" : "dependent"];
  return {
    words: card.title,
    note: [cardSource(card), ...traits.map((name) => say(`card.${name}`))].join(" · "),
    parts: [para(card.why), told("card.says", card.text), told("result.where", card.where)],
  };
}

function verdictGroup(task, chosen, outcome) {
  const right = task.verdicts.find((verdict) => verdict.right);
  const own = task.verdicts.find(({ id }) => id === chosen);
  const entries = [{ words: right.name, note: say("result.trace.key"), parts: [para(right.why)] }];
  if (own && own !== right)
    entries.unshift({ words: own.name, note: say("result.trace.own"), parts: [para(own.why)] });
  return { title: say(`result.verdict.${outcome}`), entries, first: outcome === "wrong" };
}
