// The buttons of the lesson: for each step one main button in plain words, and what it does.

const NEXT_STEP = { lobby: "open", marking: "close", closed: "heat", heat: "readings", readings: "next" };
const REST = 700; // milliseconds in which a second press of the button is a slip

class Controls {
  constructor(desk, act) {
    Object.assign(this, { desk, act });
    this.problem = node("p", { class: "slw-problem", role: "alert" });
    this.hint = node("p", { class: "slw-small lv-does" });
    this.main = mainButton("", () => this.press());
    this.pause = button("", () => act(desk.state.paused ? "resume" : "pause"));
    this.chooser = exerciseChooser();
    this.door = button("", () => this.moveDoor());
    this.reopen = button(say("live.step.again"), () => act("open"));
    const take = button(say("live.export"), () => exportAnswers(desk, false, (text) => this.tell(text)));
    const [end, ask] = confirmed("end", () => act("end"));
    this.end = end;
    const { chooser, main, reopen, pause, door } = this;
    const steps = node("div", { class: "lv-row" }, chooser.node, main, reopen, pause, door, take, end, ask);
    const frame = { class: "lv-controls", "aria-label": say("live.controls") };
    this.node = node("section", frame, steps, this.hint, this.problem);
    this.node.hidden = true; // until it is known where the lesson stands
    this.resting = false;
    this.round = 0; // up to which the list has moved on
  }

  tell(text) {
    this.problem.textContent = text;
  }

  rest(now) {
    this.resting = now;
    this.main.setAttribute("aria-disabled", String(now)); // not disabled: it would lose the focus
  }

  async press() {
    if (this.resting) return;
    this.rest(true);
    const step = NEXT_STEP[this.desk.state.phase];
    await this.act(step, takesExercise(step) ? { exercise: this.chooser.chosen() } : {});
    setTimeout(() => this.rest(false), REST);
  }

  async moveDoor() {
    const { desk } = this;
    const door = isShut(desk.state) ? "open" : "closed";
    if (await desk.ask("door", { door })) desk.announce(say(`live.door.${door}`));
  }

  set(state) {
    const { phase, paused, exercise, round } = state;
    const step = NEXT_STEP[phase];
    const over = phase === "ended";
    this.node.hidden = false;
    const key = wordsOf(step, exercise);
    if (!over) this.main.textContent = say(`live.step.${key}`);
    const does = over ? "ended" : paused ? "paused" : key;
    this.hint.textContent = say(`live.does.${does}`);
    this.pause.textContent = say(paused ? "live.step.resume" : "live.step.pause");
    this.pause.hidden = over || phase === "lobby";
    this.door.textContent = say(isShut(state) ? "live.step.door.open" : "live.step.door.close");
    this.main.hidden = this.end.hidden = this.door.hidden = over;
    this.reopen.hidden = phase !== "closed";
    this.chooser.fill(this.desk.session.exercises);
    this.chooser.node.hidden = !takesExercise(step);
    if (round !== this.round) this.chooser.moveOn(exercise.id);
    this.round = round;
  }
}

const isShut = ({ door }) => door === "closed";

// By which words a step goes: what it shows depends on the exercise.
function wordsOf(step, exercise) {
  if (step !== "heat" && step !== "readings") return step;
  const later = step === "readings" && isKeptForLater(exercise);
  return `${step}.${later ? "later" : deedOf(exercise)}`;
}

const takesExercise = (step) => step === "open" || step === "next";

// All exercises in the order of the server, which is that of the book, by chapter.
function exerciseChooser() {
  const id = uniqueId("exercise");
  const list = node("select", { id, class: "lv-field" });
  const label = node("label", { for: id }, say("live.choose"));
  function fill(exercises) {
    if (list.options.length) return;
    for (const own of runsOf(exercises, (a, b) => a.chapter === b.chapter)) {
      const label = own[0].chapter ?? say("live.chapter.none");
      list.append(node("optgroup", { label }, ...own.map(exerciseOption)));
    }
  }
  // After an exercise the next one is chosen, if nobody says otherwise.
  function moveOn(done) {
    const at = [...list.options].findIndex(({ value }) => value === done);
    list.selectedIndex = Math.min(at + 1, list.options.length - 1);
  }
  const frame = node("span", { class: "lv-chooser" }, label, list);
  return { node: frame, fill, moveOn, chosen: () => list.value };
}

const exerciseOption = ({ id, title, kind, minutes }) =>
  node(
    "option",
    { value: id },
    say("live.choose.option", { title, kind: say(`class.kind.${kind}`), n: minutes }),
  );

async function exportAnswers({ token, announce }, names, tell) {
  const path = `/api/teacher/export.zip${names ? "?names=yes" : ""}`;
  const made = await call(path, { token, timeout: 60000 });
  if (!isGood(made)) return tell(made.status === 0 ? say("live.teach.lost") : problemOf(made));
  saveFile("class-answers.zip", await made.raw.blob());
  tell("");
  announce(say("live.exported"));
}

// --- the list of pupils: folded, and asked for only while it is open

class PupilList {
  constructor(desk) {
    this.desk = desk;
    this.rows = node("tbody", {});
    this.problem = node("p", { class: "slw-problem", role: "alert" });
    const tell = (text) => this.tell(text);
    const named = button(say("live.export.names"), () => exportAnswers(desk, true, tell));
    const help = node("p", { class: "slw-small" }, say("live.export.names.help"));
    this.node = fold(
      say("live.pupils.title"),
      { class: "slw-fold lv-private" },
      node("p", {}, say("live.pupils.lead")),
      node("div", { class: "lv-wide" }, this.table()),
      node("div", { class: "lv-row" }, named, help),
      node("div", { class: "lv-row" }, ...confirmed("idle", () => this.clear())),
      this.problem,
    );
    this.node.addEventListener("toggle", () => this.refresh());
  }

  table() {
    const head = ["who", "nickname", "committed", "remove"].map((name) =>
      node("th", { scope: "col" }, say(`live.pupils.${name}`)),
    );
    const caption = node("caption", {}, say("live.pupils.caption"));
    return node(
      "table",
      { class: "slw-table" },
      caption,
      node("thead", {}, node("tr", {}, ...head)),
      this.rows,
    );
  }

  tell(text) {
    this.problem.textContent = text;
  }

  async refresh() {
    if (!this.node.open) return this.rows.replaceChildren();
    if (this.rows.querySelector(".slw-confirm:not([hidden])")) return; // a question is open
    const made = await call("/api/teacher/session", { token: this.desk.token });
    if (isGood(made) && this.node.open)
      this.rows.replaceChildren(...made.data.pupils.map((pupil) => this.row(pupil)));
  }

  row({ pupil, pseudonym, nickname, committed }) {
    return node(
      "tr",
      {},
      node("th", { scope: "row" }, pseudonym.replaceAll("-", " ")),
      node("td", { dir: "auto" }, nickname || say("live.pupils.none")),
      node("td", {}, say(committed ? "live.pupils.yes" : "live.pupils.not_yet")),
      node("td", {}, ...confirmed("remove", () => this.remove(pupil))),
    );
  }

  remove(pupil) {
    return this.takeOut("remove", { pupil }, "live.pupils.removed");
  }

  clear() {
    return this.takeOut("clear", {}, "live.pupils.cleared");
  }

  async takeOut(name, body, done) {
    const { token, announce } = this.desk;
    const made = await call(`/api/teacher/${name}`, { method: "POST", token, body });
    this.tell(isGood(made) ? "" : problemOf(made));
    this.refresh();
    if (!isGood(made)) return;
    announce(say(done));
    this.desk.redraw();
  }
}
