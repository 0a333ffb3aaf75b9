import { expect, it } from "vitest";
import type { Client } from "../../db/client.ts";
import { commitBatch, type PositionRecord } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import { type Borrowing, NO_BORROWING } from "../../server/domain/borrowing/loan.ts";
import { UNTOUCHED } from "../../server/domain/margin/margin-account.ts";
import { emptyBatch, makePortfolio } from "./make-batch.ts";
import { withDatabase } from "./with-database.ts";

let owner: Client;
let worker: Client;
withDatabase((roles) => {
  ({ owner, worker } = roles);
});

it("keeps what is realised and how it is margined, each without the other", async () => {
  const id = await makePortfolio(owner);
  const epoch = (await acquireLease(worker, id, "here", 60_000))?.epoch ?? -1;
  let sequence = 0;
  const commit = async (position: PositionRecord) => {
    await commitBatch(worker, { ...emptyBatch(id, epoch, ++sequence), positions: [position] });
    return (await loadPortfolioState(worker, id)).positions;
  };
  const instrumentId = "BTC-USDT";
  const margin = { ...UNTOUCHED, leverage: 20, netLots: -3, costUnits: 9_007_199_254_740_993n, fundedAt: 9 };
  expect(await commit({ instrumentId, realisedUnits: null, margin })).toEqual([
    { instrumentId, realisedUnits: 0, margin },
  ]);
  expect(await commit({ instrumentId, realisedUnits: 7, margin: null })).toEqual([
    { instrumentId, realisedUnits: 7, margin },
  ]);
  const flat = { ...margin, netLots: 0, costUnits: 0 };
  expect(await commit({ instrumentId, realisedUnits: null, margin: flat })).toEqual([
    { instrumentId, realisedUnits: 7, margin: flat },
  ]);
});

it("keeps what is owed exactly, a commit without a word of it leaves it, and one that never borrowed owes nothing", async () => {
  const id = await makePortfolio(owner);
  const epoch = (await acquireLease(worker, id, "here", 60_000))?.epoch ?? -1;
  let sequence = 0;
  const commit = async (borrowing: Borrowing | null) => {
    await commitBatch(worker, { ...emptyBatch(id, epoch, ++sequence), borrowing });
    return (await loadPortfolioState(worker, id)).borrowing;
  };
  expect(await commit(null)).toEqual(NO_BORROWING);
  const loan = { currency: "BTC", borrowedUnits: 9_007_199_254_740_993n, interestUnits: 7, chargedTotalUnits: 9 };
  const owed: Borrowing = { leverage: 5, loans: [{ ...loan, chargedAt: 3_600_000 }] };
  expect(await commit(owed)).toEqual(owed);
  expect(await commit(null)).toEqual(owed);
  expect(await commit({ leverage: 1, loans: [] })).toEqual({ leverage: 1, loans: [] });
});
