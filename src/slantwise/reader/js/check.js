// Checking an attempt of any kind: the twin of slantwise/scoring_items.py, which explains
// the figures. Both run tests/vectors/items.json and must agree to the last digit.

const CHANCE = { 1: 0.5, 2: 0.75, 3: 0.9 };

// {score, passed, points, items: [{id, outcome}], figures}; null is what the page cannot tell.
function checkAttempt(task, attempt) {
  if (task.kind === "rewrite") return { score: null, passed: null, points: null, items: [], figures: {} };
  if (task.kind === "reflect")
    return { score: null, passed: attempt.text.trim() !== "", points: null, items: [], figures: {} };
  const graded = GRADERS[task.kind](task, attempt);
  const passed = graded.score >= task.pass;
  const points =
    task.certainty === "each"
      ? pointsOfItems(graded.items, certainties(attempt))
      : certaintyPoints(passed, attempt.certainty);
  return { ...graded, passed, points };
}

const GRADERS = {
  mark: gradeMarks,
  classify: gradeChoices,
  ladder: gradeChoices,
  mirror: gradeChoices,
  order: gradeOrder,
  trace: gradeTrace,
  dossier: gradeDossier,
};

function gradeMarks(task, attempt) {
  const report = compare(
    task.key,
    attempt.marks.map(({ start, end }) => [start, end]),
  );
  return { score: report.score, items: [], figures: report };
}

const certainties = (attempt) =>
  new Map(attempt.choices.filter((c) => c.certainty).map((c) => [c.item, c.certainty]));

function pointsOfItems(items, sure) {
  let points = 0;
  for (const { id, outcome } of items)
    if (outcome !== "blank" && sure.has(id)) points += certaintyPoints(outcome !== "wrong", sure.get(id));
  return points;
}

// --- labels for items

const accepts = (item, label) => label === item.key || item.also.includes(label);

function gradeChoices(task, attempt) {
  const given = new Map(attempt.choices.map((c) => [c.item, c.choice]));
  const asks = new Set(task.labels.filter((label) => label.asks).map((label) => label.id));
  const items = task.items.map((item) => ({ id: item.id, outcome: choiceOutcome(item, given.get(item.id)) }));
  const right = items.filter(({ outcome }) => outcome === "right" || outcome === "accepted").length;
  const sides = sidesOf(task.items, asks, given);
  const score = choiceScore(task, given, right, sides);
  const brier = brierOf(items, certainties(attempt));
  const gap = gapOf(sides);
  const figures = { right, of: items.length, ...tally(task.items, asks, given), brier, sides, gap };
  return { score, items, figures };
}

function choiceOutcome(item, label) {
  if (label === undefined) return "blank";
  if (label === item.key) return "right";
  return accepts(item, label) ? "accepted" : "wrong";
}

function choiceScore(task, given, right, sides) {
  const { items, kind } = task;
  const labels = task.labels.map((label) => label.id);
  if (kind === "mirror")
    return Math.max(0, Math.min(...Object.values(sides).map((side) => side.discernment ?? 0)));
  if (kind === "ladder") {
    const total = (of) => items.reduce((sum, item) => sum + rungCost(labels, item, of(item)), 0);
    const lazy = Math.min(...labels.map((label) => total(() => label)));
    return Math.max(0, 1 - total((item) => given.get(item.id)) / lazy);
  }
  const best = Math.max(...labels.map((label) => items.filter((item) => accepts(item, label)).length));
  return Math.max(0, (right - best) / (items.length - best));
}

// The square of the rungs to the nearest accepted one; the worst for no answer.
function rungCost(labels, item, label) {
  const accepted = [item.key, ...item.also].map((id) => labels.indexOf(id));
  const rungs = label === undefined ? [...labels.keys()] : [labels.indexOf(label)];
  return Math.max(...rungs.map((rung) => Math.min(...accepted.map((a) => Math.abs(rung - a))) ** 2));
}

function tally(items, asks, given) {
  const counts = { hits: 0, of_hits: 0, alarms: 0, of_alarms: 0 };
  for (const item of items) {
    const flawed = asks.has(item.key);
    if (!asks.size || item.also.some((label) => asks.has(label) !== flawed)) continue;
    const flag = asks.has(given.get(item.id));
    counts[flawed ? "of_hits" : "of_alarms"] += 1;
    if (flag) counts[flawed ? "hits" : "alarms"] += 1;
  }
  const hitRate = counts.of_hits ? counts.hits / counts.of_hits : null;
  const alarmRate = counts.of_alarms ? counts.alarms / counts.of_alarms : null;
  const discernment = hitRate === null || alarmRate === null ? null : hitRate - alarmRate;
  return { ...counts, hit_rate: hitRate, false_alarm_rate: alarmRate, discernment };
}

function sidesOf(items, asks, given) {
  const names = [...new Set(items.map((item) => item.side).filter(Boolean))];
  const own = (side) => items.filter((item) => item.side === side);
  return Object.fromEntries(names.map((side) => [side, tally(own(side), asks, given)]));
}

function gapOf(sides) {
  const found = Object.values(sides).map((side) => side.discernment);
  return found.length === 2 && !found.includes(null) ? Math.abs(found[0] - found[1]) : null;
}

function brierOf(items, sure) {
  let total = 0;
  let n = 0;
  for (const { id, outcome } of items) {
    if (outcome === "blank" || !sure.has(id)) continue;
    const miss = CHANCE[sure.get(id)] - (outcome === "wrong" ? 0 : 1);
    total += miss * miss;
    n += 1;
  }
  return n ? total / n : null;
}

// --- an order

function gradeOrder(task, attempt) {
  const rank = new Map(task.steps.map((step) => [step.id, step.rank]));
  const lazy = longestRun(task.steps.map((step) => step.rank)).length;
  const run = longestRun(attempt.order.map((id) => rank.get(id)));
  const items = attempt.order.map((id, i) => ({ id, outcome: run.includes(i) ? "right" : "wrong" }));
  const score = Math.max(0, (run.length - lazy) / (task.steps.length - lazy));
  return { score, items, figures: { run: run.length, of: task.steps.length } };
}

// The positions of the longest run that never goes back, the earliest of several.
function longestRun(ranks) {
  const length = ranks.map(() => 1);
  const before = ranks.map(() => -1);
  ranks.forEach((rank, i) => {
    for (let j = 0; j < i; j += 1) {
      if (ranks[j] <= rank && length[j] + 1 > length[i]) {
        length[i] = length[j] + 1;
        before[i] = j;
      }
    }
  });
  const found = [];
  for (let at = length.indexOf(Math.max(...length)); at >= 0; at = before[at]) found.unshift(at);
  return found;
}

// --- a trace

function gradeTrace(task, attempt) {
  const picked = new Set(attempt.links);
  const measure = (chosen) => {
    const found = task.links.filter((link) => link.part && chosen.has(link.id)).length;
    return (2 * found) / (chosen.size + task.links.filter((link) => link.part).length);
  };
  const lazy = measure(new Set(task.links.map((link) => link.id)));
  const f = Math.max(0, (measure(picked) - lazy) / (1 - lazy));
  const right = task.changes.find((change) => change.right).id;
  const kind = attempt.change === null ? "blank" : attempt.change === right ? "right" : "wrong";
  const outcome = (link) =>
    picked.has(link.id) ? (link.part ? "right" : "wrong") : link.part ? "missed" : "left";
  const items = task.links.map((link) => ({ id: link.id, outcome: outcome(link) }));
  items.push({ id: "change", outcome: kind });
  return { score: (f + (kind === "right" ? 1 : 0)) / 2, items, figures: { f, change: kind === "right" } };
}

// --- a dossier

function gradeDossier(task, attempt) {
  const useful = task.cards.filter((card) => card.relevant && attempt.opened.includes(card.id));
  const independent = useful.some((card) => card.independent);
  const origins = new Set(useful.map((card) => card.origin)).size >= 2;
  const verdict = task.verdicts.find((one) => one.id === attempt.verdict);
  const said = !verdict ? "blank" : verdict.right ? "right" : verdict.accepted ? "accepted" : "wrong";
  const good = said === "right" || said === "accepted";
  const score = (Number(independent) + Number(origins) + 2 * Number(good)) / 4;
  const whether = (yes) => (yes ? "right" : "wrong");
  const items = [
    ...task.cards.map(({ id }) => ({ id, outcome: attempt.opened.includes(id) ? "opened" : "closed" })),
    { id: "independent", outcome: whether(independent) },
    { id: "origins", outcome: whether(origins) },
    { id: "verdict", outcome: said },
  ];
  return { score, items, figures: { opened: attempt.opened.length, independent, origins, verdict: good } };
}
