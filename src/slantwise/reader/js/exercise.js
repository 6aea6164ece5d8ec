// One exercise, whole: read, mark, say how sure, commit; compare; revise. Both scores stay.

function exerciseView({ model, root, signal }) {
  const payload = model.get("payload");
  const task = payload.exercise;
  const { region, announce } = liveRegion();
  const stage = node("div", { class: "slw-stage" });
  const head = node(
    "header",
    { class: "slw-head" },
    node(
      "p",
      { class: "slw-kicker" },
      `${say(`lens.${task.lens}`)} · ${say("exercise.minutes", { n: task.minutes })}`,
    ),
    node("p", { class: "slw-title", role: "heading", "aria-level": "3" }, task.title),
    node("p", { class: "slw-aim" }, node("b", {}, `${say("exercise.aim")}: `), task.objective),
    ...task.prompt.split(/\n\s*\n/).map((part) => node("p", {}, part)),
  );
  const label = say("exercise.label", { title: task.title });
  root.append(
    node(
      "div",
      { class: "slw-reader slw-exercise", role: "group", "aria-label": label },
      head,
      stage,
      region,
    ),
  );
  let cleanup = new AbortController();
  signal.addEventListener("abort", () => {
    model.off("change:answer", foreign);
    cleanup.abort();
  });

  let answer = normal(model.get("answer"));
  let own = model.get("answer");
  // Python, or a loaded file, may set the answer too.
  function foreign() {
    if (model.get("answer") === own) return;
    answer = normal(model.get("answer"));
    draw();
  }
  model.on("change:answer", foreign);

  function save(change) {
    answer = { ...answer, ...change };
    own = answer;
    model.set("answer", answer);
    model.save_changes();
  }

  function draw(focus = false) {
    cleanup.abort();
    cleanup = new AbortController();
    const { phase } = answer.draft;
    const view = { read: readStep, mark: markStep, compare: compareStep }[phase];
    const made = view({ payload, answer, save, go, announce, signal: cleanup.signal, model });
    stage.replaceChildren(made.node);
    if (!focus) return;
    stage.scrollIntoView({ block: "start" }); // a step begins at its beginning
    (made.focus ?? (() => made.node.querySelector(".slw-step")?.focus({ preventScroll: true })))();
  }

  function go(change, message) {
    save(change);
    draw(true);
    if (message) announce(message);
  }
  draw();
}

const NEW = { first: null, revised: null, draft: { phase: "read", marks: [], certainty: null, hints: 0 } };

// An answer from anywhere, in the shape that the steps rely on.
function normal(answer) {
  const draft = { ...NEW.draft, ...(answer?.draft ?? {}) };
  if (answer?.first && !answer.draft) draft.phase = "compare";
  return { first: answer?.first ?? null, revised: answer?.revised ?? null, draft };
}

const stepHead = (n, key, help) =>
  node(
    "div",
    { class: "slw-step", tabindex: "-1" },
    node("p", { class: "slw-kicker" }, say("exercise.step", { n })),
    node("p", { class: "slw-step-title", role: "heading", "aria-level": "4" }, say(key)),
    help ? node("p", {}, say(help)) : null,
  );

function readStep({ payload, answer, go }) {
  const { nodes } = drawPassage(payload, [], []);
  const text = node("div", { class: "slw-text", lang: payload.lang }, ...nodes);
  const start = node(
    "button",
    {
      type: "button",
      class: "slw-btn",
      on: { click: () => go({ draft: { ...answer.draft, phase: "mark" } }) },
    },
    say("exercise.read.done"),
  );
  return {
    node: node(
      "div",
      {},
      stepHead(1, "exercise.read.title", "exercise.read.help"),
      node("div", { class: "slw-spread slw-spread-one" }, text),
      node("div", { class: "slw-commit" }, start),
    ),
  };
}

function markStep({ payload, answer, save, go, announce }) {
  const revising = Boolean(answer.first);
  let draft = answer.draft;
  const keep = (change) => {
    draft = { ...draft, ...change };
    save({ draft });
  };
  const pane = new MarkingPane({
    payload,
    marks: draft.marks,
    announce,
    onChange: (marks) => keep({ marks }),
  });
  const problem = node("p", { class: "slw-problem", role: "alert" });
  const commit = () => {
    if (!draft.certainty) {
      problem.textContent = say("exercise.sure.missing");
      sure.querySelector("input").focus();
      return;
    }
    const attempt = attemptOf(payload, draft.marks, draft.certainty);
    go({ [revising ? "revised" : "first"]: attempt, draft: { ...draft, phase: "compare", certainty: null } });
  };
  const sure = certaintyChoice(draft.certainty, (certainty) => {
    problem.textContent = "";
    keep({ certainty });
  });
  const foot = node(
    "div",
    { class: "slw-commit" },
    sure,
    problem,
    node(
      "button",
      { type: "button", class: "slw-btn", on: { click: commit } },
      say(revising ? "exercise.commit.revised" : "exercise.commit"),
    ),
    revising ? null : node("p", { class: "slw-small" }, say("exercise.commit.note")),
  );
  const hints = hintList(payload.exercise.hints, draft.hints, (n) => keep({ hints: n }));
  const head = revising
    ? stepHead(4, "exercise.revise.title", "exercise.revise.help")
    : stepHead(2, "exercise.mark.title");
  return { node: node("div", {}, head, pane.node, hints, foot), focus: () => pane.focus() };
}

function certaintyChoice(chosen, onchange) {
  const name = uniqueId("sure");
  const choices = [1, 2, 3].map((level) =>
    node(
      "label",
      { class: "slw-choice" },
      node("input", {
        type: "radio",
        name,
        value: level,
        checked: chosen === level,
        "data-lm-suppress-shortcuts": "true",
        on: { change: () => onchange(level) },
      }),
      node("span", {}, `${level} · ${say(`exercise.sure.${level}`)}`),
    ),
  );
  return node(
    "fieldset",
    { class: "slw-sure" },
    node("legend", {}, say("exercise.sure.title")),
    ...choices,
    node("p", { class: "slw-small" }, say("exercise.sure.help")),
  );
}

function hintList(hints, shown, onshow) {
  if (!hints.length) return null;
  const list = node("ol", { class: "slw-hints" });
  const more = button("", () => {
    shown += 1;
    onshow(shown);
    refresh();
    list.lastElementChild.focus();
  });
  function refresh() {
    list.replaceChildren(...hints.slice(0, shown).map((hint) => node("li", { tabindex: "-1" }, hint)));
    more.textContent = say(shown ? "exercise.hint.next" : "exercise.hint");
    more.hidden = shown >= hints.length;
  }
  refresh();
  return node("div", { class: "slw-hintbox" }, list, more);
}
