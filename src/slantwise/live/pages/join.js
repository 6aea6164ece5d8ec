// The pupil's page: join with four words, then follow the lesson to its end.

// “Fern, river  OTTER-lamp” and “fern-river-otter-lamp” are the same code.
function codeOfWords(typed) {
  const words =
    typed
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join("-");
}

// The code that a QR code put into the address, or "".
function codeInAddress() {
  try {
    return codeOfWords(decodeURIComponent(window.location.hash.slice(1)));
  } catch {
    return "";
  }
}

function joinPage(root) {
  const { region, announce } = liveRegion();
  const stage = node("div", { class: "lv-stage" });
  const { line, link } = linkLine("live.link.lost");
  const foot = node("footer", { class: "lv-foot" });
  const head = node("header", { class: "lv-head" });
  root.append(head, line, stage, foot, region);
  let running = null;

  function begin(me) {
    running?.stop();
    const left = (message) => askToJoin(message);
    running = new Lesson({ me, head, stage, foot, link, announce, left });
  }
  function askToJoin(message = "") {
    running?.stop();
    running = null;
    link(true);
    head.replaceChildren(brand());
    const old = keptIdentity(); // of a lesson that is over, whose answers may still be saved
    foot.replaceChildren(...(old ? saveButton(old) : []));
    stage.replaceChildren(joinForm(begin, message));
  }

  const me = keptIdentity();
  const code = codeInAddress();
  if (me && (!code || code === me.code)) begin(me);
  else askToJoin();
  window.addEventListener("hashchange", () => {
    const other = codeInAddress();
    if (other && other !== keptIdentity()?.code) askToJoin();
  });
  // Another tab joined, or left: this one does the same.
  window.addEventListener("storage", (event) => {
    if (event.key !== ME && event.key !== null) return;
    const now = keptIdentity();
    if (now) begin(now);
    else askToJoin();
  });
}

const brand = () => node("h1", { class: "lv-brand" }, say("live.brand"));

function joinForm(joined, message) {
  const known = codeInAddress();
  const problem = node("p", { class: "slw-problem", role: "alert" }, message);
  const code = field("code", {
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    maxlength: 80,
    value: known.replaceAll("-", " "),
  });
  const name = field("nickname", { autocomplete: "off", maxlength: 40 });
  const go = node("button", { type: "submit", class: "slw-btn lv-big" }, say("live.join.button"));
  const form = node(
    "form",
    { class: "lv-card lv-form", novalidate: true, on: { submit: send } },
    node("h2", {}, say("live.join.title")),
    node("p", {}, say("live.join.lead")),
    code.node,
    name.node,
    problem,
    go,
    shelf.lost ? node("p", { class: "slw-small" }, say("live.shelf.lost")) : null,
  );
  async function send(event) {
    event.preventDefault();
    problem.textContent = "";
    const words = codeOfWords(code.input.value);
    if (words.split("-").length !== 4) return refuse(say("live.join.four"));
    go.disabled = true;
    const made = await askForPlace(words, name.input.value.trim());
    go.disabled = false;
    if (made.problem) return refuse(made.problem);
    keepIdentity(made.me);
    window.history.replaceState(null, "", window.location.pathname);
    joined(made.me);
  }
  function refuse(text) {
    problem.textContent = text;
    code.input.focus();
  }
  return form;
}

// {me}, or {problem}: one sentence for the pupil.
async function askForPlace(code, nickname) {
  const body = nickname ? { code, nickname } : { code };
  const made = await call("/api/join", { method: "POST", body });
  if (!isGood(made)) return { problem: made.status === 0 ? say("live.join.unreachable") : problemOf(made) };
  const { pupil, pseudonym, token } = made.data;
  return { me: { pupil, pseudonym, token, code } };
}

// A labelled field with a line of help below its label.
function field(name, props) {
  const id = uniqueId(name);
  const help = node("span", { class: "slw-small", id: `${id}-help` }, say(`live.join.${name}.help`));
  const input = node("input", { type: "text", id, "aria-describedby": help.id, class: "lv-field", ...props });
  const label = node("label", { for: id, class: "slw-part-title" }, say(`live.join.${name}`));
  return { input, node: node("div", { class: "lv-labelled" }, label, help, input) };
}

joinPage(document.getElementById("live"));
