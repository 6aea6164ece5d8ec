// The static page as a host: no kernel, no network. A custom element holds the state as JSON
// in an attribute; a shim of the widget model hands it to the very same render().

const PREFIX = "slantwise:answer:";
const storeKey = ({ exercise }) =>
  exercise && `${PREFIX}${exercise.id}:${exercise.version}:${exercise.passage}`;

function pageModel(state) {
  const store = storage();
  const listeners = new Map();
  const keeper = store && { exercise: keepAnswer, summary: keepAnswers }[state.view]?.(store, state);
  state.kept = store ? "browser" : "nowhere";
  keeper?.read();
  const model = {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const listener of listeners.get(`change:${name}`) ?? []) listener();
    },
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    off: (event, listener) =>
      listeners.set(
        event,
        (listeners.get(event) ?? []).filter((l) => l !== listener),
      ),
    save_changes() {
      try {
        keeper?.write();
      } catch {
        state.kept = "nowhere"; // full, or refused
      }
    },
  };
  keeper?.watch?.(model);
  return model;
}

// The answer to one exercise.
function keepAnswer(store, state) {
  const key = storeKey(state.payload);
  return {
    read() {
      state.answer = usable(stored(store, key), state.payload);
    },
    write: () => store.setItem(key, JSON.stringify(state.answer)),
  };
}

// The answers to all exercises of the course, for the summary.
function keepAnswers(store, state) {
  const { tasks } = state.payload;
  const read = () => {
    const pairs = tasks.map((payload) => [payload.exercise.id, stored(store, storeKey(payload))]);
    state.answers = Object.fromEntries(pairs);
  };
  const write = () => {
    for (const payload of tasks) {
      const key = storeKey(payload);
      const answer = state.answers[payload.exercise.id];
      // What has not changed keeps the draft that may stand beside it.
      if (answer?.first && !isSame(answer, stored(store, key))) store.setItem(key, JSON.stringify(answer));
    }
    // What is erased is erased whole, also answers to earlier versions.
    if (!Object.keys(state.answers).length)
      for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key);
  };
  // An exercise in another tab, or on a page one comes back from, may have changed them.
  const watch = (model) => {
    const again = () => {
      read();
      model.set("answers", state.answers);
    };
    window.addEventListener("storage", again);
    window.addEventListener("pageshow", (event) => event.persisted && again());
  };
  return { read, write, watch };
}

// What the browser kept, where it still fits this exercise; else an empty answer.
function usable(answer, payload) {
  const kind = kindOf(payload.exercise);
  const draft = answer.draft ?? {};
  const fits = ["first", "revised"].every((name) => !answer[name] || kind.clean(answer[name], payload));
  const work = draft.work === undefined || kind.usable(draft.work, payload);
  const phase = ["read", "do", "compare"].includes(draft.phase ?? "read");
  const ready = draft.phase !== "compare" || answer.first;
  return fits && work && phase && ready ? answer : {};
}

const attemptsIn = ({ first, revised }) => JSON.stringify([first ?? null, revised ?? null]);
const isSame = (answer, other) => attemptsIn(answer) === attemptsIn(other);

class SlantwiseWidget extends HTMLElement {
  connectedCallback() {
    if (this.stop || !this.dataset.state) return;
    const start = () => {
      const state = JSON.parse(this.dataset.state);
      const host = document.createElement("div");
      host.className = "slw-host";
      this.prepend(host);
      this.stop = render({ model: pageModel(state), el: host });
      this.classList.add("slw-ready"); // hides the plain text on screen; print shows it
    };
    if (document.readyState === "loading")
      document.addEventListener("DOMContentLoaded", start, { once: true });
    else start();
  }
}

customElements.define("slantwise-widget", SlantwiseWidget);
