// Marking words with a highlighter pen: by mouse, by touch, and by keyboard alone.
// Marks are kept as ranges of words [first, last]; the outside sees code points.

class MarkingPane {
  constructor({ payload, marks, announce, onChange }) {
    Object.assign(this, { payload, announce, onChange });
    Object.assign(this, drawWords(payload)); // nodes, wordNodes, gapNodes
    this.ranges = toRanges(payload.words, marks);
    this.history = [];
    this.cursor = 0;
    this.anchor = null; // where an extended selection began
    this.dragged = false;
    this.build();
    this.listen();
    this.refresh();
  }

  build() {
    const keys = node("span", { class: "slw-keys" }, say("exercise.mark.keys"));
    const help = node("p", { class: "slw-help", id: uniqueId("help") }, say("exercise.mark.help"), " ", keys);
    const role = {
      role: "application",
      "aria-roledescription": say("exercise.mark.roledescription"),
      "aria-label": say("exercise.mark.passage"),
      "aria-describedby": help.id,
    };
    this.text = node(
      "div",
      { class: "slw-text slw-marking", tabindex: "0", lang: this.payload.lang, ...role },
      ...this.nodes,
    );
    this.count = node("span", { class: "slw-mark-count" });
    const tools = node(
      "div",
      { class: "slw-tools" },
      this.toolButton("exercise.mark.mark", (held) => this.addSelection(held)),
      this.toolButton("exercise.mark.remove", () => this.removeAtCursor()),
      this.toolButton("exercise.mark.undo", () => this.undo()),
      this.count,
    );
    const spread = node("div", { class: "slw-spread slw-spread-one" }, this.text);
    this.node = node("div", { class: "slw-marker" }, help, spread, tools);
  }

  // A button that leaves the selection in the text as it is. Where a browser takes it away all
  // the same, as on a tablet, what was selected when the finger came down still counts.
  toolButton(key, action) {
    let held = null;
    const act = () => {
      action(held);
      held = null;
    };
    const element = button(say(key), act);
    element.addEventListener("pointerdown", (event) => {
      held = this.nativeRange();
      event.preventDefault();
    });
    element.addEventListener("mousedown", (event) => event.preventDefault());
    return element;
  }

  listen() {
    this.text.addEventListener("pointerup", (event) => this.onPointerUp(event));
    this.text.addEventListener("click", (event) => this.onClick(event));
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("focus", () => {
      this.text.classList.add("slw-focused");
      this.tellWord();
    });
    this.text.addEventListener("blur", () => this.text.classList.remove("slw-focused"));
  }

  focus() {
    this.text.focus({ preventScroll: true });
  }

  // --- the marks

  spans() {
    return this.ranges.map(([a, b]) => [this.payload.words[a][0], this.payload.words[b][1]]);
  }

  words([first, last]) {
    return this.payload.wordText.slice(first, last + 1).join(" ");
  }

  rangeAt(i) {
    return this.ranges.find(([a, b]) => a <= i && i <= b);
  }

  selected() {
    const from = this.anchor ?? this.cursor;
    return [Math.min(from, this.cursor), Math.max(from, this.cursor)];
  }

  refresh() {
    const [from, to] = this.selected();
    const extended = this.anchor !== null;
    this.wordNodes.forEach((element, i) => {
      const range = this.rangeAt(i);
      const gap = this.gapNodes[i];
      element.classList.toggle("slw-mine", Boolean(range));
      element.classList.toggle("slw-cursor", i === this.cursor);
      element.classList.toggle("slw-picked", extended && i >= from && i <= to);
      gap?.classList.toggle("slw-mine", Boolean(range) && range[1] > i);
      gap?.classList.toggle("slw-picked", extended && i >= from && i < to);
    });
    const n = this.ranges.length;
    this.count.textContent = n ? say("exercise.mark.count", { n }) : say("exercise.mark.none");
  }

  change(ranges) {
    this.history.push(this.ranges);
    this.ranges = ranges;
    this.anchor = null;
    this.refresh();
    this.onChange(this.spans());
  }

  add(first, last) {
    this.change(joinRanges([...this.ranges, [first, last]]));
    this.announce(say("exercise.mark.marked", { words: this.words(this.rangeAt(first)) }));
  }

  remove(range) {
    this.change(this.ranges.filter((other) => other !== range));
    this.announce(say("exercise.mark.removed", { words: this.words(range) }));
  }

  addSelection(held = null) {
    const native = this.nativeRange() ?? held;
    if (native) this.addNative(native);
    else this.add(...this.selected());
  }

  removeAtCursor() {
    const range = this.rangeAt(this.cursor);
    if (range) this.remove(range);
    else this.announce(say("exercise.mark.nothing_here"));
  }

  undo() {
    if (!this.history.length) {
      this.announce(say("exercise.mark.nothing_to_undo"));
      return;
    }
    this.ranges = this.history.pop();
    this.refresh();
    this.onChange(this.spans());
    this.announce(say("exercise.mark.undone", { n: this.ranges.length }));
  }

  // --- pointer

  // The words under the page's own selection, or null.
  nativeRange() {
    const selection = window.getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.text.contains(range.commonAncestorContainer)) return null;
    const touched = this.wordNodes.map((_, i) => i).filter((i) => sharesText(range, this.wordNodes[i]));
    return touched.length ? [touched[0], touched[touched.length - 1]] : null;
  }

  addNative([first, last]) {
    window.getSelection().removeAllRanges();
    this.cursor = last;
    this.add(first, last);
  }

  onPointerUp(event) {
    const native = event.pointerType === "mouse" && this.nativeRange();
    if (!native) return;
    this.dragged = true; // the click that follows a drag marks nothing more
    setTimeout(() => {
      this.dragged = false;
    }, 0);
    this.addNative(native);
  }

  onClick(event) {
    const i = this.wordNodes.indexOf(event.target.closest?.(".slw-w"));
    if (this.dragged || i < 0 || !window.getSelection().isCollapsed) return;
    this.cursor = i;
    const range = this.rangeAt(i);
    if (range) this.remove(range);
    else this.add(i, i);
  }

  // --- keyboard

  onKey(event) {
    const { key, shiftKey } = event;
    const command = event.ctrlKey || event.metaKey;
    const to = this.target(key);
    if (command && key.toLowerCase() === "z" && !shiftKey) this.undo();
    else if (command || event.altKey) return;
    else if (to !== undefined) this.move(to, shiftKey);
    else if (key === "Enter" || key === " ") this.addSelection();
    else if (key === "Delete" || key === "Backspace") this.removeAtCursor();
    else if (key === "Escape" && this.anchor !== null) this.move(this.cursor, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The word that a key leads to, or undefined for another key.
  target(key) {
    // In a text written from right to left the left arrow goes forward.
    const style = getComputedStyle(this.wordNodes[this.cursor].parentElement);
    const forward = style.direction === "rtl" ? -1 : 1;
    if (key === "ArrowRight") return this.cursor + forward;
    if (key === "ArrowLeft") return this.cursor - forward;
    if (key === "ArrowDown") return this.sentence(1);
    if (key === "ArrowUp") return this.sentence(-1);
    if (key === "Home" || key === "End") return this.paragraphEdge(key === "End");
    return undefined;
  }

  sentence(step) {
    const starts = this.payload.sentenceStarts;
    const here = starts.filter((start) => start <= this.cursor).length - 1;
    if (step < 0 && starts[here] < this.cursor) return starts[here];
    return starts[here + step] ?? (step < 0 ? 0 : this.wordNodes.length - 1);
  }

  paragraphEdge(end) {
    const own = this.wordNodes[this.cursor].parentElement;
    const inside = this.wordNodes.map((_, i) => i).filter((i) => this.wordNodes[i].parentElement === own);
    return end ? inside[inside.length - 1] : inside[0];
  }

  move(to, extend) {
    this.anchor = extend ? (this.anchor ?? this.cursor) : null;
    this.cursor = Math.min(Math.max(to, 0), this.wordNodes.length - 1);
    this.refresh();
    this.wordNodes[this.cursor].scrollIntoView({ block: "nearest" });
    if (extend) this.announce(say("exercise.mark.selected", { words: this.words(this.selected()) }));
    else this.tellWord();
  }

  tellWord() {
    const key = this.rangeAt(this.cursor) ? "exercise.mark.word_marked" : "exercise.mark.word";
    this.announce(say(key, { word: this.payload.wordText[this.cursor] }));
  }
}

// The passage with an element for each word, and one for what stands between two.
function drawWords(payload) {
  const wordNodes = [];
  const gapNodes = [];
  const nodes = payload.blocks.map((block) => {
    const inside = payload.words.filter(
      ([a]) => a >= block.start && a < block.start + codePoints(block).length,
    );
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
  if (own.compareBoundaryPoints(Range.START_TO_START, range) < 0)
    own.setStart(range.startContainer, range.startOffset);
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
