// Marking words with a highlighter pen: by mouse, by touch, and by keyboard alone.
// Marks are kept as ranges of words [first, last]; the outside sees code points.

function markingPane({ payload, marks, announce, onChange, signal }) {
  const words = payload.words;
  const { nodes, wordNodes, gapNodes } = drawWords(payload);
  const help = node("p", { class: "slw-help", id: uniqueId("help") }, say("exercise.mark.help"), " ", node("span", { class: "slw-keys" }, say("exercise.mark.keys")));
  const text = node(
    "div",
    {
      class: "slw-text slw-marking",
      tabindex: "0",
      role: "application",
      "aria-roledescription": say("exercise.mark.roledescription"),
      "aria-label": say("exercise.mark.passage"),
      "aria-describedby": help.id,
      "data-lm-suppress-shortcuts": "true",
      lang: payload.lang,
    },
    ...nodes,
  );
  const count = node("span", { class: "slw-mark-count" });
  const tools = node(
    "div",
    { class: "slw-tools" },
    toolButton("exercise.mark.mark", () => addSelection()),
    toolButton("exercise.mark.remove", () => removeAtCursor()),
    toolButton("exercise.mark.undo", () => undo()),
    count,
  );
  let ranges = toRanges(words, marks);
  const history = [];
  let cursor = 0;
  let anchor = null; // where an extended selection began
  let dragged = false;

  const say_ = (first, last) => payload.wordText.slice(first, last + 1).join(" ");
  const rangeAt = (i) => ranges.find(([a, b]) => a <= i && i <= b);
  const selected = () => (anchor === null ? [cursor, cursor] : [Math.min(anchor, cursor), Math.max(anchor, cursor)]);

  function refresh() {
    const [from, to] = selected();
    wordNodes.forEach((element, i) => {
      const range = rangeAt(i);
      element.classList.toggle("slw-mine", Boolean(range));
      element.classList.toggle("slw-cursor", i === cursor);
      element.classList.toggle("slw-picked", anchor !== null && i >= from && i <= to);
      gapNodes[i]?.classList.toggle("slw-mine", Boolean(range) && range[1] > i);
      gapNodes[i]?.classList.toggle("slw-picked", anchor !== null && i >= from && i < to);
    });
    count.textContent = ranges.length ? say("exercise.mark.count", { n: ranges.length }) : say("exercise.mark.none");
  }

  function change(next) {
    history.push(ranges);
    ranges = next;
    anchor = null;
    refresh();
    onChange(ranges.map(([a, b]) => [words[a][0], words[b][1]]));
  }

  function add(first, last) {
    change(joinRanges([...ranges, [first, last]]));
    announce(say("exercise.mark.marked", { words: say_(...rangeAt(first)) }));
  }

  function remove(range) {
    change(ranges.filter((other) => other !== range));
    announce(say("exercise.mark.removed", { words: say_(...range) }));
  }

  function addSelection() {
    const native = nativeRange();
    if (native) { window.getSelection().removeAllRanges(); cursor = native[1]; add(...native); } else add(...selected());
  }

  function removeAtCursor() {
    const range = rangeAt(cursor);
    if (range) remove(range);
    else announce(say("exercise.mark.nothing_here"));
  }

  function undo() {
    if (!history.length) { announce(say("exercise.mark.nothing_to_undo")); return; }
    ranges = history.pop();
    refresh();
    onChange(ranges.map(([a, b]) => [words[a][0], words[b][1]]));
    announce(say("exercise.mark.undone", { n: ranges.length }));
  }

  // --- pointer

  // The words under the page's own selection, or null.
  function nativeRange() {
    const selection = window.getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const touched = wordNodes.map((_, i) => i).filter((i) => sharesText(range, wordNodes[i]));
    return touched.length ? [touched[0], touched[touched.length - 1]] : null;
  }

  text.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "mouse") return;
    const native = nativeRange();
    if (!native) return;
    dragged = true; // the click that follows a drag marks nothing more
    setTimeout(() => { dragged = false; }, 0);
    window.getSelection().removeAllRanges();
    cursor = native[1];
    add(...native);
  });
  text.addEventListener("click", (event) => {
    const i = wordNodes.indexOf(event.target.closest?.(".slw-w"));
    if (dragged || i < 0 || !window.getSelection().isCollapsed) return;
    cursor = i;
    const range = rangeAt(i);
    if (range) remove(range);
    else add(i, i);
  });

  // --- keyboard

  function move(to, extend) {
    if (extend) anchor ??= cursor;
    else anchor = null;
    cursor = Math.min(Math.max(to, 0), words.length - 1);
    refresh();
    wordNodes[cursor].scrollIntoView({ block: "nearest" });
    const word = payload.wordText[cursor];
    if (anchor !== null) announce(say("exercise.mark.selected", { words: say_(...selected()) }));
    else announce(say(rangeAt(cursor) ? "exercise.mark.word_marked" : "exercise.mark.word", { word }));
  }

  const sentence = (step) => {
    const starts = payload.sentenceStarts;
    const here = starts.filter((start) => start <= cursor).length - 1;
    if (step < 0 && starts[here] < cursor) return starts[here];
    return starts[here + step] ?? (step < 0 ? 0 : words.length - 1);
  };
  const paragraph = (end) => {
    const own = wordNodes[cursor].parentElement;
    const inside = wordNodes.map((_, i) => i).filter((i) => wordNodes[i].parentElement === own);
    return end ? inside[inside.length - 1] : inside[0];
  };
  // In a text written from right to left the left arrow goes forward.
  const forward = () => (getComputedStyle(wordNodes[cursor].parentElement).direction === "rtl" ? -1 : 1);

  text.addEventListener("keydown", (event) => {
    const key = event.key;
    const command = event.ctrlKey || event.metaKey;
    if (command && key.toLowerCase() === "z" && !event.shiftKey) undo();
    else if (command || event.altKey) return;
    else if (key === "ArrowRight") move(cursor + forward(), event.shiftKey);
    else if (key === "ArrowLeft") move(cursor - forward(), event.shiftKey);
    else if (key === "ArrowDown") move(sentence(1), event.shiftKey);
    else if (key === "ArrowUp") move(sentence(-1), event.shiftKey);
    else if (key === "Home") move(paragraph(false), event.shiftKey);
    else if (key === "End") move(paragraph(true), event.shiftKey);
    else if (key === "Enter" || key === " ") addSelection();
    else if (key === "Delete" || key === "Backspace") removeAtCursor();
    else if (key === "Escape" && anchor !== null) move(cursor, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  text.addEventListener("focus", () => {
    text.classList.add("slw-focused");
    announce(say("exercise.mark.word", { word: payload.wordText[cursor] }));
  });
  text.addEventListener("blur", () => text.classList.remove("slw-focused"));
  signal.addEventListener("abort", () => history.splice(0));
  refresh();
  return { node: node("div", { class: "slw-marker" }, help, node("div", { class: "slw-spread slw-spread-one" }, text), tools), focus: () => text.focus() };
}

// A button that leaves the selection in the text as it is.
function toolButton(key, action) {
  const element = button(say(key), action);
  element.addEventListener("pointerdown", (event) => event.preventDefault());
  return element;
}

// The passage with an element for each word, and one for what stands between two.
function drawWords(payload) {
  const wordNodes = [];
  const gapNodes = [];
  const nodes = payload.blocks.map((block) => {
    const inside = payload.words.filter(([a]) => a >= block.start && a < block.start + codePoints(block).length);
    const pieces = cutBlock(block, inside);
    const children = pieces.map((piece) => {
      if (!piece.covers.length) {
        const gap = node("span", { class: "slw-g" }, piece.text);
        if (wordNodes.length) gapNodes[wordNodes.length - 1] = gap;
        return gap;
      }
      const word = node("span", { class: "slw-w" }, piece.text);
      wordNodes.push(word);
      return word;
    });
    return blockNode(block, children, payload.level);
  });
  payload.wordText = wordNodes.map((element) => element.textContent);
  const starts = payload.sentences.map((at) => payload.words.findIndex(([a]) => a >= at));
  payload.sentenceStarts = [...new Set(starts.filter((i) => i >= 0))];
  return { nodes, wordNodes, gapNodes };
}

// Whether a selection covers at least one letter of a word, not only its edge.
function sharesText(range, word) {
  if (!range.intersectsNode(word)) return false;
  const own = document.createRange();
  own.selectNodeContents(word);
  if (own.compareBoundaryPoints(Range.START_TO_START, range) < 0) own.setStart(range.startContainer, range.startOffset);
  if (own.compareBoundaryPoints(Range.END_TO_END, range) > 0) own.setEnd(range.endContainer, range.endOffset);
  return own.toString() !== "";
}

function toRanges(words, marks) {
  const found = marks.map((span) => [...covered(words, [span])]).filter((inside) => inside.length);
  return joinRanges(found.map((inside) => [inside[0], inside[inside.length - 1]]));
}

// Ranges of words in order; those that overlap or touch become one.
function joinRanges(ranges) {
  const joined = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = joined[joined.length - 1];
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}
