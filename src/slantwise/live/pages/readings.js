// When the readings are open: one's own result as in the book, and the way to revise it.

function readingsScreen(view) {
  const { payload, reveal, record } = view;
  const full = revealedPayload(payload, reveal);
  const stage = node("div", { class: "slw-stage" });
  const revising = isCounted(record) && record.draft.phase === "do";
  if (revising) steppedInto(stage, { ...view, payload: full }, "revised");
  else stage.append(isCounted(record) ? ownResult(view, full) : readingsAlone(view, full));
  const shown = revising || (!isCounted(record) && isClassAlone(full.exercise));
  const picture = shown ? null : classPicture(full, reveal, { key: true, own: record.first });
  const again = picture && fold(heatTitle(payload), { class: "slw-fold lv-again" }, picture);
  return node("div", {}, exerciseFrame(full, stage), again);
}

function ownResult(view, full) {
  const { record, announce } = view;
  const task = full.exercise;
  checkedByServer(view.mine);
  const answer = { ...withTicks(record), draft: record.draft };
  const revise = () => {
    const work = kindOf(task).restore(record.revised ?? record.first, task);
    view.save({ draft: { ...record.draft, phase: "do", work, certainty: null } });
    view.redraw();
  };
  const keepTicks = (change) => view.save({ ticked: (change.revised ?? change.first).ticked });
  const { signal } = new AbortController();
  const own = { payload: full, task, answer, save: keepTicks, announce, signal };
  return compareStep({ ...own, actions: () => liveActions(view, task, revise) }).node;
}

// The lenses that check a rewriting run on the teacher's computer; this page only tells of it.
function checkedByServer(own) {
  const last = own?.result?.scores.revised ?? own?.result?.scores.first;
  window.slantwiseCheckRewrite = last && (async () => ({ items: [], passed: last.passed }));
}

// What is shown to somebody who did not commit: the class alone, or a text with the readings.
const isClassAlone = (task) => task.kind !== "mark" || isKeptForLater(task);

// For somebody who did not commit: what the readings say, and nothing about oneself.
function readingsAlone({ reveal, announce }, full) {
  const later = isKeptForLater(full.exercise);
  const told = node("p", { class: "slw-step" }, say(later ? "live.later.alone" : "live.readings.alone"));
  if (isClassAlone(full.exercise)) return node("div", {}, told, classPicture(full, reveal, { key: true }));
  const task = full.exercise;
  const attempt = { marks: [], certainty: 1 };
  const outcome = checkAttempt(task, attempt);
  const { signal } = new AbortController();
  const [, legend, text] = markResult({ payload: full, task, attempt, outcome, announce, signal });
  return node("div", {}, told, legend, text);
}

function liveActions({ record }, task, revise) {
  const problem = record.refused.revised?.message;
  const sending = record.revised && !record.sent.revised && !problem;
  const later = isKeptForLater(task); // what it comes to is not told, so there is nothing to revise
  if (later && !problem && !sending) return null;
  const kept = say("live.readings.kept");
  const told = problem ?? (sending ? say("live.sending") : kept);
  return node(
    "div",
    { class: "slw-commit" },
    later ? null : mainButton(say(`exercise.revise.${nounOf(task)}`), revise),
    node("p", { class: problem ? "slw-problem" : "slw-small" }, told),
  );
}
