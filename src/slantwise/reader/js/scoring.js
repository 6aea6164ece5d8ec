// Comparing marks with a key: the twin of slantwise/scoring.py, which explains the figures.
// Both run tests/vectors/scoring.json and must agree to the last digit.

const HALF = 0.5;
const CERTAINTY = { 1: [1, 0], 2: [2, -2], 3: [3, -6] };

// key: {words, core, contestable, fair}, each a list of [start, end); marks: the same.
function compare(key, marks) {
  const { core, neutral } = zonesOf(key);
  const marked = covered(key.words, mergeSpans(marks));
  const everything = new Set(key.words.keys());
  const credit = key.core.map((unit) => creditOf([...covered(key.words, [unit])], marked));
  const own = fMeasure(marked, core, neutral, credit);
  const fAll = fMeasure(
    everything,
    core,
    neutral,
    credit.map(() => 1),
  ).f;
  const flagged = key.fair.map((unit) => flaggedOf(key, unit, marked, core, neutral));
  const counted = flagged.filter((x) => x !== null);
  const hitRate = credit.filter((c) => c >= HALF).length / credit.length;
  const alarms = counted.length ? counted.filter(Boolean).length / counted.length : null;
  const fair = covered(key.words, key.fair);
  const wrong = [...marked].filter((i) => !core.has(i) && !neutral.has(i) && !fair.has(i));
  return {
    credit,
    flagged,
    disputed: key.contestable.map((unit) => intersects(covered(key.words, [unit]), marked)),
    beyond: wrong.length,
    precision: own.precision,
    recall: own.recall,
    f: own.f,
    f_all: fAll,
    score: Math.max(0, (own.f - fAll) / (1 - fAll)),
    hit_rate: hitRate,
    false_alarm_rate: alarms,
    discernment: alarms === null ? null : hitRate - alarms,
  };
}

function certaintyPoints(right, level) {
  return CERTAINTY[level][right ? 0 : 1];
}

function mergeSpans(spans) {
  const merged = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged[merged.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

// The positions, in order, of the words that any of the spans touches.
function covered(words, spans) {
  const found = new Set();
  for (const [start, end] of spans) {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle][1] <= start) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < words.length && words[i][0] < end; i += 1) found.add(i);
  }
  return found;
}

function intersects(a, b) {
  for (const x of a) if (b.has(x)) return true;
  return false;
}

// The core words, and the words that are never penalised.
function zonesOf(key) {
  const core = covered(key.words, key.core);
  const neutral = covered(key.words, key.contestable);
  for (const i of core) {
    if (i > 0) neutral.add(i - 1);
    if (i + 1 < key.words.length) neutral.add(i + 1);
  }
  for (const i of core) neutral.delete(i);
  if (!core.size || key.core.some((unit) => !covered(key.words, [unit]).size)) {
    throw new Error("the key needs core units, each with at least one word");
  }
  if (core.size + neutral.size === key.words.length) {
    throw new Error("the key leaves no word that would be wrong to mark");
  }
  return { core, neutral };
}

// The share of a unit's words that are marked; the first and the last are forgiven.
function creditOf(unit, marked) {
  const last = unit.length - 1;
  if (last === 0) return marked.has(unit[0]) ? 1 : 0;
  const found = new Set(unit.filter((i) => marked.has(i)));
  if (marked.has(unit[1])) found.add(unit[0]);
  if (marked.has(unit[last - 1])) found.add(unit[last]);
  return found.size / unit.length;
}

function fMeasure(marked, core, neutral, credit) {
  let judged = 0;
  let right = 0;
  for (const i of marked) {
    if (!neutral.has(i)) judged += 1;
    if (core.has(i)) right += 1;
  }
  const precision = judged ? right / judged : 0;
  let total = 0;
  for (const value of credit) total += value;
  const recall = total / credit.length;
  const both = precision + recall;
  return { precision, recall, f: both ? (2 * precision * recall) / both : 0 };
}

// Whether marks touch a fair unit in a word that counts; null if none of its words counts.
function flaggedOf(key, unit, marked, core, neutral) {
  const counting = [...covered(key.words, [unit])].filter((i) => !core.has(i) && !neutral.has(i));
  return counting.length ? counting.some((i) => marked.has(i)) : null;
}
