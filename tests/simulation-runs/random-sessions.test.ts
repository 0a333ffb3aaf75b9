import { expect, test } from "vitest";
import { AuditError } from "../support/auditor.ts";
import { runRandomSession } from "../support/random-session.ts";
import { PLANTED_BUGS, type PlantedBug } from "../support/random-session-bugs.ts";

const BLOCKS = [0, 1, 2, 3, 4, 5, 6, 7];
const SEEDS_PER_BLOCK = 500;
const SEEDS_FOR_A_BUG = 120;
/** What needs two things to meet shows in fewer sessions. */
const SEEDS_FOR_A_RARE_BUG = 500;
const RARE: ReadonlySet<PlantedBug> = new Set<PlantedBug>(["late-latch", "forgotten-working"]);

function run(seed: number) {
  try {
    return runRandomSession(seed);
  } catch (error) {
    throw new Error(`Reproduce: node --import tsx tests/simulation-runs/run-seed.ts ${seed}`, { cause: error });
  }
}

test.each(BLOCKS)("random sessions keep their books, block %i of 500 seeds", (block) => {
  const seen = {
    amendments: 0,
    orders: 0,
    denied: 0,
    fills: 0,
    restarts: 0,
    released: 0,
    trailed: 0,
    orphans: 0,
    armed: 0,
    resized: 0,
    late: 0,
  };
  const mids = { markouts: 0, missing: 0, toldLate: 0 };
  for (let index = 1; index <= SEEDS_PER_BLOCK; index++) {
    const report = run(block * SEEDS_PER_BLOCK + index);
    seen.amendments += report.amendments;
    seen.orders += report.orders;
    seen.denied += report.denied;
    seen.fills += report.fills;
    seen.restarts += report.restarts;
    seen.released += report.released;
    seen.trailed += report.trailed;
    seen.orphans += report.orphans;
    seen.armed += report.armed;
    seen.resized += report.resized;
    seen.late += report.late;
    mids.markouts += report.markouts;
    mids.missing += report.missing;
    mids.toldLate += report.toldLate;
  }
  // Sessions in which nothing happens prove nothing.
  expect(seen.amendments).toBeGreaterThan(200);
  expect(seen.orders).toBeGreaterThan(3_000);
  expect(seen.denied).toBeGreaterThan(1_000);
  expect(seen.fills).toBeGreaterThan(3_000);
  expect(seen.restarts).toBeGreaterThan(300);
  expect(seen.released).toBeGreaterThan(100);
  expect(seen.trailed).toBeGreaterThan(50);
  expect(seen.orphans).toBeGreaterThan(5);
  expect(seen.armed).toBeGreaterThan(200);
  expect(seen.resized).toBeGreaterThan(50);
  expect(seen.late).toBeGreaterThan(5);
  expect(mids.markouts).toBeGreaterThan(5_000);
  expect(mids.missing).toBeGreaterThan(200);
  expect(mids.toldLate).toBeGreaterThan(20);
});

test("a seed gives the same session every time", () => {
  for (const seed of [3, 19, 44]) expect(run(seed)).toEqual(run(seed));
});

const findings = (bug: PlantedBug): string[] => {
  const found: string[] = [];
  for (let seed = 1; seed <= (RARE.has(bug) ? SEEDS_FOR_A_RARE_BUG : SEEDS_FOR_A_BUG); seed++) {
    try {
      runRandomSession(seed, bug);
    } catch (error) {
      if (error instanceof AuditError) found.push(error.message);
    }
  }
  return found;
};

const TELL_TALE: Readonly<Record<PlantedBug, RegExp>> = {
  "send-before-commit": /sent before it was journaled/,
  "no-deduplication": /was booked twice/,
  "resend-after-timeout": /was sent twice/,
  "skipped-reserve": /reserved is|is free/,
  "ignored-halt": /passed while trading was halted/,
  "early-release": /its trigger is at/,
  "backward-trail": /trailed back/,
  "orphaned-stop": /protects nothing/,
  "unguarded-fill": /lots of \d+ behind its|waits for an entry that is over/,
  "greedy-leg": /that are left/,
  "early-markout": /the books said|told at/,
  "markouts-lost-at-restart": /mids were taken/,
  "late-latch": /left while trading was halted|left after a stop/,
  "stop-lost-at-restart": /passed while trading was halted|passed after a stop/,
  "forgotten-working": /passed after a stop though it adds risk/,
  "repeated-control": /acted twice|placed "/,
};

test.each(PLANTED_BUGS)("the auditor finds the planted bug %s", (bug) => {
  const found = findings(bug).filter((message) => TELL_TALE[bug].test(message));
  expect(found.length).toBeGreaterThan(3);
});
