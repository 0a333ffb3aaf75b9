import { expect, test } from "vitest";
import { type FlattenReport, runFlatten } from "../support/flatten-session.ts";

const SEEDS = 10;

function run(seed: number): FlattenReport {
  try {
    return runFlatten(seed);
  } catch (error) {
    throw new Error(`Seed ${seed} of the flatten session`, { cause: error });
  }
}

test("forty positions are flattened at a venue that refuses, times out, fills in part and lets fills cross cancels", () => {
  const seen = { refused: 0, lost: 0, partial: 0, cancelsRefused: 0, crossed: 0, stopped: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    const report = run(seed);
    expect(report.left, `seed ${seed} after ${report.turns} turns`).toBe(0);
    for (const key of Object.keys(seen) as (keyof typeof seen)[]) seen[key] += report[key];
  }
  // A venue that behaves would prove nothing.
  for (const [name, count] of Object.entries(seen)) expect(count, name).toBeGreaterThan(SEEDS);
});
