// Small tools for building the page. Text reaches it through textContent only.

let serial = 0;
const uniqueId = (name) => `slw-${name}-${(serial += 1)}`;

// JupyterLab would take the keys for its own shortcuts otherwise: two times d deletes a cell.
const FOCUSABLE = new Set(["a", "button", "input", "summary", "textarea"]);
const ownKeys = (element) => element.setAttribute("data-lm-suppress-shortcuts", "true");

// node("p", {class: "x", on: {click}}, "text", child): an element with its children.
function node(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  if (FOCUSABLE.has(tag) || "tabindex" in props) ownKeys(element);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A string of the interface with its values filled in; the twin of slantwise/strings.py.
function say(key, values = {}) {
  const one = `${key}.one`;
  const text = STRINGS[values.n === 1 && one in STRINGS ? one : key];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

// One polite live region for a widget; a repeated message is spoken again.
function liveRegion() {
  const region = node("p", { class: "slw-live", role: "status", "aria-live": "polite" });
  let even = false;
  const announce = (message) => {
    even = !even;
    region.textContent = message + (even ? "" : "\u00a0");
  };
  return { region, announce };
}

const button = (label, onclick, props = {}) =>
  node("button", { type: "button", class: "slw-btn slw-btn-quiet", ...props, on: { click: onclick } }, label);

const mainButton = (label, onclick) =>
  node("button", { type: "button", class: "slw-btn", on: { click: onclick } }, label);
