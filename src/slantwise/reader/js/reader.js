// The reader: a passage, a switch for each lens with its count, and the margin.

function readerView({ model, root, signal }) {
  const payload = model.get("payload");
  const { region, announce } = liveRegion();
  const notes = payload.notes.map((note) => ({ ...note, style: note.lens, title: say(`lens.${note.lens}`) }));
  const lenses = payload.lenses;
  const isOn = (lens) => model.get("lenses_on").includes(lens);
  const pane = new AnnotatedPassage({
    payload,
    notes,
    label: say("reader.passage"),
    hint: { label: say("print.notes"), text: (off) => hintFor(notes, lenses, off) },
    announce,
    onOpen: (shown) => {
      model.set("opened", shown);
      model.save_changes();
    },
  });

  const switches = lenses.map((lens) => lensSwitch(lens, notes, () => toggle(lens)));
  function toggle(lens) {
    const on = lenses.filter((other) => (other === lens ? !isOn(other) : isOn(other)));
    model.set("lenses_on", on);
    model.save_changes();
    const n = notes.filter((note) => note.lens === lens).length;
    const name = say(`lens.${lens}`);
    announce(
      isOn(lens) ? say("reader.toggled_on", { lens: name, n }) : say("reader.toggled_off", { lens: name }),
    );
  }
  function refresh() {
    switches.forEach((element, i) => element.setAttribute("aria-pressed", String(isOn(lenses[i]))));
    pane.setOff(lenses.filter((lens) => !isOn(lens)));
  }
  model.on("change:lenses_on", refresh);
  signal.addEventListener("abort", () => {
    model.off("change:lenses_on", refresh);
    pane.destroy();
  });
  watchSelection(model, payload, pane.text, signal);

  const title = say("reader.label", { title: payload.title });
  const bar = node(
    "div",
    { class: "slw-bar", role: "group", "aria-label": say("reader.lenses") },
    ...switches,
  );
  const keys = node("span", { class: "slw-keys" }, `${say("reader.keys")} `);
  const foot = node("p", { class: "slw-foot" }, keys, say("reader.about"));
  const frame = node("div", { class: "slw-reader", role: "group", "aria-label": title });
  const notice = noticeOf(payload);
  if (notice) frame.append(notice);
  if (lenses.length) frame.append(bar, pane.node, foot, region);
  else frame.append(pane.text, region); // a plain passage needs no margin
  root.append(frame);
  refresh();
}

function lensSwitch(lens, notes, onclick) {
  const n = notes.filter((note) => note.lens === lens).length;
  return node(
    "button",
    { type: "button", class: `slw-lens slw-lens-${lens}`, "aria-pressed": "false", on: { click: onclick } },
    node("span", { class: `slw-lens-name slw-u slw-u-${lens}` }, say(`lens.${lens}`)),
    node(
      "span",
      { class: "slw-count" },
      node("span", { "aria-hidden": "true" }, String(n)),
      node("span", { class: "slw-live" }, say("reader.count", { n })),
    ),
  );
}

function hintFor(notes, lenses, off) {
  if (!lenses.length) return "";
  if (lenses.every((lens) => off.has(lens))) return say("reader.hint.off");
  return say(notes.some((note) => !off.has(note.lens)) ? "reader.hint" : "reader.hint.none");
}

// Tell Python which words are selected, in code points of the article.
function watchSelection(model, payload, text, signal) {
  const changed = () => {
    const selection = window.getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const span = [
      offsetOf(payload, text, range.startContainer, range.startOffset),
      offsetOf(payload, text, range.endContainer, range.endOffset),
    ];
    if (span[0] === null || span[1] === null || span[0] >= span[1]) return;
    model.set("selection", { start: span[0], end: span[1], text: quoteOf(payload, [span]) });
    model.save_changes();
  };
  document.addEventListener("selectionchange", debounce(changed, 150), { signal });
}

function debounce(action, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
}

// A place in the page as an offset of the article, or null outside the paragraphs.
function offsetOf(payload, text, container, offset) {
  const element = container.nodeType === Node.TEXT_NODE ? container.parentElement : container;
  const paragraph = element.closest(".slw-text > p");
  const index = [...text.querySelectorAll(":scope > p")].indexOf(paragraph);
  if (index < 0) return null;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(container, offset);
  return payload.blocks[index].start + Array.from(range.toString()).length;
}
