// Bring steps into order: with buttons, with the arrow keys, or by dragging.

const orderKind = {
  blank: (task) => idsOf(task.steps),
  ask: askOrder,
  missing: () => null,
  attempt: (payload, ids) => ({ order: [...ids] }),
  restore: (attempt) => [...attempt.order],
  clean(attempt, { exercise }) {
    if (!only(attempt, ["order", "certainty"]) || !isLevel(attempt.certainty)) return null;
    if (!isOrderOf(attempt.order, exercise)) return null;
    return { order: [...attempt.order], certainty: attempt.certainty };
  },
  usable: (work, { exercise }) => isOrderOf(work, exercise),
  figures: (task, { figures }) => [[countOf(figures.run, figures.of), "result.run"]],
  explain: () => [say("result.help.order")],
  result: orderResult,
};

const isOrderOf = (list, { steps }) => areSome(list, idsOf(steps)) && list.length === steps.length;

function askOrder({ task, work, keep, announce }) {
  const list = node("ol", { class: "slw-order" });
  const rows = new Map(task.steps.map((step) => [step.id, orderRow(step)]));
  list.append(...work.map((id) => rows.get(id)));
  const order = () => [...list.children].map((row) => row.dataset.id);
  const place = (row, to) => {
    const from = [...list.children].indexOf(row);
    if (to < 0 || to >= list.children.length) {
      announce(say(to < 0 ? "do.order.first" : "do.order.last"));
      return;
    }
    // The others move past it: an element that is moved loses the focus, and the pointer.
    const passed = [...list.children].slice(Math.min(from + 1, to), Math.max(from, to + 1));
    if (to > from) row.before(...passed);
    else row.after(...passed);
    row.scrollIntoView({ block: "nearest" });
    keep(order());
    announce(say("do.order.moved", { words: row.dataset.words, n: to + 1, of: list.children.length }));
  };
  const step = (row, by) => place(row, [...list.children].indexOf(row) + by);
  for (const row of rows.values()) listenToRow(row, list, step, place);
  const keys = node("span", { class: "slw-keys" }, say("do.order.keys"));
  const help = node("p", { class: "slw-small" }, say("do.order.hand"), " ", keys);
  return { node: node("div", { class: "slw-do" }, help, list) };
}

function orderRow(step) {
  const words = firstWords(step.text);
  const name = (key) => ({ "aria-label": say(key, { words }) });
  const plain = () => {};
  return node(
    "li",
    { "data-id": step.id, "data-words": words },
    node("span", { class: "slw-grip", "aria-hidden": "true" }, "⠿"),
    node("span", { class: "slw-sentence" }, step.text),
    node(
      "span",
      { class: "slw-moves" },
      button("↑", plain, { ...name("do.order.up"), "data-by": "-1" }),
      button("↓", plain, { ...name("do.order.down"), "data-by": "1" }),
    ),
  );
}

function listenToRow(row, list, step, place) {
  row.addEventListener("click", (event) => {
    const by = event.target.closest?.("[data-by]")?.dataset.by;
    if (by) step(row, Number(by));
  });
  row.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    step(row, by);
    event.preventDefault();
    event.stopPropagation();
  });
  const grip = row.querySelector(".slw-grip");
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    row.classList.add("slw-dragged");
    event.preventDefault();
  });
  grip.addEventListener("pointermove", (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    const rows = [...list.children];
    const to = rows.findIndex((other) => event.clientY < other.getBoundingClientRect().bottom);
    const goal = to < 0 ? rows.length - 1 : to;
    if (rows[goal] !== row) place(row, goal);
  });
  grip.addEventListener("lostpointercapture", () => row.classList.remove("slw-dragged"));
}

// A long sentence is named by its beginning.
function firstWords(text) {
  const words = text.replace(/\s+/g, " ").trim().split(" ");
  return words.length <= 7 ? words.join(" ") : `${words.slice(0, 6).join(" ")} …`;
}

// The steps in the right order, each with the place that it was given.
function orderResult({ task, attempt, outcome }) {
  const outcomes = new Map(outcome.items.map(({ id, outcome: out }) => [id, out]));
  const sorted = [...task.steps].sort((a, b) => a.rank - b.rank);
  const entries = sorted.map((step) => {
    const n = attempt.order.indexOf(step.id) + 1;
    const key = outcomes.get(step.id) === "right" ? "result.order.right" : "result.order.wrong";
    return node(
      "li",
      { value: step.rank + 1 },
      entry({ words: step.text, note: say(key, { n }), parts: [para(step.why)] }, false),
    );
  });
  const title = node("p", { class: "slw-part-title" }, say("result.order.title"));
  return [
    node("div", { class: "slw-groups" }, title, node("ol", { class: "slw-items slw-ranked" }, ...entries)),
  ];
}
