// What many answers come to: the twin of slantwise/summary.py, which explains the figures.
// Both run tests/vectors/summary.json and must agree to the last digit.

const ENOUGH = 10; // items of each kind, below which nothing can be told
const Z = 1.959963984540054; // the normal quantile of a 95 % interval

// records: [{counts, sides, sure: [[level, right], ...], first, revised}]
function summarise(records) {
  const names = [...new Set(records.flatMap((record) => Object.keys(record.sides)))].sort();
  const own = (side) => records.filter((r) => side in r.sides).map((r) => r.sides[side]);
  const sides = Object.fromEntries(names.map((side) => [side, discernmentOf(own(side))]));
  const known = Object.values(sides)
    .filter((side) => side.enough)
    .map((side) => side.j);
  return {
    answered: records.length,
    discernment: discernmentOf(records.map((record) => record.counts)),
    sides,
    gap: known.length > 1 ? Math.max(...known) - Math.min(...known) : null,
    certainty: certaintyOf(records.flatMap((record) => record.sure)),
    change: changeOf(records),
  };
}

function discernmentOf(counts) {
  const made = { hits: 0, of_hits: 0, alarms: 0, of_alarms: 0 };
  for (const one of counts) for (const name of Object.keys(made)) made[name] += one[name];
  const h = made.of_hits ? made.hits / made.of_hits : null;
  const fa = made.of_alarms ? made.alarms / made.of_alarms : null;
  const rates = { hit_rate: h, false_alarm_rate: fa };
  const enough = made.of_hits >= ENOUGH && made.of_alarms >= ENOUGH;
  if (h === null || fa === null) return { ...made, ...rates, j: null, low: null, high: null, enough };
  const [lowH, highH] = wilson(made.hits, made.of_hits);
  const [lowFa, highFa] = wilson(made.alarms, made.of_alarms);
  const j = h - fa;
  const low = j - Math.sqrt((h - lowH) * (h - lowH) + (highFa - fa) * (highFa - fa));
  const high = j + Math.sqrt((highH - h) * (highH - h) + (fa - lowFa) * (fa - lowFa));
  return { ...made, ...rates, j, low, high, enough };
}

// Wilson's 95 % interval of the proportion n / of.
function wilson(n, of) {
  const p = n / of;
  const scale = 1 + (Z * Z) / of;
  const centre = p + (Z * Z) / (2 * of);
  const half = Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}

function certaintyOf(sure) {
  let total = 0;
  for (const [level, right] of sure) {
    const miss = CHANCE[level] - (right ? 1 : 0);
    total += miss * miss;
  }
  const levels = LEVELS.map((level) =>
    levelOf(
      level,
      sure.filter(([own]) => own === level).map(([, right]) => right),
    ),
  );
  const brier = sure.length ? total / sure.length : null;
  return { n: sure.length, enough: sure.length >= ENOUGH, brier, levels };
}

function levelOf(level, rights) {
  const n = rights.length;
  const right = rights.filter(Boolean).length;
  const made = { level, said: CHANCE[level], n, right };
  if (!n) return { ...made, share: null, low: null, high: null };
  const [low, high] = wilson(right, n);
  return { ...made, share: right / n, low, high };
}

function changeOf(records) {
  const both = records.filter(({ first, revised }) => first !== null && revised !== null);
  let first = 0;
  let revised = 0;
  for (const record of both) {
    first += record.first;
    revised += record.revised;
  }
  const n = both.length;
  return {
    n,
    first: n ? first / n : null,
    revised: n ? revised / n : null,
    better: both.filter((record) => record.revised > record.first).length,
    worse: both.filter((record) => record.revised < record.first).length,
  };
}

// --- before and after: the two sets of short items

const SETS = ["form-a", "form-b"]; // as FORMS in slantwise/classroom/sums.py

// The records of the answers. The first set stays out until the second is done: how many of its
// items are in order would tell its key.
function recordsOf(tasks, answers) {
  const [first, second] = SETS;
  return tasks
    .filter(({ exercise: { id } }) => answers[id] && (id !== first || answers[second]))
    .map(({ exercise }) => recordOf(exercise, answers[exercise.id]));
}

// Both sets, as the first answers had them, or nothing where one of them is missing.
function setsOf(tasks, answers) {
  if (!SETS.every((id) => answers[id])) return [];
  const found = SETS.map((id) => tasks.find(({ exercise }) => exercise.id === id));
  return found.map(({ exercise }) => setOf(recordOf(exercise, answers[exercise.id])));
}

function setOf({ counts, sure }) {
  const certain = sure.filter(([level]) => level === LEVELS.at(-1));
  return { ...counts, certain: certain.length, right: certain.filter(([, right]) => right).length };
}

// --- from an answer to a record

const NO_COUNTS = { hits: 0, of_hits: 0, alarms: 0, of_alarms: 0 };
const countsOf = (figures) =>
  Object.fromEntries(Object.keys(NO_COUNTS).map((name) => [name, figures[name] ?? 0]));

// The twin of slantwise/exercises/records.py.
function recordOf(task, answer) {
  const outcome = checkAttempt(task, answer.first);
  const revised = answer.revised ? checkAttempt(task, answer.revised).score : null;
  const counts = task.kind === "mark" ? marksCounted(outcome.figures) : countsOf(outcome.figures);
  const sides = {};
  for (const [side, own] of Object.entries(outcome.figures.sides ?? {})) sides[side] = countsOf(own);
  if (task.side && counts.of_hits + counts.of_alarms) sides[task.side] ??= counts;
  return { counts, sides, sure: sureOf(task, answer.first, outcome), first: outcome.score, revised };
}

function marksCounted(report) {
  const judged = report.flagged.filter((flag) => flag !== null);
  return {
    hits: report.credit.filter((c) => c >= HALF).length,
    of_hits: report.credit.length,
    alarms: judged.filter(Boolean).length,
    of_alarms: judged.length,
  };
}

// How sure, and whether right: of each item, or of the whole.
function sureOf(task, attempt, outcome) {
  if (task.certainty === "none") return [];
  if (task.certainty === "once") return [[attempt.certainty, outcome.passed]];
  const sure = certainties(attempt);
  return outcome.items
    .filter(({ id, outcome: what }) => what !== "blank" && sure.has(id))
    .map(({ id, outcome: what }) => [sure.get(id), what !== "wrong"]);
}
