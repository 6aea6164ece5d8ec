// Answer files: written for download, and read with care when loaded again.

const MAX_ANSWER_BYTES = 2000000;

function answerFile(task, answer) {
  const own = {
    exercise: task.id,
    exercise_version: task.version,
    passage: task.passage,
    first: answer.first,
    revised: answer.revised ?? null,
  };
  return JSON.stringify({ format: "slantwise-answers", version: 1, answers: [own] }, null, 1) + "\n";
}

function download(name, text) {
  const link = node("a", {
    href: URL.createObjectURL(new Blob([text], { type: "application/json" })),
    download: name,
  });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// The answer to this exercise in a file: {answer} or {problem}, one line for the learner.
async function readAnswerFile(file, payload) {
  const task = payload.exercise;
  const refuse = (key) => ({ problem: say(key, { name: file.name }) });
  if (file.size > MAX_ANSWER_BYTES) return refuse("load.too_large");
  let data;
  try {
    data = JSON.parse(await file.text());
  } catch {
    return refuse("load.not_json");
  }
  if (data?.format !== "slantwise-answers" || data.version !== 1 || !Array.isArray(data.answers))
    return refuse("load.not_answers");
  const own = data.answers.find((answer) => answer?.exercise === task.id);
  if (!own) return refuse("load.no_answer");
  if (own.exercise_version !== task.version || own.passage !== task.passage) return refuse("load.other_text");
  const first = cleanAttempt(own.first, payload);
  const revised = own.revised == null ? null : cleanAttempt(own.revised, payload);
  if (!first || (own.revised != null && !revised)) return refuse("load.other_text");
  return { answer: { first, revised } };
}

// An attempt with nothing in it but what an attempt holds, or null where it does not fit.
function cleanAttempt(attempt, payload) {
  if (![1, 2, 3].includes(attempt?.certainty) || !Array.isArray(attempt.marks) || attempt.marks.length > 2000)
    return null;
  const marks = attempt.marks.map((mark) => cleanMark(mark, payload));
  return marks.includes(null) ? null : { marks, certainty: attempt.certainty };
}

function cleanMark(mark, payload) {
  const { start, end, quote } = mark ?? {};
  const whole = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end;
  if (!whole || typeof quote !== "string" || rawText(payload, start, end) !== quote) return null;
  return { start, end, quote };
}

// The verbatim words at these code points, or null where they leave the passage.
function rawText(payload, start, end) {
  const base = payload.passageStart;
  const points = (payload.passagePoints ??= Array.from(payload.passageText));
  return start < base || end > base + points.length ? null : points.slice(start - base, end - base).join("");
}

const attemptOf = (payload, spans, certainty) => ({
  marks: spans.map(([start, end]) => ({ start, end, quote: rawText(payload, start, end) })),
  certainty,
});
