// The one entrance for every host: JupyterLab's anywidget, and the static page's shim.

const VIEWS = { reader: readerView, exercise: exerciseView, marker: markerView, summary: summaryView, own: ownView };

function render({ model, el }) {
  const stop = new AbortController();
  const root = node("div", { class: "slw" });
  el.append(root);
  VIEWS[model.get("view")]({ model, root, signal: stop.signal });
  return () => {
    stop.abort();
    root.remove();
  };
}

// A passage to mark freely, for a notebook: the marks reach Python as they are made.
function markerView({ model, root, signal }) {
  const payload = model.get("payload");
  const { region, announce } = liveRegion();
  const frame = node("div", {
    class: "slw-reader",
    role: "group",
    "aria-label": say("reader.label", { title: payload.title }),
  });
  const notice = noticeOf(payload);
  root.append(frame);
  let own = model.get("marks");
  const onChange = (marks) => {
    own = marks;
    model.set("marks", marks);
    model.save_changes();
  };
  const draw = () => {
    const pane = new MarkingPane({ payload, marks: model.get("marks"), announce, onChange });
    frame.replaceChildren(...[notice, pane.node, region].filter(Boolean));
  };
  const changed = () => {
    if (model.get("marks") !== own) draw();
  };
  model.on("change:marks", changed);
  signal.addEventListener("abort", () => model.off("change:marks", changed));
  draw();
}
