// Answer files: written for download, and read with care when loaded again.

const MAX_ANSWER_BYTES = 2000000;

// pairs: [[task, answer], ...]
function answerFile(pairs) {
  const answers = pairs.map(([task, answer]) => ({
    exercise: task.id,
    exercise_version: task.version,
    passage: task.passage,
    first: answer.first,
    revised: answer.revised ?? null,
  }));
  return JSON.stringify({ format: "slantwise-answers", version: 1, answers }, null, 1) + "\n";
}

// Safari asks first whether to save, and by then a link that is short-lived leads nowhere.
const LINK_LIVES = 60000; // milliseconds

const download = (name, text) => saveFile(name, new Blob([text], { type: "application/json" }));

function saveFile(name, blob) {
  const link = node("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), LINK_LIVES);
}

// The answers in a file: {answers} or {problem}, one line for the learner.
async function readAnswers(file) {
  const refuse = (key) => ({ problem: say(key, { name: file.name }) });
  if (file.size > MAX_ANSWER_BYTES) return refuse("load.too_large");
  let data;
  try {
    data = JSON.parse(await file.text());
  } catch {
    return refuse("load.not_json");
  }
  if (!only(data, ["format", "version", "answers"])) return refuse("load.not_answers");
  const { format, version, answers } = data;
  if (format !== "slantwise-answers" || version !== 1 || !Array.isArray(answers))
    return refuse("load.not_answers");
  const ids = answers.map((answer) => answer?.exercise);
  const sound = answers.every((answer) => only(answer, ANSWER_KEYS, ["revised"]));
  if (!sound || answers.length > 500 || new Set(ids).size !== ids.length) return refuse("load.not_answers");
  return { answers };
}
const ANSWER_KEYS = ["exercise", "exercise_version", "passage", "first"];

// The answer to this exercise in a file: {answer} or {problem}.
async function readAnswerFile(file, payload) {
  const read = await readAnswers(file);
  if (read.problem) return read;
  const own = read.answers.find((answer) => answer.exercise === payload.exercise.id);
  if (!own) return { problem: say("load.no_answer", { name: file.name }) };
  const answer = cleanAnswer(own, payload);
  return answer ? { answer } : { problem: say("load.other_text", { name: file.name }) };
}

// {first, revised} with nothing else in it, or null where it does not fit the exercise.
function cleanAnswer(own, payload) {
  const task = payload.exercise;
  if (own.exercise_version !== task.version || own.passage !== task.passage) return null;
  const clean = (attempt) => kindOf(task).clean(attempt, payload);
  const first = clean(own.first);
  const revised = own.revised == null ? null : clean(own.revised);
  return first && (own.revised == null || revised) ? { first, revised } : null;
}
