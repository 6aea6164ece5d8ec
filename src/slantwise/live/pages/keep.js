// What this browser keeps of a lesson: who one is, and for each round the draft and what was
// committed. Another tab of the same pupil reads the same shelf, and follows it.

const LIVE = "slantwise:live:";
const ME = `${LIVE}me`;
const shelf = storage() ?? lostShelf();

// Where a browser keeps nothing, the page at least remembers while it is open.
function lostShelf() {
  const held = new Map();
  return {
    lost: true,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, text) => held.set(key, text),
    removeItem: (key) => held.delete(key),
    keys: () => [...held.keys()],
  };
}

const shelfKeys = () =>
  (shelf.lost ? shelf.keys() : Object.keys(shelf)).filter((key) => key.startsWith(LIVE));

function putOnShelf(key, thing) {
  try {
    shelf.setItem(key, JSON.stringify(thing));
  } catch {
    return false; // full, or refused
  }
  return true;
}

const clearShelf = () => shelfKeys().forEach((key) => shelf.removeItem(key));

// {pupil, pseudonym, token, code}, or null.
function keptIdentity() {
  const me = stored(shelf, ME);
  return typeof me.token === "string" && me.pupil !== undefined ? me : null;
}

// A new lesson on a shared tablet begins with an empty shelf.
function keepIdentity(me) {
  clearShelf();
  putOnShelf(ME, me);
}

const roundKey = (me, round) => `${LIVE}${me.pupil}:${round}`;

// {round, task, draft, first, revised, ticked, sent: {first, revised}, refused: {first, revised}};
// what is refused has the server's code and message.
function keptRound(me, round, payload) {
  const kept = stored(shelf, roundKey(me, round));
  const { id, version, passage, kind } = payload.exercise;
  const fresh = { round, task: { id, version, passage, kind }, sent: {}, refused: {} };
  if (kept.task?.id !== id || kept.task?.version !== version || kept.task?.passage !== passage)
    return { ...fresh, ...newAnswer(payload) };
  const usableWork = kindOf(payload.exercise).usable(kept.draft?.work, payload);
  const draft = usableWork ? { ...newDraft(payload), ...kept.draft } : newDraft(payload);
  return { ...fresh, first: null, revised: null, ...kept, draft };
}

const keepRound = (me, record) => putOnShelf(roundKey(me, record.round), record);

function allRounds(me) {
  const own = `${LIVE}${me.pupil}:`;
  return shelfKeys()
    .filter((key) => key.startsWith(own))
    .map((key) => stored(shelf, key))
    .sort((a, b) => a.round - b.round);
}

// The answers of all rounds, as pairs for an answer file; of an exercise done twice, the later one.
function answersToSave(me) {
  const pairs = allRounds(me)
    .filter(({ first }) => first)
    .map((record) => [record.task.id, [record.task, withTicks(record)]]);
  return [...new Map(pairs).values()];
}

// Free words come with a list to tick, which opens after the commit and is sent to nobody.
function withTicks({ task, first, revised, ticked }) {
  if (task.kind !== "reflect" || !ticked) return { first, revised };
  return revised ? { first, revised: { ...revised, ticked } } : { first: { ...first, ticked }, revised };
}

function saveAnswers(me) {
  download("slantwise-lesson.json", answerFile(answersToSave(me)));
}

// --- what is committed is sent until the server says that it has it

// changed(record) hears each record that was taken or refused, link(good) how the network is.
function makeOutbox(me, changed, link) {
  const bell = makeBell();
  let running = false;
  const open = () =>
    allRounds(me).flatMap((record) =>
      ["first", "revised"].filter((stage) => isUnsent(record, stage)).map((stage) => ({ record, stage })),
    );
  async function run() {
    let failures = 0;
    for (let [next] = open(); next; [next] = open()) {
      const made = await sendAttempt(me, next.record, next.stage);
      link(made.status !== 0);
      if (isForLater(made) || isUntimely(made)) await bell.wait(waitAfter((failures += 1), made));
      else if (made.status === 401) return;
      else {
        failures = 0;
        changed(settle(me, next.record.round, next.stage, made));
      }
    }
  }
  async function kick() {
    bell.ring();
    if (running) return;
    running = true;
    await run();
    running = false;
  }
  return { kick };
}

const isUnsent = (record, stage) => record[stage] && !record.sent[stage] && !record.refused[stage];
const isUntimely = (made) => made.status === 409 && codeOf(made) === "paused";

function sendAttempt(me, record, stage) {
  const { id, version, passage } = record.task;
  const answer = { exercise: id, exercise_version: version, passage, first: record.first };
  if (stage === "revised") answer.revised = record.revised;
  const path = `/api/rounds/${record.round}/answer`;
  return call(path, { method: "PUT", token: me.token, body: { ...answer, stage } });
}

// A round that was closed too early and is open again takes what came too late before.
function tryAgain(me, round) {
  const record = stored(shelf, roundKey(me, round));
  if (record.refused?.first?.code !== "not_open_first") return;
  delete record.refused.first;
  keepRound(me, record);
}

// Write down what became of an attempt; the record may have moved on while it was on its way.
function settle(me, round, stage, made) {
  const record = stored(shelf, roundKey(me, round));
  const good = isGood(made);
  record.sent = { ...record.sent, ...(good ? { [stage]: true } : {}) };
  record.refused = {
    ...record.refused,
    ...(good ? {} : { [stage]: { code: codeOf(made), message: problemOf(made) } }),
  };
  keepRound(me, record);
  return record;
}
