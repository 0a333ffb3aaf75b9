import { expect, it } from "vitest";
import type { Client } from "../../db/client.ts";
import { commitBatch, type PositionRecord } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
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
