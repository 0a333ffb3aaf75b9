import { expect, it } from "vitest";
import type { Client } from "../../db/client.ts";
import { commitBatch } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { aLot, anOrder, emptyBatch, makePortfolio } from "./make-batch.ts";
import { withDatabase } from "./with-database.ts";

const ROUNDS = 60;
const PER_ROUND = 20;

let owner: Client;
let worker: Client;
withDatabase((roles) => {
  ({ owner, worker } = roles);
});

/** Index entries and rows that were read so far of the tables in which a commit looks rows up. */
async function readSoFar(): Promise<number> {
  await worker`select pg_stat_force_next_flush()`;
  await worker`select 1`;
  const [row] = await owner<{ read: string }[]>`
    select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read) + (
        select sum(idx_tup_read) from pg_stat_user_indexes where relname in ('orders', 'lots', 'control_command')
      ) as read
    from pg_stat_user_tables where relname in ('orders', 'lots', 'control_command')`;
  return Number(row?.read);
}

it("costs as much in a portfolio with a thousand orders as in a new one, though no statistics were ever gathered", async () => {
  const id = await makePortfolio(owner);
  const lease = await acquireLease(worker, id, "session-a", 60_000);
  const reads: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const numbers = Array.from({ length: PER_ROUND }, (_, index) => round * PER_ROUND + index);
    for (const number of numbers) {
      await owner`insert into control_command (portfolio_id, key, action, user_id, expires_at)
        values (${id}, ${`k-${number}`}, '{"kind":"halt"}', 'ann', now() + interval '1 minute')`;
    }
    const batch = (sequence: number) => ({
      ...emptyBatch(id, lease?.epoch ?? -1, sequence),
      counters: { orders: 0, fills: 0, lots: 0 },
    });
    await commitBatch(worker, {
      ...batch(2 * round + 1),
      placed: numbers.map((number) => anOrder(`o${number}`)),
      openedLots: numbers.map((number) => aLot(`l${number}`, `f${number}`)),
    });
    const before = await readSoFar();
    await commitBatch(worker, {
      ...batch(2 * round + 2),
      updated: numbers.map((number) => ({
        ...{ orderId: `o${number}`, instrumentId: "BTC-USDT", side: "buy" as const, status: "filled" as const },
        ...{
          filledLots: 150_000,
          filledUnits: 1,
          reservedUnits: 0,
          venueOrderId: "v1",
          reasonCode: null,
          reason: null,
        },
        at: 1_723_075_200_200,
      })),
      reducedLots: numbers.map((number) => ({
        ...{ lotId: `l${number}`, instrumentId: "BTC-USDT", quantityUnits: 0, costUnits: 0 },
      })),
      controls: numbers.map((number) => ({ key: `k-${number}`, outcome: { kind: "done", orderIds: [] } })),
    });
    reads.push((await readSoFar()) - before);
  }
  const [first = 0] = reads;
  expect(first).toBeGreaterThanOrEqual(3 * PER_ROUND);
  expect(Math.max(...reads)).toBeLessThan(2 * first);
});
