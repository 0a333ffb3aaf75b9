import { afterAll, expect, test } from "vitest";
import { coreSeconds } from "../benchmarks/core-seconds.ts";
import { runRandomSession } from "../support/random-session.ts";
import { root } from "../support/run-step.ts";
import { commitOf, freshSeeds, SEEDS_THAT_FAILED } from "./seeds.ts";

const BLOCKS = [0, 1, 2]; // About 40 s of one core.
const SEEDS_PER_BLOCK = 500;
/** Fresh ones with every commit, as many as a core computes in less than a minute. */
const COMMIT = commitOf(root);
const FRESH = freshSeeds(COMMIT, BLOCKS.length * SEEDS_PER_BLOCK);

function run(seed: number) {
  try {
    return runRandomSession(seed);
  } catch (error) {
    throw new Error(`Reproduce: node --import tsx tests/simulation-runs/run-seed.ts ${seed}`, { cause: error });
  }
}

/** Sessions in which nothing happens prove nothing: what 500 of them must see on average. */
const LEAST_SEEN = {
  amendments: 40,
  replaced: 4,
  guards: 40,
  takenOver: 1,
  changedThere: 20,
  orders: 3_000,
  denied: 1_000,
  fills: 3_000,
  restarts: 300,
  released: 40,
  wholes: 5,
  trailed: 20,
  orphans: 1,
  armed: 60,
  resized: 20,
  late: 1,
  markouts: 5_000,
  missing: 60,
  toldLate: 5,
  algorithmOrders: 150,
  funded: 20,
  liquidated: 1,
  reduced: 2,
  marginMoves: 5,
  relieved: 100,
  reversals: 10,
  reversalsOfSides: 2,
  hedgeOrders: 60,
  selfTrades: 10,
  forcedTrades: 5,
  interest: 10,
  marginJudged: 1_500,
  liquidationsJudged: 5,
  debtsJudged: 800,
  salesJudged: 2,
  loansJudged: 200,
};

const seen = Object.fromEntries(Object.keys(LEAST_SEEN).map((name) => [name, 0]));
let seconds = 0;
let sessions = 0;

afterAll(() => {
  const pace = Math.round((sessions / seconds) * 60).toLocaleString("en");
  console.log(
    `  random sessions of commit ${COMMIT.slice(0, 7)}: seeds ${FRESH[0]} to ${FRESH.at(-1)}, ${sessions} in`,
  );
  console.log(
    `  ${seconds.toFixed(1)} s of one core, ${pace} a minute; and ${SEEDS_THAT_FAILED.length} that failed once`,
  );
});

test("seeds are fresh with each commit, and the same wherever it is checked out", () => {
  expect(freshSeeds("a", 3)).toEqual(freshSeeds("a", 3));
  expect(freshSeeds("a", 1)).not.toEqual(freshSeeds("b", 1));
  expect(new Set(FRESH).size).toBe(FRESH.length);
  expect(FRESH.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  expect(commitOf("/")).toBe("no commit");
});

test("seeds that failed once are sound", () => {
  for (const seed of SEEDS_THAT_FAILED) run(seed);
});

test.each(BLOCKS)("random sessions keep their books, block %i of 500 fresh seeds", (block) => {
  const elapsed = coreSeconds();
  for (let index = 0; index < SEEDS_PER_BLOCK; index++) {
    const report = run(FRESH[block * SEEDS_PER_BLOCK + index] ?? 0);
    for (const name of Object.keys(LEAST_SEEN) as (keyof typeof LEAST_SEEN)[])
      seen[name] = (seen[name] ?? 0) + report[name];
  }
  seconds += elapsed();
  sessions += SEEDS_PER_BLOCK;
});

test.each(Object.entries(LEAST_SEEN))("among the fresh seeds there are enough %s", (name, least) => {
  expect(seen[name]).toBeGreaterThan(least * BLOCKS.length);
});

test("a seed gives the same session every time", () => {
  for (const seed of [3, 19, 44]) expect(run(seed)).toEqual(run(seed));
});
