// A pupil in a lesson: one screen for each step that the teacher opens.

// Runs until left(message) is called by the server's word, or until stop().
class Lesson {
  constructor({ me, head, stage, foot, link, announce, left }) {
    Object.assign(this, { me, head, stage, foot, link, announce, left });
    this.state = null;
    this.shown = ""; // which screen stands there
    this.record = null; // this round, as the shelf keeps it
    this.fetched = makeFetcher(me);
    this.cover = veil(stage.parentElement);
    this.outbox = makeOutbox(me, (settled) => this.onSettled(settled), link);
    this.onStorage = (event) => this.isOurs(event.key) && this.draw(true);
    window.addEventListener("storage", this.onStorage);
    this.stopFollowing = follow({
      token: me.token,
      news: (state) => this.news(state),
      link: (good) => this.onLink(good),
      gone: (made) => left(made.status === 401 ? say("live.join.over") : problemOf(made)),
    });
  }

  stop() {
    this.stopFollowing();
    this.cover.set(false);
    window.removeEventListener("storage", this.onStorage);
  }

  onLink(good) {
    this.link(good);
    if (good) this.outbox.kick();
  }

  // Whether another tab of this pupil changed this round: what it has is shown here too.
  isOurs(key) {
    return this.state?.round && key === roundKey(this.me, this.state.round);
  }

  async news(state) {
    this.state = state;
    const ended = state.phase === "ended";
    this.head.replaceChildren(...pupilHead(this.me, state));
    this.cover.set(state.paused && !ended);
    if (ended) this.stopFollowing();
    if (state.phase === "marking") tryAgain(this.me, state.round);
    await this.fetched.fetch(state);
    this.draw();
    this.outbox.kick();
  }

  draw(again = false) {
    const { me, state, announce, fetched } = this;
    const held = fetched.of(state);
    this.record = held.payload ? keptRound(me, state.round, held.payload) : null;
    const name = screenOf(state, this.record, held);
    const key = `${name} ${state.round} ${state.phase}`;
    if (key === this.shown && !again) return;
    const focus = this.shown !== "" && key !== this.shown;
    this.shown = key;
    const view = { me, state, ...held, record: this.record, announce };
    view.save = (change) => this.save(change);
    view.commit = (stageName, attempt) => this.commit(stageName, attempt);
    view.redraw = () => this.draw(true);
    this.stage.replaceChildren(SCREENS[name](view));
    this.foot.replaceChildren(...(state.phase === "ended" ? [] : saveButton(me)));
    if (focus) arrive(this.stage, announce);
  }

  save(change) {
    this.record = { ...this.record, ...change };
    keepRound(this.me, this.record);
  }

  commit(stageName, attempt) {
    const draft = { ...this.record.draft, phase: "compare", certainty: null };
    this.save({ [stageName]: attempt, draft, sent: { ...this.record.sent, [stageName]: false } });
    this.draw(true);
    this.outbox.kick();
  }

  async onSettled({ round }) {
    if (round !== this.state?.round) return;
    this.fetched.forget(`own ${round}`);
    await this.fetched.fetch(this.state);
    this.draw(true);
  }
}

function screenOf(state, record, { payload, reveal }) {
  const { phase } = state;
  if (phase === "lobby" || phase === "ended") return phase;
  if (!payload) return "loading";
  if (phase === "marking") return record.first || state.you?.committed ? "waiting" : "marking";
  if (phase === "closed") return "waiting";
  return reveal ? phase : "loading";
}

// A new screen is told of, and begins at its beginning.
function arrive(stage, announce) {
  window.scrollTo({ top: 0 });
  const title = stage.querySelector("h2:not(.slw-live), .slw-title");
  if (title) announce(title.textContent);
  const step = stage.querySelector("h2[tabindex], .slw-step");
  step?.focus({ preventScroll: true });
}

// --- head, foot, and the veil of a pause

function pupilHead(me, state) {
  const who = node("p", { class: "lv-who" }, say("live.you"), " ", node("b", {}, nameOf(me)));
  return state.phase === "lobby" ? [brand()] : [brand(), who];
}

const saveButton = (me) =>
  answersToSave(me).length ? [button(say("live.save"), () => saveAnswers(me))] : [];

// While the lesson is paused the page is covered. What lies below stays as it is.
function veil(main) {
  const box = node(
    "div",
    { class: "lv-card", role: "status" },
    node("p", { class: "lv-title" }, say("live.paused.title")),
    node("p", {}, say("live.paused")),
  );
  const cover = node("div", { class: "lv-veil" }, box);
  let before = null; // where the focus was: what is hidden loses it
  const set = (on) => {
    if (on === cover.isConnected) return;
    if (on) before = document.activeElement;
    document.body.classList.toggle("lv-paused", on);
    if (on) main.append(cover);
    else cover.remove();
    if (!on && before?.isConnected) before.focus({ preventScroll: true });
  };
  return { set };
}

// “blue-heron” as one says it.
const nameOf = ({ pseudonym }) => pseudonym.replaceAll("-", " ");
const heading = (text) => node("h2", { tabindex: "-1" }, text);
const card = (...children) => node("section", { class: "lv-card" }, ...children.filter(Boolean));

// --- the screens

const SCREENS = {
  lobby: lobbyScreen,
  loading: () => card(node("p", {}, say("live.loading"))),
  marking: markingScreen,
  waiting: waitingScreen,
  heat: heatScreen,
  readings: readingsScreen,
  ended: endedScreen,
};

function lobbyScreen({ me }) {
  return card(
    heading(say("live.lobby.title")),
    node("p", { class: "lv-name" }, nameOf(me)),
    node("p", {}, say("live.lobby")),
  );
}

// The exercise as in the book; only what becomes of a commit is another matter.
function exerciseFrame(payload, inner) {
  const frame = {
    class: "slw-reader slw-exercise",
    role: "group",
    "aria-label": say("exercise.label", { title: payload.exercise.title }),
    "data-kind": payload.exercise.kind,
  };
  const hidden = node("h2", { class: "slw-live" }, say("live.exercise"));
  return node("div", {}, hidden, node("div", frame, exerciseHead(payload), inner));
}

function markingScreen(view) {
  const steps = node("div", { class: "slw-stage" });
  steppedInto(steps, view, "first");
  return exerciseFrame(view.payload, steps);
}

// The steps of reading and doing, drawn into a stage; a commit of `stageName` ends them.
function steppedInto(stage, view, stageName) {
  const { payload, commit, announce } = view;
  let own = view.record;
  const keep = (change) => {
    own = { ...own, ...change };
    view.save(change);
  };
  const go = (change) => {
    if (change[stageName]) return commit(stageName, change[stageName]);
    keep(change);
    draw(true);
  };
  function draw(focus) {
    const step = own.draft.phase === "read" ? readStep : doStep;
    const note = say(`live.commit.note.${nounOf(payload.exercise)}`);
    const made = step({ payload, task: payload.exercise, answer: own, save: keep, go, announce, note });
    stage.replaceChildren(made.node);
    if (!focus) return;
    stage.scrollIntoView({ block: "start" });
    (made.focus ?? (() => made.node.querySelector(".slw-step")?.focus({ preventScroll: true })))();
  }
  draw(false);
}

function waitingScreen({ state, payload, record }) {
  const noun = nounOf(payload.exercise);
  const committed = isCounted(record) || state.you?.committed;
  const next = say(state.phase === "closed" ? "live.closed.next" : "live.committed.next");
  const told = record.first ? committedParts(record, noun) : [];
  if (!committed && !record.first) told.push(para(say("live.closed.none")));
  return node(
    "div",
    {},
    card(heading(committed ? say(`live.committed.${noun}`) : say("live.closed.title")), ...told, para(next)),
    record.first ? ownWork(payload, record.first) : null,
  );
}

const isCounted = (record) => Boolean(record.first && !record.refused.first);

function committedParts({ sent, refused }, noun) {
  if (refused.first)
    return [node("p", { class: "slw-problem" }, refused.first.message), para(say("live.refused"))];
  const told = sent.first ? say(`live.sent.${noun}`) : say("live.sending");
  return [node("p", { class: sent.first ? "lv-sent" : "lv-sending", role: "status" }, told)];
}

// One's own marks in the text, to look at again while one waits.
function ownWork(payload, attempt) {
  if (payload.exercise.kind !== "mark") return null;
  const { nodes } = drawPassage(payload, [], spansOf(attempt));
  const text = node("div", { class: "slw-text", lang: payload.lang }, ...nodes);
  return fold(say("live.own.marks"), { class: "slw-fold lv-again" }, text);
}

function heatScreen({ payload, reveal, record }) {
  return node(
    "div",
    {},
    card(heading(heatTitle(payload)), node("p", {}, say("live.heat.lead"))),
    classPicture(payload, reveal, { own: record.first }),
  );
}

function endedScreen({ me, announce }) {
  const some = answersToSave(me).length;
  const leave = () => {
    clearShelf();
    window.location.reload();
  };
  return card(
    heading(say("live.ended.title")),
    node("p", {}, say(some ? "live.ended" : "live.ended.none")),
    node(
      "div",
      { class: "lv-row" },
      some
        ? mainButton(say("live.save"), () => {
            saveAnswers(me);
            announce(say("live.saved"));
          })
        : null,
      ...confirmed("leave", leave),
    ),
    some ? node("p", { class: "slw-small" }, say("live.ended.kept")) : null,
  );
}
