// A round as the server tells it: the exercise, and from the heat map on what the class did.

// What a screen needs beside the state; what cannot be had now is asked for again.
function makeFetcher({ token }) {
  const held = new Map();
  async function take(name, path) {
    for (let failures = 1; !held.has(name); failures += 1) {
      const made = await call(path, { token });
      if (isGood(made)) held.set(name, made.data);
      else if (isForLater(made)) await new Promise((done) => setTimeout(done, waitAfter(failures, made)));
      else return;
    }
  }
  async function fetchFor({ round, phase, you }) {
    if (phase === "lobby" || phase === "ended") return;
    await take(`exercise ${round}`, `/api/rounds/${round}/exercise`);
    if (phase === "heat" || phase === "readings")
      await take(`${phase} ${round}`, `/api/rounds/${round}/reveal`);
    const kind = held.get(`exercise ${round}`)?.exercise.kind;
    if (phase === "readings" && kind === "rewrite" && you?.committed)
      await take(`own ${round}`, `/api/rounds/${round}/answer`);
  }
  const of = ({ round, phase }) => ({
    payload: held.get(`exercise ${round}`),
    reveal: held.get(`${phase} ${round}`),
    mine: held.get(`own ${round}`),
  });
  const forget = (name) => held.delete(name);
  return { fetch: fetchFor, of, forget };
}
