// The buttons of the lesson: for each step one main button in plain words, and what it does.

const NEXT_STEP = { lobby: "open", marking: "close", closed: "heat", heat: "readings", readings: "next" };
const REST = 700; // milliseconds in which a second press of the button is a slip

function makeControls(desk, act) {
  const problem = node("p", { class: "slw-problem", role: "alert" });
  const hint = node("p", { class: "slw-small lv-does" });
  const main = mainButton("", press);
  const pause = button("", () => act(desk.state.paused ? "resume" : "pause"));
  const chooser = exerciseChooser(desk);
  const reopen = button(say("live.step.again"), () => act("open"));
  const export_ = button(say("live.export"), () => exportAnswers(desk, false, tell));
  const [endButton, endAsk] = confirmed("end", () => act("end"));
  const steps = node(
    "div",
    { class: "lv-row" },
    chooser.node,
    main,
    reopen,
    pause,
    export_,
    endButton,
    endAsk,
  );
  const whole = node(
    "section",
    { class: "lv-controls", "aria-label": say("live.controls") },
    steps,
    hint,
    problem,
  );
  let resting = false;

  function rest(now) {
    resting = now;
    main.setAttribute("aria-disabled", String(now)); // not disabled: it would lose the focus
  }
  async function press() {
    if (resting) return;
    rest(true);
    const step = NEXT_STEP[desk.state.phase];
    const takes = step === "open" || step === "next";
    await act(step, takes ? { exercise: chooser.chosen() } : {});
    setTimeout(() => rest(false), REST);
  }
  function tell(text) {
    problem.textContent = text;
  }
  function set({ phase, paused, exercise }) {
    const step = NEXT_STEP[phase];
    const over = phase === "ended";
    const key = step === "heat" || step === "readings" ? `${step}.${deedOf(exercise)}` : step;
    main.hidden = over;
    if (!over) main.textContent = say(`live.step.${key}`);
    const does = over ? "ended" : paused ? "paused" : key;
    hint.textContent = say(`live.does.${does}`);
    reopen.hidden = phase !== "closed";
    pause.hidden = over || phase === "lobby";
    pause.textContent = say(paused ? "live.step.resume" : "live.step.pause");
    pause.setAttribute("aria-pressed", String(paused));
    whole.classList.toggle("lv-is-paused", paused);
    endButton.hidden = over;
    chooser.fill(desk.session.exercises);
    chooser.node.hidden = !(step === "open" || step === "next");
  }
  return { node: whole, set, tell };
}

// All exercises, by chapter.
function exerciseChooser() {
  const id = uniqueId("exercise");
  const list = node("select", { id, class: "lv-field" });
  const label = node("label", { for: id }, say("live.choose"));
  function fill(exercises) {
    if (list.options.length) return;
    const sorted = [...exercises].sort((a, b) => (a.chapter || "~").localeCompare(b.chapter || "~"));
    for (const [chapter, own] of Map.groupBy(sorted, (one) => one.chapter))
      list.append(node("optgroup", { label: chapterName(chapter) }, ...own.map(exerciseOption)));
  }
  return { node: node("span", { class: "lv-chooser" }, label, list), fill, chosen: () => list.value };
}

const exerciseOption = ({ id, title, kind, minutes }) =>
  node(
    "option",
    { value: id },
    say("live.choose.option", { title, kind: say(`class.kind.${kind}`), n: minutes }),
  );

// “03-loaded-language” is chapter 3.
function chapterName(chapter) {
  const [, number, name] = chapter?.match(/^0*(\d+)-(.+)$/) ?? [];
  return name
    ? say("live.chapter", { n: number, name: name.replaceAll("-", " ") })
    : say("live.chapter.none");
}

async function exportAnswers({ token, announce }, names, tell) {
  const path = `/api/teacher/export.zip${names ? "?names=yes" : ""}`;
  const made = await call(path, { token, timeout: 60000 });
  if (!isGood(made)) return tell(made.status === 0 ? say("live.teach.lost") : problemOf(made));
  const link = node("a", {
    href: URL.createObjectURL(await made.raw.blob()),
    download: "class-answers.zip",
  });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  tell("");
  announce(say("live.exported"));
}

// --- the list of pupils: folded, and asked for only while it is open

function pupilList(desk) {
  const { token, announce } = desk;
  const rows = node("tbody", {});
  const head = ["who", "nickname", "committed", "remove"].map((name) =>
    node("th", { scope: "col" }, say(`live.pupils.${name}`)),
  );
  const list = node(
    "table",
    { class: "slw-table" },
    node("caption", {}, say("live.pupils.caption")),
    node("thead", {}, node("tr", {}, ...head)),
    rows,
  );
  const problem = node("p", { class: "slw-problem", role: "alert" });
  const tell = (text) => {
    problem.textContent = text;
  };
  const named = button(say("live.export.names"), () => exportAnswers(desk, true, tell));
  const whole = fold(
    say("live.pupils.title"),
    { class: "slw-fold lv-private" },
    node("p", {}, say("live.pupils.lead")),
    node("div", { class: "lv-wide" }, list),
    node("div", { class: "lv-row" }, named, node("p", { class: "slw-small" }, say("live.export.names.help"))),
    problem,
  );
  whole.addEventListener("toggle", refresh);

  async function refresh() {
    if (!whole.open) return rows.replaceChildren();
    const made = await call("/api/teacher/session", { token });
    if (!isGood(made) || !whole.open) return;
    rows.replaceChildren(...made.data.pupils.map(pupilRow));
  }
  function pupilRow({ pupil, pseudonym, nickname, committed }) {
    const remove = async () => {
      const made = await call("/api/teacher/remove", { method: "POST", token, body: { pupil } });
      tell(isGood(made) ? "" : problemOf(made));
      announce(say("live.pupils.removed"));
      refresh();
    };
    return node(
      "tr",
      {},
      node("th", { scope: "row" }, pseudonym.replaceAll("-", " ")),
      node("td", { dir: "auto" }, nickname || say("live.pupils.none")),
      node("td", {}, say(committed ? "live.pupils.yes" : "live.pupils.not_yet")),
      node("td", {}, ...confirmed("remove", remove)),
    );
  }
  return { node: whole, refresh };
}
