// What one can do with a committed answer: revise, download, load another, start afresh.

function actions({ payload, task, answer, go, announce, model }) {
  const last = answer.revised ?? answer.first;
  const revise = () => {
    const work = kindOf(task).restore(last, task);
    go({ draft: { ...answer.draft, phase: "do", work, certainty: null } });
  };
  const get = () => download(`slantwise-${task.id}.json`, answerFile([[task, answer]]));
  // Where nothing was told there is no reason yet to revise: one may, and is not asked to.
  const reviseButton = isKeptForLater(task) ? button : mainButton;
  const bar = node(
    "div",
    { class: "slw-commit" },
    reviseButton(say(`exercise.revise.${nounOf(task)}`), revise),
    button(say("exercise.download"), get),
    loadButton(
      (file) => readAnswerFile(file, payload),
      announce,
      ({ answer: read }) => {
        const draft = { ...newDraft(payload), phase: "compare" };
        go({ ...read, draft }, say("exercise.loaded"));
      },
    ),
    ...confirmed("again", () => go(newAnswer(payload), say("exercise.erased"))),
    node("p", { class: "slw-small" }, say(`exercise.kept.${model.get("kept")}`)),
  );
  return bar;
}

// A button that asks once more before it does what cannot be undone.
function confirmed(name, action) {
  const ask = node("span", { class: "slw-confirm", hidden: true, tabindex: "-1" });
  const opener = button(say(`confirm.${name}`), () => {
    ask.hidden = false;
    ask.focus();
  });
  const close = () => {
    ask.hidden = true;
    opener.focus();
  };
  const yes = () => {
    close();
    action();
  };
  ask.append(
    say(`confirm.${name}.sure`),
    " ",
    button(say(`confirm.${name}.yes`), yes),
    button(say(`confirm.${name}.no`), close),
  );
  return [opener, ask];
}

// Load answers from a file; what does not fit changes nothing.
function loadButton(read, announce, take, key = "exercise.load") {
  const problem = node("span", { class: "slw-problem", role: "alert" });
  const input = node("input", { type: "file", accept: ".json,application/json", hidden: true });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const found = await read(file);
    input.value = "";
    problem.textContent = found.problem ?? "";
    if (found.problem) announce(found.problem);
    else take(found);
  });
  return node(
    "span",
    {},
    button(say(key), () => input.click()),
    input,
    problem,
  );
}
