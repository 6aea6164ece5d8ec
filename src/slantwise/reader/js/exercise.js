// One exercise, whole: read, do, say how sure, commit; compare; revise. Both answers stay.

// Each kind is an object of functions, and the flow below is the same for all:
//   blank(task)             the work before anything is done
//   ask(view)               {node, focus?}: what the learner does; view.keep(work) saves it
//   missing(task, work)     null, or {text, find}: what to say, and a selector of where to go
//   attempt(payload, work)  the work as it stands in an answer file, less how sure
//   restore(attempt)        the work to begin a revision with
//   clean(attempt, payload) an attempt from a file with nothing else in it, or null
//   usable(work, payload)   whether work from the browser's memory still fits
//   figures(task, outcome)  [[value, key of its label], ...] under the score
//   result(view)            nodes: what was found and why
const KINDS = {
  mark: markKind,
  classify: choiceKind,
  ladder: choiceKind,
  mirror: choiceKind,
  order: orderKind,
  trace: traceKind,
  dossier: dossierKind,
  rewrite: rewriteKind,
  reflect: reflectKind,
};
const kindOf = (task) => KINDS[task.kind];
const nounOf = (task) => (task.kind === "mark" ? "marks" : "answer");
// A set whose result comes later; in a live lesson its key does not even leave the server.
const isKeptForLater = ({ feedback }) => feedback === "later";

function exerciseView({ model, root, signal }) {
  const payload = model.get("payload");
  const task = payload.exercise;
  const { region, announce } = liveRegion();
  const stage = node("div", { class: "slw-stage" });
  const label = say("exercise.label", { title: task.title });
  const frame = {
    class: "slw-reader slw-exercise",
    role: "group",
    "aria-label": label,
    "data-kind": task.kind,
  };
  const whole = node("div", frame, exerciseHead(payload), stage, region);
  const done = node("span", { class: "slw-small" });
  root.append(payload.folded ? folded(payload, done, whole) : whole);
  let cleanup = new AbortController();
  signal.addEventListener("abort", () => cleanup.abort());

  function draw(focus = false) {
    cleanup.abort();
    cleanup = new AbortController();
    const answer = kept.answer();
    done.textContent = answer.first ? say("exercise.done") : "";
    const step = { read: readStep, do: doStep, compare: compareStep }[answer.draft.phase];
    const view = { payload, task, answer, save: kept.save, go, announce, signal: cleanup.signal, model };
    const made = step(view);
    stage.replaceChildren(made.node);
    if (!focus) return;
    stage.scrollIntoView({ block: "start" }); // a step begins at its beginning
    (made.focus ?? (() => made.node.querySelector(".slw-step")?.focus({ preventScroll: true })))();
  }

  function go(change, message) {
    kept.save(change);
    draw(true);
    if (message) announce(message);
  }
  const kept = keptAnswer(model, payload, draw, signal);
  draw();
}

// A closed exercise: its title, kind and time, and whether it has been done.
function folded(payload, done, whole) {
  const title = node("span", { class: "slw-closed-title" }, payload.exercise.title);
  const about = node("span", { class: "slw-small" }, kickerOf(payload.exercise));
  return fold([title, about, done], { class: "slw-group slw-closed" }, whole);
}

function kickerOf(task) {
  const name = task.kind === "mark" ? say(`lens.${task.lens}`) : say(`kind.${task.kind}`);
  return `${name} · ${say("exercise.minutes", { n: task.minutes })}`;
}

// The answer as the model keeps it; Python, or a loaded file, may set it too.
function keptAnswer(model, payload, redraw, signal) {
  let own = model.get("answer");
  let answer = normal(own, payload);
  const foreign = () => {
    if (model.get("answer") === own) return;
    answer = normal(model.get("answer"), payload);
    redraw();
  };
  model.on("change:answer", foreign);
  signal.addEventListener("abort", () => model.off("change:answer", foreign));
  const save = (change) => {
    answer = { ...answer, ...change };
    own = answer;
    model.set("answer", answer);
    model.save_changes();
  };
  return { answer: () => answer, save };
}

function exerciseHead(payload) {
  const task = payload.exercise;
  return node(
    "header",
    { class: "slw-head" },
    node("p", { class: "slw-kicker" }, kickerOf(task)),
    node("p", { class: "slw-title", role: "heading", "aria-level": "3" }, task.title),
    node("p", { class: "slw-aim" }, node("b", {}, `${say("exercise.aim")}: `), task.objective),
    ...task.prompt.split(/\n\s*\n/).map(para),
    noticeOf(payload),
  );
}

const newDraft = (payload) => ({
  phase: payload.blocks.length ? "read" : "do",
  work: kindOf(payload.exercise).blank(payload.exercise),
  certainty: null,
  hints: 0,
});
const newAnswer = (payload) => ({ first: null, revised: null, draft: newDraft(payload) });

// An answer from anywhere, in the shape that the steps rely on.
function normal(answer, payload) {
  const draft = { ...newDraft(payload), ...(answer?.draft ?? {}) };
  if (answer?.first && !answer.draft) draft.phase = "compare";
  return { first: answer?.first ?? null, revised: answer?.revised ?? null, draft };
}

// The head of a step; where there is no passage the step of reading is left out of the count.
function stepHead(payload, name, title, help) {
  const all = ["read", "do", "compare", "revise"].slice(payload.blocks.length ? 0 : 1);
  return node(
    "div",
    { class: "slw-step", tabindex: "-1" },
    node("p", { class: "slw-kicker" }, say("exercise.step", { n: all.indexOf(name) + 1, of: all.length })),
    node("p", { class: "slw-step-title", role: "heading", "aria-level": "4" }, say(title)),
    help ? node("p", {}, say(help)) : null,
  );
}

function plainPassage(payload) {
  const { nodes } = drawPassage(payload, [], []);
  const text = node("div", { class: "slw-text", lang: payload.lang }, ...nodes);
  return node("div", { class: "slw-spread slw-spread-one" }, text);
}

function readStep({ payload, task, answer, go }) {
  const done = () => go({ draft: { ...answer.draft, phase: "do" } });
  const start = mainButton(say(`exercise.read.done.${nounOf(task)}`), done);
  const head = stepHead(payload, "read", "exercise.read.title", "exercise.read.help");
  const foot = node("div", { class: "slw-commit" }, start);
  return { node: node("div", {}, head, plainPassage(payload), foot) };
}

function doStep(view) {
  const { payload, task, answer, save, go, announce } = view;
  const kind = kindOf(task);
  const revising = Boolean(answer.first);
  let draft = answer.draft;
  const problem = node("p", { class: "slw-problem", role: "alert" });
  const keep = (change) => {
    draft = { ...draft, ...change };
    tellLack(whole, problem, null);
    save({ draft });
  };
  const made = kind.ask({ payload, task, work: draft.work, keep: (work) => keep({ work }), announce });
  const sure =
    task.certainty === "once"
      ? certaintyChoice(draft.certainty, `exercise.sure.help.${nounOf(task)}`, (certainty) =>
          keep({ certainty }),
        )
      : null;
  const whole = node("div", {});
  const commit = () => {
    const lack = lacking(task, draft);
    tellLack(whole, problem, lack);
    if (lack) return;
    const attempt = kind.attempt(payload, draft.work);
    if (sure) attempt.certainty = draft.certainty;
    go({ [revising ? "revised" : "first"]: attempt, draft: { ...draft, phase: "compare", certainty: null } });
  };
  const label = say(`exercise.${revising ? "recommit" : "commit"}.${nounOf(task)}`);
  const told = view.note ?? say(`exercise.commit.note.${opensAfter(task)}`);
  const note = revising ? null : node("p", { class: "slw-small" }, told);
  const foot = node("div", { class: "slw-commit" }, sure, problem, mainButton(label, commit), note);
  const hints = hintList(task.hints, draft.hints, (n) => keep({ hints: n }));
  whole.append(...[doHead(payload, revising), passageAgain(payload), made.node, hints, foot].filter(Boolean));
  return { node: whole, focus: made.focus };
}

// What is lacking may be far above the button, so it is said there, too.
function tellLack(whole, problem, lack) {
  whole.querySelector("[data-lack]")?.removeAttribute("data-lack");
  problem.textContent = lack?.text ?? "";
  const field = lack && whole.querySelector(lack.find);
  if (!field) return;
  field.closest(".slw-do fieldset, .slw-do > div, .slw-two > div")?.setAttribute("data-lack", lack.text);
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

// What the commit opens: the readings, reasons, or a list and answers by others; or nothing yet.
function opensAfter(task) {
  if (isKeptForLater(task)) return "later";
  return ["rewrite", "reflect"].includes(task.kind) ? task.kind : nounOf(task);
}

function doHead(payload, revising) {
  const { kind } = payload.exercise;
  const noun = nounOf(payload.exercise);
  if (revising) return stepHead(payload, "revise", "exercise.revise.title", `exercise.revise.help.${noun}`);
  return stepHead(payload, "do", `do.${kind}.title`, kind === "mark" ? null : `do.${kind}.help`);
}

// Where the passage is not itself what one works on, it can be looked at again.
function passageAgain(payload) {
  if (payload.exercise.kind === "mark" || !payload.blocks.length) return null;
  return fold(say("exercise.passage.again"), { class: "slw-fold slw-again" }, plainPassage(payload));
}

// What is still to be done before the commit: {text, find}, or null.
function lacking(task, draft) {
  const lack = kindOf(task).missing(task, draft.work);
  if (lack) return lack;
  if (task.certainty !== "once" || draft.certainty) return null;
  return { text: say("exercise.sure.missing"), find: ".slw-commit .slw-sure input" };
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
