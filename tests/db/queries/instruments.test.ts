import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { upsertInstruments } from "../../../db/queries/instruments.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { aCatalogueInstrument } from "./catalogue-examples.ts";

let postgres: TestPostgres;
let worker: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  worker = connect(postgres.worker, { max: 3, applicationName: "test-worker" });
});

afterAll(async () => {
  await worker?.end();
  await postgres?.stop();
});

async function feesOf(id: string) {
  const rows = await worker<{ at: string; maker: string; taker: string }[]>`
    select valid_from as at, maker_rate as maker, taker_rate as taker from instrument_fee where instrument_id = ${id} order by 1`;
  return rows.map(({ at, maker, taker }) => [Number(at), maker, taker]);
}

async function statusOf(id: string) {
  const [row] = await worker<{ status: string }[]>`select status from instrument where id = ${id}`;
  return row?.status;
}

const fee = (validFrom: number, takerRate: string, makerRate = "0.001") => ({ validFrom, makerRate, takerRate });

describe("upsertInstruments", () => {
  it("adds, changes and leaves alone, and says how many", async () => {
    const a = aCatalogueInstrument({ base: "AAA" });
    const b = aCatalogueInstrument({ base: "BBB" });
    expect(await upsertInstruments(worker, [a, b])).toEqual({
      added: 2,
      changed: 0,
      unchanged: 0,
      fees: 2,
      delisted: 0,
      clashes: [],
    });
    const [before] = await worker`select updated_at from instrument where id = ${a.id}`;
    const again = await upsertInstruments(worker, [
      { ...a, tick: "0.010" },
      { ...b, tick: "0.05" },
    ]);
    expect(again).toMatchObject({ added: 0, changed: 1, unchanged: 1, fees: 0 });
    const [after] = await worker`select updated_at from instrument where id = ${a.id}`;
    expect(after).toEqual(before);
  });

  it("appends changed fees from their instant on and repeats none", async () => {
    const of = (...fees: ReturnType<typeof fee>[]) => [aCatalogueInstrument({ base: "FEE", fees })];
    const id = of()[0]?.id ?? "";
    await upsertInstruments(worker, of(fee(100, "0.002")));
    expect((await upsertInstruments(worker, of(fee(200, "0.0020")))).fees).toBe(0);
    expect((await upsertInstruments(worker, of(fee(300, "0.003")))).fees).toBe(1);
    expect((await upsertInstruments(worker, of(fee(300, "0.003"), fee(400, "0.003"), fee(500, "0.002")))).fees).toBe(1);
    expect((await upsertInstruments(worker, of(fee(310, "0.004"), fee(320, "0.003")))).fees).toBe(2);
    expect(await feesOf(id)).toEqual([
      [100, "0.001", "0.002"],
      [300, "0.001", "0.003"],
      [310, "0.001", "0.004"],
      [320, "0.001", "0.003"],
      [500, "0.001", "0.002"],
    ]);
  });

  it("holds a thousand at once and one writer's fees against another's", async () => {
    const many = Array.from({ length: 1_200 }, (_, index) =>
      aCatalogueInstrument({ base: `M${index}`, venue: "crowd" }),
    );
    const results = await Promise.all([upsertInstruments(worker, many), upsertInstruments(worker, many)]);
    expect(results.map(({ added, unchanged, fees }) => [added, unchanged, fees]).sort()).toEqual([
      [0, 1_200, 0],
      [1_200, 0, 1_200],
    ]);
  });

  it("marks what a venue no longer lists, and takes no empty list for the end of a venue", async () => {
    const [a, b] = ["ONE", "TWO"].map((base) => aCatalogueInstrument({ base, venue: "shrinking" }));
    if (a === undefined || b === undefined) return;
    await upsertInstruments(worker, [a, b]);
    expect(await upsertInstruments(worker, [a], { delistMissingOf: "shrinking" })).toMatchObject({ delisted: 1 });
    expect([await statusOf(a.id), await statusOf(b.id)]).toEqual(["trading", "delisted"]);
    await expect(upsertInstruments(worker, [], { delistMissingOf: "shrinking" })).rejects.toThrow('"shrinking"');
    expect(await upsertInstruments(worker, [a, b], { delistMissingOf: "shrinking" })).toMatchObject({ changed: 1 });
    expect(await statusOf(b.id)).toBe("trading");
  });

  it("keeps the contract settled in its quote when two share an id", async () => {
    const terms = { base: "BTC", quote: "USD", kind: "perpetual", venue: "twins" } as const;
    const inverse = aCatalogueInstrument({ ...terms, symbol: "BTC/USD:BTC", settle: "BTC", source: "twins-perp" });
    const linear = { ...inverse, symbol: "BTC/USD:USD", settle: "USD" };
    const { clashes } = await upsertInstruments(worker, [inverse, linear]);
    expect(clashes).toEqual([{ id: linear.id, kept: linear.symbol, leftOut: inverse.symbol }]);
    const [row] = await worker`select symbol, source from instrument where id = ${linear.id}`;
    expect(row).toEqual({ symbol: "BTC/USD:USD", source: "twins-perp" });
  });
});
