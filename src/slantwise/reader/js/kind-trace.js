// Follow a claim: which places did it come through, and what became of it on the way?

const traceKind = {
  blank: () => ({ links: [], change: null }),
  ask: askTrace,
  missing: (task, { change }) =>
    change ? null : { text: say("do.trace.missing"), find: ".slw-change input" },
  attempt: (payload, { links, change }) => ({
    links: idsOf(payload.exercise.links).filter((id) => links.includes(id)),
    change,
  }),
  restore: ({ links, change }) => ({ links, change }),
  clean(attempt, { exercise }) {
    if (!only(attempt, ["links", "change", "certainty"]) || !isLevel(attempt.certainty)) return null;
    const { links, change, certainty } = attempt;
    return isTrace(attempt, exercise) ? { links: [...links], change, certainty } : null;
  },
  usable: (work, { exercise }) => only(work, ["links", "change"]) && isTrace(work, exercise),
  figures: (task, { items }) => {
    const links = items.slice(0, task.links.length); // what became of the claim comes after them
    const count = (name) => links.filter(({ outcome }) => outcome === name).length;
    return [
      [countOf(count("right"), task.links.filter((link) => link.part).length), "result.links"],
      [countOf(count("wrong"), task.links.filter((link) => !link.part).length), "result.links.wrong"],
    ];
  },
  explain: () => [say("result.help.trace")],
  result: traceResult,
};

const isTrace = ({ links, change }, exercise) =>
  areSome(links, idsOf(exercise.links)) && (change === null || idsOf(exercise.changes).includes(change));

function askTrace({ task, work, keep }) {
  let now = work;
  const put = (change) => {
    now = { ...now, ...change };
    keep(now);
  };
  const pick = (id, on) =>
    put({ links: on ? [...now.links, id] : now.links.filter((other) => other !== id) });
  const links = pills({
    options: task.links.map(({ id, text }) => ({ value: id, label: text })),
    chosen: now.links,
    several: true,
    style: "slw-lines",
    onchange: pick,
  });
  const changes = pills({
    options: task.changes.map(({ id, name }) => ({ value: id, label: name })),
    chosen: now.change,
    style: "slw-lines",
    onchange: (change) => put({ change }),
  });
  const part = (key, inner, style) =>
    node("fieldset", { class: `slw-item ${style}` }, node("legend", {}, say(key)), inner);
  return {
    node: node(
      "div",
      { class: "slw-do" },
      quoted(task.claim),
      part("do.trace.links", links, "slw-links"),
      part("do.trace.change", changes, "slw-change"),
    ),
  };
}

function traceResult({ task, attempt, outcome }) {
  const outcomes = new Map(outcome.items.map(({ id, outcome: out }) => [id, out]));
  const group = (name, first = false) => {
    const own = task.links.filter(({ id }) => outcomes.get(id) === name);
    const entries = own.map((link) => ({
      words: link.text,
      parts: [para(link.why), told("result.where", link.where)],
    }));
    return { title: say(`result.trace.${name}`, { n: own.length }), entries, first };
  };
  const changed = changeGroup(task, attempt.change, outcomes.get("change"));
  const groups = [group("missed", true), group("wrong", true), changed, group("right"), group("left")];
  return [node("div", { class: "slw-groups" }, ...foldedGroups(groups))];
}

function changeGroup(task, chosen, outcome) {
  const right = task.changes.find((change) => change.right);
  const own = task.changes.find(({ id }) => id === chosen);
  const entries = [{ words: right.name, note: say("result.trace.key"), parts: [para(right.why)] }];
  if (own && own !== right)
    entries.unshift({ words: own.name, note: say("result.trace.own"), parts: [para(own.why)] });
  return { title: say(`result.change.${outcome}`), entries, first: outcome !== "right" };
}
