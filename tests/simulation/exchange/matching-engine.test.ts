import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SIDES, type Side, TIMES_IN_FORCE, type TimeInForce } from "../../../server/domain/orders/order-type.ts";
import { MatchingEngine, type MatchingOrder } from "../../../server/simulation/exchange/matching-engine.ts";

type OracleOperation =
  | { op: "limit"; id: string; side: Side; size: number; price: number; tif: TimeInForce; postOnly: boolean }
  | { op: "market"; side: Side; size: number }
  | { op: "cancel"; id: string };
type OracleResult = {
  fills?: { maker: string; price: number; size: number; makerDone: boolean }[];
  left?: number;
  err?: string | null;
  cancelled?: boolean;
};
type Oracle = {
  ops: OracleOperation[];
  results: OracleResult[];
  final_bids: [number, number][];
  final_asks: [number, number][];
};

const ORACLE = new URL("../../../../shared/oracles/matching/price_time_priority.json.gz", import.meta.url);
const hasOracle = existsSync(ORACLE);
if (!hasOracle) console.log(`Skipped: the oracle ${ORACLE.pathname} is absent.`);

const REFUSALS: Record<string, string> = {
  "Limit FOK order not fillable": "fill-or-kill",
  "Post-only limit order rejected because would execute immediately": "post-only-would-trade",
};

const limit = (id: string, side: Side, quantityLots: number, priceTicks: number): MatchingOrder<string> => ({
  id,
  side,
  quantityLots,
  priceTicks,
  timeInForce: "GTC",
  isPostOnly: false,
});

function depth(engine: MatchingEngine<string>, side: Side): [number, number][] {
  const levels: [number, number][] = [];
  engine.book.walk(side, (ticks, lots) => levels.push([ticks, lots]) > 0);
  return levels;
}

function run(engine: MatchingEngine<string>, operation: OracleOperation, index: number): OracleResult {
  if (operation.op === "cancel") return { cancelled: engine.cancel(operation.id) };
  const result = engine.submit(
    operation.op === "market"
      ? {
          id: `market-${index}`,
          side: operation.side,
          quantityLots: operation.size,
          priceTicks: null,
          timeInForce: "IOC",
          isPostOnly: false,
        }
      : {
          id: operation.id,
          side: operation.side,
          quantityLots: operation.size,
          priceTicks: operation.price,
          timeInForce: operation.tif,
          isPostOnly: operation.postOnly,
        },
  );
  const fills = result.matches.map((match) => ({
    maker: match.makerId,
    price: match.priceTicks,
    size: match.quantityLots,
    makerDone: match.isMakerDone,
  }));
  return { fills, left: result.leftLots, err: result.refusal };
}

describe("matching engine", () => {
  it.skipIf(!hasOracle)("agrees with two other engines on 2,000 operations and the final depth", () => {
    const oracle = JSON.parse(gunzipSync(readFileSync(ORACLE)).toString()) as Oracle;
    const engine = new MatchingEngine<string>();
    expect(oracle.ops).toHaveLength(2000);
    oracle.ops.forEach((operation, index) => {
      const expected = oracle.results[index];
      const translated =
        expected?.err === undefined || expected.err === null
          ? expected
          : { ...expected, err: REFUSALS[expected.err] ?? expected.err };
      expect(run(engine, operation, index), `operation ${index}`).toEqual(translated);
    });
    expect(depth(engine, "buy")).toEqual(oracle.final_bids);
    expect(depth(engine, "sell")).toEqual(oracle.final_asks);
  });

  it("refuses an id that already rests, and cancels a whole level", () => {
    const engine = new MatchingEngine<string>();
    engine.submit(limit("a", "buy", 3, 100));
    engine.submit(limit("b", "buy", 4, 100));
    expect(engine.submit(limit("a", "buy", 3, 100)).refusal).toBe("duplicate-order-id");
    expect(engine.restingLots("b")).toBe(4);
    engine.cancelLevel("buy", 100);
    expect([engine.restingLots("a"), engine.cancel("b"), engine.book.depth("buy")]).toEqual([0, false, 0]);
    expect(() => engine.submit(limit("c", "buy", 0, 100))).toThrow();
  });

  it("keeps the book uncrossed and every lot accounted for", () => {
    const order = fc.record({
      side: fc.constantFrom(...SIDES),
      quantityLots: fc.integer({ min: 1, max: 20 }),
      priceTicks: fc.option(fc.integer({ min: 90, max: 110 }), { nil: null, freq: 6 }),
      timeInForce: fc.constantFrom(...TIMES_IN_FORCE),
      isPostOnly: fc.boolean(),
      cancels: fc.option(fc.nat(60), { nil: null, freq: 3 }),
    });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 80 }), (orders) => {
        const engine = new MatchingEngine<string>();
        const resting = new Map<string, number>();
        orders.forEach(({ cancels, ...submitted }, index) => {
          if (cancels !== null) expect(engine.cancel(`${cancels}`)).toBe(resting.delete(`${cancels}`));
          const result = engine.submit({ ...submitted, id: `${index}` });
          const matchedLots = result.matches.reduce((sum, match) => sum + match.quantityLots, 0);
          expect(matchedLots + result.leftLots).toBe(submitted.quantityLots);
          for (const match of result.matches) {
            const left = (resting.get(match.makerId) ?? 0) - match.quantityLots;
            if (match.isMakerDone) resting.delete(match.makerId);
            else resting.set(match.makerId, left);
            expect(match.isMakerDone).toBe(left === 0);
          }
          if (result.isResting) resting.set(`${index}`, result.leftLots);
          const [bid, ask] = [engine.book.best("buy"), engine.book.best("sell")];
          if (bid > 0 && ask > 0) expect(bid).toBeLessThan(ask);
        });
        for (const [id, lots] of resting) expect(engine.restingLots(id)).toBe(lots);
        const shown = SIDES.flatMap((side) => depth(engine, side)).reduce((sum, [, lots]) => sum + lots, 0);
        expect(shown).toBe([...resting.values()].reduce((sum, lots) => sum + lots, 0));
      }),
    );
  });
});
