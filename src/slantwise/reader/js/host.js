// The static page as a host: no kernel, no network. A custom element holds the state as JSON
// in an attribute; a shim of the widget model hands it to the very same render().

const storeKey = ({ exercise }) =>
  exercise && `slantwise:answer:${exercise.id}:${exercise.version}:${exercise.passage}`;

function storage() {
  try {
    const store = window.localStorage;
    store.setItem("slantwise:probe", "1");
    store.removeItem("slantwise:probe");
    return store;
  } catch {
    return null; // some browsers keep nothing for pages opened from disk
  }
}

function stored(store, key) {
  try {
    return JSON.parse(store.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function pageModel(state) {
  const store = storage();
  const key = storeKey(state.payload);
  const listeners = new Map();
  state.kept = store ? "browser" : "nowhere";
  if (store && key) state.answer = usable(stored(store, key), state.payload);
  return {
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
      if (!store || !key) return;
      try {
        store.setItem(key, JSON.stringify(state.answer));
      } catch {
        state.kept = "nowhere"; // full, or refused
      }
    },
  };
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
