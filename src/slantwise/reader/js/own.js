// A reader's own text: paste or open it, and see it through the lenses; or two, side by side.

function ownView({ root, signal }) {
  const { region, announce } = liveRegion();
  const frame = node("div", { class: "slw-reader slw-own", role: "group", "aria-label": say("own.label") });
  root.append(frame);
  const why = cannotLook();
  if (why) {
    frame.append(node("div", { class: "slw-step" }, node("p", { role: "note" }, say(why))));
    return;
  }
  const results = node("div", { class: "slw-own-results" });
  const progress = ownProgress();
  const problem = node("p", { class: "slw-problem", role: "alert" });
  const fields = [ownField("own.text", signal)];
  const second = node("div", { class: "slw-own-fields" }, fields[0].node);
  const compare = button(say("own.compare"), () => {
    fields.push(ownField("own.text.second", signal));
    second.append(fields[1].node);
    compare.remove();
    fields[1].area.focus();
  });

  const show = async () => {
    const texts = fields.map((field) => field.area.value).filter((text) => text.trim());
    problem.textContent = texts.length ? tooLong(...texts) : say("own.empty");
    if (problem.textContent) return;
    progress.show();
    try {
      const made = [];
      for (const [i, text] of texts.entries())
        made.push(await lensesHere.ask("look_json", text, say("own.title", { n: i + 1 })));
      drawOwn(results, made, signal);
      announce(say("own.done"));
      results.querySelector("[tabindex]")?.focus({ preventScroll: true });
      results.scrollIntoView({ block: "start" });
    } catch (error) {
      problem.textContent = error.message;
    } finally {
      progress.hide();
    }
  };
  const clear = () => {
    for (const field of fields) field.area.value = "";
    results.replaceChildren();
    problem.textContent = "";
    fields[0].area.focus();
    announce(say("own.cleared"));
  };
  const actions = node(
    "div",
    { class: "slw-commit" },
    mainButton(say("own.look"), show),
    compare,
    button(say("own.clear"), clear),
    progress.node,
    problem,
  );
  frame.append(
    node("div", { class: "slw-step" }, node("p", {}, say("own.privacy"))),
    second,
    swapBox(fields, problem, announce),
    actions,
    region,
  );
  root.append(results);
  signal.addEventListener("abort", () => lensesHere.stop());
}

function tooLong(...texts) {
  const n = Math.max(...texts.map((text) => Array.from(text).length));
  return n > OWN_MOST ? say("own.too_long", { n: inThousands(n), most: inThousands(OWN_MOST) }) : "";
}

const inThousands = (n) => n.toLocaleString("en");

// --- where a text comes in

function ownField(key, signal) {
  const made = textArea(say(key), "", () => {});
  made.area.rows = 10;
  made.area.removeAttribute("maxlength");
  keepToPage(made.area);
  const note = node("p", { class: "slw-small", role: "status" });
  const read = async (file) => {
    if (!file) return;
    note.textContent = "";
    if (file.size > 4 * OWN_MOST) note.textContent = say("own.file_too_large", { name: file.name });
    else {
      made.area.value = plainText(await file.text(), file.name);
      note.textContent = say("own.opened", { name: file.name });
    }
  };
  const input = node("input", { type: "file", accept: ".txt,.md,.html,.htm,text/plain,text/html", hidden: true });
  input.addEventListener("change", () => read(input.files[0]), { signal });
  // A browser stands still while it lays out millions of letters, so they do not get in.
  const guard = (event, data) => {
    note.textContent = tooLong(data?.getData("text/plain") ?? "");
    if (note.textContent) event.preventDefault();
  };
  made.area.addEventListener("paste", (event) => guard(event, event.clipboardData), { signal });
  made.area.addEventListener("dragover", (event) => event.preventDefault(), { signal });
  made.area.addEventListener(
    "drop",
    (event) => {
      if (!event.dataTransfer.files.length) return guard(event, event.dataTransfer);
      event.preventDefault();
      read(event.dataTransfer.files[0]);
    },
    { signal },
  );
  const open = button(say("own.open"), () => input.click());
  made.node.append(node("div", { class: "slw-own-open" }, open, input, note));
  return { node: made.node, area: made.area };
}

// No browser shall send these words to a spelling service, or bring them back another day.
function keepToPage(field) {
  for (const [name, value] of Object.entries({ spellcheck: "false", autocomplete: "off" }))
    field.setAttribute(name, value);
}

const OWN_BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, blockquote, pre, td, figcaption";
const OWN_SKIPPED = "script, style, noscript, template, nav, header, footer, aside, form, svg, iframe";

// The words of a saved page, a block a paragraph. A parsed document runs and loads nothing.
function plainText(source, name) {
  if (!/\.html?$/i.test(name) && !/^\s*<(!doctype|html)/i.test(source)) return source;
  const page = new DOMParser().parseFromString(source, "text/html");
  const body = page.querySelector("article, main") ?? page.body;
  for (const element of body.querySelectorAll(OWN_SKIPPED)) element.remove();
  const blocks = [...body.querySelectorAll(OWN_BLOCKS)].filter((block) => !block.querySelector(OWN_BLOCKS));
  const texts = (blocks.length ? blocks : [body]).map((block) => block.textContent.replace(/\s+/g, " ").trim());
  return texts.filter(Boolean).join("\n\n");
}

function ownProgress() {
  const bar = node("progress", { max: "1", value: "0", "aria-label": say("own.loading") });
  const stop = button(say("own.cancel"), () => lensesHere.stop());
  const told = node("span", {});
  const made = node("span", { class: "slw-own-progress", hidden: true }, bar, told, stop);
  lensesHere.onProgress = ({ done, total }) => {
    bar.value = Math.min(0.9, done / total);
  };
  let timer = 0;
  const show = () => {
    const { isReady } = lensesHere;
    told.textContent = say(isReady ? "own.looking" : "own.loading");
    if (isReady) bar.removeAttribute("value");
    else bar.value = 0;
    // What is done in a moment is not announced, or the page would jump.
    timer = setTimeout(() => (made.hidden = false), isReady ? 300 : 0);
  };
  const hide = () => {
    clearTimeout(timer);
    made.hidden = true;
  };
  return { node: made, show, hide };
}

// --- the names of two sides exchanged, to test one's own reaction

function swapBox(fields, problem, announce) {
  const one = nameField("own.swap.one");
  const other = nameField("own.swap.other");
  const swap = async () => {
    problem.textContent = "";
    try {
      let count = 0;
      for (const { area } of fields) {
        const made = await lensesHere.ask("swap_json", area.value, one.input.value, other.input.value);
        area.value = made.text;
        count += made.count;
      }
      announce(say("own.swap.done", { n: count }));
      told.textContent = say("own.swap.done", { n: count });
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  const told = node("p", { class: "slw-small" });
  const row = node("div", { class: "slw-own-swap" }, one.node, other.node, button(say("own.swap"), swap));
  const help = node("p", { class: "slw-small" }, say("own.swap.help"));
  return fold(say("own.swap.title"), { class: "slw-fold slw-own-swapbox" }, help, row, told);
}

function nameField(key) {
  const id = uniqueId("names");
  const input = node("input", { id, type: "text", class: "slw-area", maxlength: 400 });
  keepToPage(input);
  return { input, node: node("div", {}, node("label", { for: id }, say(key)), input) };
}

// --- what comes out

// On a phone what is long is folded: the table comes first, and a text is opened when it is wanted.
function drawOwn(results, made, signal) {
  const roomy = results.clientWidth >= 600;
  const columns = made.map((one) => ownColumn(one, roomy, signal));
  const texts = made.length > 1 ? columns.map((column, i) => ownFold(made[i].reader.title, roomy, column)) : columns;
  const title = node(
    "p",
    { class: "slw-title", role: "heading", "aria-level": "3", tabindex: "-1" },
    say(made.length > 1 ? "own.results.two" : "own.results"),
  );
  const both = node("div", { class: made.length > 1 ? "slw-own-two" : "" }, ...texts);
  results.replaceChildren(title, densities(made), both, node("p", { class: "slw-small" }, say("reader.about")));
}

const ownFold = (title, open, part) => fold(title, { class: "slw-fold slw-own-fold", open }, part);

function ownColumn(made, roomy, signal) {
  const host = node("div", { class: "slw slw-own-column" });
  readerView({ model: ownModel(made.reader), root: host, signal });
  if (!made.english) host.prepend(node("p", { class: "slw-own-language" }, say("own.not_english")));
  host.append(ownFold(say("own.counted"), roomy, ownPanel(made)));
  return host;
}

// A model that lives only here: what a reader needs to be switched.
function ownModel(payload) {
  const state = { payload, lenses_on: [...payload.lenses], opened: [], selection: {} };
  const listeners = [];
  return {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const [event, listener] of listeners) if (event === `change:${name}`) listener();
    },
    on: (event, listener) => listeners.push([event, listener]),
    off: () => {},
    save_changes: () => {},
  };
}

// Findings in 1,000 words, lens by lens, and how easy the text is to read.
function densities(made) {
  const cell = (tag, text, scope) => node(tag, scope ? { scope } : {}, text);
  const head = node(
    "tr",
    {},
    node("td", {}),
    ...made.map((one) => cell("th", one.reader.title, "col")),
  );
  const row = (label, value) =>
    node("tr", {}, cell("th", label, "row"), ...made.map((one) => cell("td", String(value(one)))));
  const rows = [
    ...made[0].reader.lenses.map((lens) =>
      row(say("own.dense", { lens: say(`lens.${lens}`) }), (one) => one.counts.dense[lens].toFixed(1)),
    ),
    row(say("ease.words"), (one) => one.counts.words),
    row(say("ease.per_sentence"), (one) => one.counts.per_sentence.toFixed(1)),
    row(say("ease.ease"), (one) => one.counts.ease),
  ];
  const caption = node("caption", {}, say("own.dense.caption"));
  return node("table", { class: "slw-table" }, caption, node("thead", {}, head), node("tbody", {}, ...rows));
}

// The panel: each count opens its sentences, and each group ends with a question.
function ownPanel({ panel, missing }) {
  const groups = new Map();
  for (const tally of panel) {
    const group = ["acts", "suffers"].includes(tally.group) ? "actors" : tally.group;
    groups.set(group, [...(groups.get(group) ?? []), tally]);
  }
  const parts = [...groups].flatMap(([group, rows]) => {
    const asked = group === "other_side" && missing;
    return [
      node("p", { class: "slw-title", role: "heading", "aria-level": "4" }, say(`panel.${group}`)),
      ...rows.flatMap(group === "actors" ? ownActor : ownTally),
      asked ? node("p", {}, say("panel.other_side.missing")) : null,
      node("p", { class: "slw-question" }, asked || say(`panel.${group}.ask`)),
    ].filter(Boolean);
  });
  return node("div", { class: "slw-rules slw-panel" }, ...parts);
}

// One of an actor's two counts; the first comes with the actor's name.
function ownActor({ group, name, sentences }) {
  const n = sentences.length;
  const told = n ? say(`panel.${group}`, { n }) : say(`panel.${group}.none`);
  const head = group === "acts" ? [node("p", { class: "slw-actor", dir: "auto" }, name)] : [];
  return [...head, ownCount(told, sentences)];
}

function ownTally({ group, name, sentences }) {
  const label = STRINGS[`panel.${group}.${name}`] ?? name;
  return ownCount(`${label}: ${sentences.length}`, sentences);
}

function ownCount(told, sentences) {
  if (!sentences.length) return node("p", {}, told);
  const listed = sentences.map((sentence) => node("li", { dir: "auto" }, sentence));
  return fold(told, {}, node("ul", {}, ...listed));
}
