import { PLANTED_BUGS } from "../support/planted-bugs.ts";
import { runRandomSession } from "../support/random-session.ts";

/** `node --import tsx tests/simulation-runs/run-seed.ts SEED [PLANTED BUG]`: one session again, as it was. */
const [text = "", wanted] = process.argv.slice(2);
const bug = PLANTED_BUGS.find((name) => name === wanted) ?? null;
if (!/^\d+$/.test(text) || (wanted !== undefined && bug === null)) {
  console.error(`Use run-seed.ts SEED [${PLANTED_BUGS.join(" | ")}].`);
  process.exit(2);
}
try {
  console.log(`seed ${text}: sound`, runRandomSession(Number(text), bug));
} catch (error) {
  console.error(`seed ${text}:`, error);
  process.exitCode = 1;
}
