import { expect, it } from "vitest";
import type { Client } from "../../db/client.ts";
import { commitBatch, RowsMissingError } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { readMid } from "../../db/queries/markout-row.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import { MARKOUT_HORIZONS_MS } from "../../server/domain/execution-quality/markout.ts";
import type { Mid } from "../../server/domain/execution-quality/mid.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { aFill, anOrder, emptyBatch, makePortfolio } from "./make-batch.ts";
import { withDatabase } from "./with-database.ts";

let owner: Client;
let worker: Client;
withDatabase((roles) => {
  ({ owner, worker } = roles);
});

const MIDS: readonly Mid[] = [
  { halfTicks: 12_367_527, ageMs: 12 },
  { halfTicks: 12_367_526, ageMs: 0 },
  { missing: "stale" },
  { halfTicks: 12_400_000, ageMs: 9_999 },
];

it("adds the mids after a fill as they come, and knows at any moment which are still to come", async () => {
  const id = await makePortfolio(owner);
  const epoch = (await acquireLease(worker, id, "here", 60_000))?.epoch ?? -1;
  const [first, second] = [aFill("f1", "o1"), aFill("f2", "o1", { at: 1_723_075_200_050 })];
  const markout = (fillId: string, index: number) => {
    const horizonMs = MARKOUT_HORIZONS_MS[index] ?? 0;
    const mid = MIDS[index] ?? { missing: "no-book" };
    return { fillId, orderId: "o1", instrumentId: "BTC-USDT", horizonMs, at: first.at + horizonMs, mid };
  };
  await commitBatch(worker, {
    ...emptyBatch(id, epoch, 1),
    placed: [anOrder("o1")],
    fills: [first, second],
    steps: [
      { orderId: "o1", instrumentId: "BTC-USDT", step: "accepted", at: 5, mid: MIDS[0] ?? null },
      { orderId: "o1", instrumentId: "BTC-USDT", step: "filled", at: 6, fill: first, mid: { missing: "crossed" } },
    ],
  });
  const pending = async () =>
    (await loadPortfolioState(worker, id)).markouts.map(({ fillId, at, stored }) => [fillId, at, stored]);
  expect(await pending()).toEqual([
    ["f2", second.at, 0],
    ["f1", first.at, 0],
  ]);

  await commitBatch(worker, {
    ...emptyBatch(id, epoch, 2),
    markouts: [markout("f1", 0), markout("f2", 0), markout("f1", 1)],
  });
  expect(await pending()).toEqual([
    ["f2", second.at, 1],
    ["f1", first.at, 2],
  ]);
  await commitBatch(worker, { ...emptyBatch(id, epoch, 3), markouts: [markout("f1", 2), markout("f1", 3)] });
  expect(await pending()).toEqual([["f2", second.at, 1]]);

  const [row] = await owner<
    { markouts: object[] }[]
  >`select markouts from fills where portfolio_id = ${id} and id = 'f1'`;
  const btc = findInstrument("BTC-USDT");
  if (btc === undefined) throw new Error("BTC-USDT is not listed");
  expect(row?.markouts[0]).toEqual({ mid: "61837.635", midAgeMs: "12" });
  expect(row?.markouts.map((stored) => readMid(btc, stored as never))).toEqual(MIDS);
  expect(() => readMid(btc, { mid: "61837.633", midAgeMs: "0" })).toThrow("lies on no half tick");

  const steps = await owner`select kind, detail from order_event where portfolio_id = ${id} order by number`;
  expect(steps.map(({ kind, detail }) => [kind, detail.mid, detail.midAgeMs, detail.noMid])).toEqual([
    ["accepted", "61837.635", "12", undefined],
    ["filled", undefined, undefined, "crossed"],
  ]);

  const tooMany = { ...emptyBatch(id, epoch, 4), markouts: [markout("f1", 0)] };
  await expect(commitBatch(worker, tooMany)).rejects.toThrow("fills_markouts_left_check");
  const absent = { ...emptyBatch(id, epoch, 4), markouts: [markout("f9", 0)] };
  await expect(commitBatch(worker, absent)).rejects.toThrow(RowsMissingError);
});
