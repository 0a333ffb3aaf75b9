import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { commitBatch, LeaseLostError, RowsMissingError, SequenceBrokenError } from "../../db/queries/commit-batch.ts";
import { pendingControlCommands } from "../../db/queries/control-commands.ts";
import { readFills, readFinishedOrders } from "../../db/queries/history.ts";
import { readJournal } from "../../db/queries/journal.ts";
import { acquireLease, releaseLease, renewLease } from "../../db/queries/lease.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { aFill, aLot, anOrder, emptyBatch, makePortfolio } from "./make-batch.ts";

let postgres: TestPostgres;
let owner: Client;
let worker: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 2, applicationName: "test-owner" });
  worker = connect(postgres.worker, { max: 4, applicationName: "test-worker" });
});

afterAll(async () => {
  await owner?.end();
  await worker?.end();
  await postgres?.stop();
});

async function leased() {
  const id = await makePortfolio(owner);
  const lease = await acquireLease(worker, id, "session-a", 60_000);
  return { id, epoch: lease?.epoch ?? -1 };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe("commit_batch", () => {
  it("writes every part, and recovery reads back the same objects", async () => {
    const { id, epoch } = await leased();
    await owner`insert into control_command (portfolio_id, key, action, user_id, expires_at)
      values (${id}, 'k-1', '{"kind":"halt"}', 'ann', now() + interval '1 minute')`;
    const resting = anOrder("o2", {
      status: "accepted",
      venueOrderId: "v2",
      source: { kind: "strategy", runId: "r1" },
    });
    const run = {
      runId: "r1",
      strategy: "cross",
      instrumentId: "BTC-USDT",
      parameters: { fast: 3 },
      status: "running",
      reason: null,
      snapshot: '{"b":1,"a":2}',
    } as const;
    await commitBatch(worker, {
      ...emptyBatch(id, epoch, 1),
      counters: { orders: 2, fills: 1, lots: 1 },
      changes: '[{"z":1,"a":"9007199254740993n"}]',
      stateHash: "hash-1",
      placed: [anOrder("o1"), resting],
      fills: [aFill("f1", "o1")],
      balances: [
        { currency: "USDT", totalUnits: 724_355_500_000, reservedUnits: 5 },
        { currency: "BTC", totalUnits: 14_985_000_000, reservedUnits: 0 },
      ],
      openedLots: [aLot("l1", "f1"), aLot("l2", "f1")],
      positions: [{ instrumentId: "BTC-USDT", realisedUnits: -12_345n as never, margin: null }],
      runs: [run],
      controls: [{ key: "k-1", outcome: { kind: "done", orderIds: ["o1"] } }],
    });
    const update = {
      orderId: "o1",
      instrumentId: "BTC-USDT",
      side: "buy",
      status: "filled",
      filledLots: 150_000,
      filledUnits: 9_275_644_500_000,
      reservedUnits: 0,
      venueOrderId: "v1",
      reasonCode: null,
      reason: null,
      at: 1_723_075_200_200,
    } as const;
    await commitBatch(worker, {
      ...emptyBatch(id, epoch, 2),
      counters: { orders: 2, fills: 1, lots: 2 },
      updated: [update],
      reducedLots: [
        { lotId: "l1", instrumentId: "BTC-USDT", quantityUnits: 0, costUnits: 0 },
        { lotId: "l2", instrumentId: "BTC-USDT", quantityUnits: 7, costUnits: 3 },
      ],
      closings: [
        {
          lotId: "l1",
          instrumentId: "BTC-USDT",
          fillId: "f9",
          closedUnits: 14_985_000_000,
          closedCostUnits: 9_275_644_500_000,
          proceedsUnits: 9_300_000_000_000,
        },
      ],
      tradingState: { state: "halted", reason: "a person" },
      balances: [{ currency: "USDT", totalUnits: 724_355_500_000, reservedUnits: 0 }],
    });
    const state = await loadPortfolioState(worker, id);
    expect(state).toMatchObject({
      sequence: 2,
      epoch,
      counters: { orders: 2, fills: 1, lots: 2 },
      tradingState: "halted",
      tradingStateReason: "a person",
      feedPosition: 20,
      tapeAt: 1_723_075_200_002,
      stateHash: "hash-1",
      portfolio: { id, name: "Paper", mode: "paper", feedKind: "synthetic", baseCurrency: "USDT" },
    });
    expect(state.workingOrders).toEqual([resting]);
    expect(state.openLots).toEqual([{ ...aLot("l2", "f1"), quantityUnits: 7, costUnits: 3 }]);
    expect(state.balances).toEqual([
      { currency: "BTC", totalUnits: 14_985_000_000, reservedUnits: 0 },
      { currency: "USDT", totalUnits: 724_355_500_000, reservedUnits: 0 },
    ]);
    expect(state.positions).toEqual([{ instrumentId: "BTC-USDT", realisedUnits: -12_345 }]);
    expect(state.runs).toEqual([run]);
    const { orderId: _, at, ...values } = update;
    const finished = await all(readFinishedOrders(worker, id));
    expect(finished).toEqual([{ ...anOrder("o1"), ...values, updatedAt: at }]);
    const fills = await all(readFills(worker, id));
    expect(fills).toMatchObject([{ orderId: "o1", instrumentId: "BTC-USDT", side: "buy", tradeId: "t-f1" }]);
    const journal = await readJournal(worker, id, 0, 10);
    expect(journal.map((row) => [row.sequence, row.changes, row.stateHash])).toEqual([
      [1, '[{"z":1,"a":"9007199254740993n"}]', "hash-1"],
      [2, "[]", null],
    ]);
    const [command] = await owner`select status, outcome, sequence from control_command where portfolio_id = ${id}`;
    expect(command).toEqual({ status: "handled", outcome: { kind: "done", orderIds: ["o1"] }, sequence: "1" });
    const [row] = await owner`select price::text, quantity::text from orders where portfolio_id = ${id} and id = 'o1'`;
    expect(row).toEqual({ price: "61837.63", quantity: "1.50000" });
  });

  it("keeps new terms, the steps of an order's life and what was paid in", async () => {
    const { id, epoch } = await leased();
    const order = anOrder("o1", { isReduceOnly: true, status: "accepted", venueOrderId: "v1" });
    const step = { orderId: "o1", instrumentId: "BTC-USDT", at: 5 } as const;
    const from = { quantityLots: 150_000, priceTicks: 6_183_763 };
    const amendment = { quantityLots: 200_000, priceTicks: 6_200_000 };
    await commitBatch(worker, {
      ...emptyBatch(id, epoch, 1),
      placed: [order],
      steps: [
        { ...step, step: "placed", placed: order },
        { ...step, step: "accepted", venueOrderId: "v1" },
        { ...step, step: "partially-filled", fill: aFill("f1", "o1") },
      ],
      flows: [{ key: "k-9", userId: "ann", currency: "USDT", units: -250_000_000, at: 7 }],
    });
    const terms = {
      orderId: "o1",
      instrumentId: "BTC-USDT",
      quantityLots: 150_000,
      boundTicks: 6_183_763,
      priceTicks: 6_183_763,
    };
    await commitBatch(worker, { ...emptyBatch(id, epoch, 2), amended: [{ ...terms, revision: 1, amendment }] });
    expect((await loadPortfolioState(worker, id)).workingOrders).toEqual([{ ...order, revision: 1, amendment }]);
    const after = { quantityLots: 200_000, priceTicks: 6_200_000, boundTicks: 6_200_000, revision: 1, amendment: null };
    await commitBatch(worker, {
      ...emptyBatch(id, epoch, 3),
      amended: [{ ...terms, ...after }],
      steps: [{ ...step, step: "amended", amendment: { from, to: amendment }, code: null, reason: null }],
    });
    expect((await loadPortfolioState(worker, id)).workingOrders).toEqual([{ ...order, ...after }]);
    const steps =
      await owner`select kind, sequence::int, at::int, detail from order_event where portfolio_id = ${id} order by number`;
    expect(steps.map((row) => ({ ...row }))).toEqual([
      { kind: "placed", sequence: 1, at: 5, detail: { quantity: "1.50000", price: "61837.63" } },
      { kind: "accepted", sequence: 1, at: 5, detail: { venueOrderId: "v1" } },
      {
        kind: "partially-filled",
        sequence: 1,
        at: 5,
        detail: {
          fillId: "f1",
          quantity: "1.50000",
          price: "61837.63",
          fee: "0.0015000000",
          feeCurrency: "BTC",
          liquidity: "taker",
        },
      },
      {
        kind: "amended",
        sequence: 3,
        at: 5,
        detail: { quantity: "1.50000", price: "61837.63", newQuantity: "2.00000", newPrice: "62000.00" },
      },
    ]);
    const flows = await owner`select key, currency, amount, user_id from cash_flow where portfolio_id = ${id}`;
    expect({ ...flows[0] }).toEqual({ key: "k-9", currency: "USDT", amount: "-2.50000000", user_id: "ann" });
    const absent = { ...terms, orderId: "none", revision: 2, amendment: null };
    await expect(commitBatch(worker, { ...emptyBatch(id, epoch, 4), amended: [absent] })).rejects.toThrow(
      RowsMissingError,
    );
  });

  it("refuses an older epoch, a broken sequence and updates of rows that are not there, and writes nothing", async () => {
    const { id, epoch } = await leased();
    const placed = [anOrder("o1")];
    await expect(commitBatch(worker, { ...emptyBatch(id, epoch - 1, 1), placed })).rejects.toThrow(LeaseLostError);
    await expect(commitBatch(worker, { ...emptyBatch(id, epoch, 2), placed })).rejects.toThrow(SequenceBrokenError);
    await expect(commitBatch(worker, { ...emptyBatch(id, epoch, 0), placed })).rejects.toThrow(SequenceBrokenError);
    const reducedLots = [{ lotId: "none", instrumentId: "BTC-USDT", quantityUnits: 1, costUnits: 1 }];
    await expect(commitBatch(worker, { ...emptyBatch(id, epoch, 1), placed, reducedLots })).rejects.toThrow(
      RowsMissingError,
    );
    const controls = [{ key: "none", outcome: { kind: "expired" } }];
    await expect(commitBatch(worker, { ...emptyBatch(id, epoch, 1), placed, controls })).rejects.toThrow(
      RowsMissingError,
    );
    expect(await loadPortfolioState(worker, id)).toMatchObject({ sequence: 0, workingOrders: [] });
    expect(await readJournal(worker, id, 0, 10)).toEqual([]);
  });

  it("books a venue's trade once: the same trade of an order again fails the whole batch", async () => {
    const { id, epoch } = await leased();
    await commitBatch(worker, { ...emptyBatch(id, epoch, 1), placed: [anOrder("o1")], fills: [aFill("f1", "o1")] });
    const again = aFill("f2", "o1", { tradeId: "t-f1" });
    await expect(commitBatch(worker, { ...emptyBatch(id, epoch, 2), fills: [again] })).rejects.toThrow(/fills_dedupe/);
    expect((await loadPortfolioState(worker, id)).sequence).toBe(1);
  });

  it("lets one of two sessions commit a sequence", async () => {
    const { id, epoch } = await leased();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => commitBatch(worker, emptyBatch(id, epoch, 1))));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });
});

describe("the lease", () => {
  it("has one holder, and a taking over raises the epoch so that the old session cannot commit", async () => {
    const id = await makePortfolio(owner);
    const first = await acquireLease(worker, id, "a", 60_000);
    expect(first).toEqual({ epoch: 1 });
    expect(await acquireLease(worker, id, "b", 60_000)).toBeNull();
    expect(await renewLease(worker, id, "a", 1, 1)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await acquireLease(worker, id, "b", 60_000)).toEqual({ epoch: 2 });
    expect(await renewLease(worker, id, "a", 1, 60_000)).toBe(false);
    await expect(commitBatch(worker, emptyBatch(id, 1, 1))).rejects.toThrow(LeaseLostError);
    await releaseLease(worker, id, "b", 2);
    expect(await acquireLease(worker, id, "c", 60_000)).toEqual({ epoch: 3 });
  });
});

describe("the roles", () => {
  it("let the web read trades but write none, and the worker see no credentials", async () => {
    const web = connect(postgres.web, { max: 1, applicationName: "test-web" });
    const id = await makePortfolio(owner);
    await web`select * from orders limit 1`;
    for (const statement of [
      web`update orders set status = 'filled'`,
      web`insert into balances values (${id}, 'BTC', 1, 0)`,
      web`update portfolio_state set sequence = 9`,
      web`update control_command set status = 'handled'`,
      web`delete from journal`,
      web`delete from audit`,
      web`update audit set action = 'x'`,
      worker`select password from account`,
      worker`select token from session`,
      worker`delete from journal`,
      worker`update journal set changes = ''`,
      worker`update audit set action = 'x'`,
      worker`delete from fills`,
    ]) {
      await expect(statement).rejects.toThrow(/permission denied/);
    }
    await web.end();
  });
});

describe("pending control commands", () => {
  it("come in the order of asking and say by the database's clock whether they are too late", async () => {
    const id = await makePortfolio(owner);
    const insert = (key: string, life: string) => owner`
      insert into control_command (portfolio_id, key, action, user_id, expires_at)
      values (${id}, ${key}, '{"kind":"halt"}', 'ann', now() + ${life}::interval)`;
    await insert("z", "1 minute");
    await insert("a", "-1 second");
    const pending = await pendingControlCommands(worker, [id]);
    expect(pending.map(({ key, isExpired, action }) => [key, isExpired, JSON.parse(action)])).toEqual([
      ["z", false, { kind: "halt" }],
      ["a", true, { kind: "halt" }],
    ]);
  });
});
