// Parts that several kinds of exercise are made of.

// A row of choices of which one is taken. options: [{value, label}]
function pills({ options, chosen, onchange, style = "", several = false }) {
  const name = uniqueId("choice");
  const made = options.map(({ value, label }) =>
    node(
      "label",
      { class: "slw-choice" },
      node("input", {
        type: several ? "checkbox" : "radio",
        name,
        value,
        checked: several ? chosen.includes(value) : chosen === value,
        on: { change: (event) => onchange(value, event.target.checked) },
      }),
      node("span", {}, label),
    ),
  );
  return node("div", { class: `slw-pills ${style}`.trim() }, ...made);
}

const LEVELS = [1, 2, 3];

// How sure, for a whole answer.
function certaintyChoice(chosen, help, onchange) {
  const options = LEVELS.map((value) => ({ value, label: `${value} · ${say(`exercise.sure.${value}`)}` }));
  return node(
    "fieldset",
    { class: "slw-sure" },
    node("legend", {}, say("exercise.sure.title")),
    pills({ options, chosen, onchange }),
    node("p", { class: "slw-small" }, say(help)),
  );
}

// How sure, for one item: small, since it comes with each.
function certaintyRow(chosen, onchange) {
  const options = LEVELS.map((value) => ({ value, label: say(`exercise.sure.${value}`) }));
  const legend = node("legend", { class: "slw-small" }, say("exercise.sure.title"));
  return node("fieldset", { class: "slw-sure slw-sure-each" }, legend, pills({ options, chosen, onchange }));
}

// Words that open when asked for.
const fold = (title, props, ...children) =>
  node("details", props, node("summary", {}, ...[].concat(title)), ...children);

const quoted = (words) =>
  node(
    "div",
    {},
    node("p", { class: "slw-part-title" }, say("do.claim")),
    node("p", { class: "slw-claim" }, words.replace(/\s+/g, " ").trim()),
  );

// Whether a thing from a file is an object with exactly these keys, some of which may be absent.
function only(thing, needed, optional = []) {
  if (thing === null || typeof thing !== "object" || Array.isArray(thing)) return false;
  const keys = Object.keys(thing);
  return (
    needed.every((key) => Object.hasOwn(thing, key)) &&
    keys.every((key) => needed.includes(key) || optional.includes(key))
  );
}

const isLevel = (value) => LEVELS.includes(value);
const idsOf = (list) => list.map(({ id }) => id);

// Whether a list names some of these ids, each once.
const areSome = (list, known) =>
  Array.isArray(list) && new Set(list).size === list.length && list.every((id) => known.includes(id));

const isText = (text) => typeof text === "string" && Array.from(text).length <= MAX_TEXT;
const MAX_TEXT = 20000;
