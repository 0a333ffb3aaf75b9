import { expect, it } from "vitest";
import type { Client } from "../../db/client.ts";
import { commitBatch, RowsMissingError } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import type { AlgorithmPlan, AlgorithmProgress } from "../../server/domain/orders/algorithms/algorithm.ts";
import { EVEN_PACE } from "../../server/domain/orders/algorithms/pace.ts";
import { emptyBatch, makePortfolio } from "./make-batch.ts";
import { withDatabase } from "./with-database.ts";

let owner: Client;
let worker: Client;
withDatabase((roles) => {
  ({ owner, worker } = roles);
});

const START = 1_723_075_200_000;

const aPlan = (id: string, change: Partial<AlgorithmPlan> = {}): AlgorithmPlan => ({
  instrumentId: "BTC-USDT",
  side: "sell",
  quantityLots: 250_000,
  limitTicks: 6_100_000,
  isReduceOnly: true,
  deadlineAt: START + 60_000,
  randomBps: 1_500,
  userId: "ann",
  key: `k-${id}`,
  method: { kind: "vwap", durationMs: 60_000, slices: 3, weights: [7, 0, 12], profile: "history", profileDays: 5 },
  startedAt: START,
  id,
  seed: 4_000_000_000,
  arrivalHalfTicks: 12_350_001,
  ...change,
});

const aProgress = (change: Partial<AlgorithmProgress> = {}): AlgorithmProgress => ({
  ...{ status: "working", ending: null, filledLots: 100, filledUnits: 9_007_199_254_740_993_123n, childCount: 2 },
  ...{ rejectedInRow: 1, sliceCount: 2, targetLots: 20_000, pausedMs: 5, pausedAt: null },
  seen: {
    ...{ lots: 9_007_199_254_740_993n, tickLots: 2n ** 60n, countedLots: 5, halfTickMs: 2n ** 70n, ms: 12 },
    ...{ halfTicks: 12_350_003, at: START + 9, lowHalfTicks: 12_000_000, highHalfTicks: 12_400_000 },
  },
  pace: EVEN_PACE,
  reasonCode: "beyond-limit",
  reason: 'The "market" is beyond its limit price.',
  updatedAt: START + 10,
  ...change,
});

it("keeps algorithms exactly, those that ended too, and refuses to change one that was never started", async () => {
  const id = await makePortfolio(owner);
  const epoch = (await acquireLease(worker, id, "here", 60_000))?.epoch ?? -1;
  const entry = (algorithmId: string, progress: AlgorithmProgress, plan: AlgorithmPlan | null) => ({
    algorithmId,
    instrumentId: "BTC-USDT",
    plan,
    progress,
  });
  const plans = ["a1", "a2", "a10"].map((algorithmId) => aPlan(algorithmId));
  await commitBatch(worker, {
    ...emptyBatch(id, epoch, 1),
    algorithms: plans.map((plan) => entry(plan.id, aProgress(), plan)),
  });
  expect((await loadPortfolioState(worker, id)).algorithms).toEqual(
    plans.map((plan) => ({ plan, progress: aProgress() })),
  );

  const further = aProgress({ status: "paused", pausedAt: START + 20, filledLots: 200, filledUnits: 77 });
  const ended = aProgress({ status: "canceled", ending: "canceled", updatedAt: START + 30 });
  await commitBatch(worker, {
    ...emptyBatch(id, epoch, 2),
    algorithms: [entry("a2", further, null), entry("a1", ended, null)],
  });
  expect((await loadPortfolioState(worker, id)).algorithms.map(({ plan, progress }) => [plan.id, progress])).toEqual([
    ["a1", ended],
    ["a2", further],
    ["a10", aProgress()],
  ]);
  const [row] =
    await owner`select status, quantity, filled_quantity, kind from algorithm_order where portfolio_id = ${id} and id = 'a2'`;
  expect({ ...row }).toEqual({ status: "paused", quantity: "2.50000", filled_quantity: "0.00200", kind: "vwap" });

  const missing = commitBatch(worker, { ...emptyBatch(id, epoch, 3), algorithms: [entry("a9", further, null)] });
  await expect(missing).rejects.toThrow(RowsMissingError);
});
