import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { Digest } from "../../../server/engine/journal/digest.ts";
import { hashFacts, stateHash } from "../../../server/engine/journal/state-hash.ts";
import { fillText, orderText } from "../../../server/engine/journal/state-text.ts";
import { OpenLots } from "../../../server/engine/positions/open-lots.ts";
import { BTC, bookAt, control, filled, market, place, pricedDesk, START, venue } from "../desk-example.ts";
import { seesaw } from "../random-session.ts";

const FILL: Fill = {
  id: "f1",
  orderId: "o1",
  instrumentId: BTC,
  tradeId: "t1",
  side: "buy",
  quantityLots: 1,
  priceTicks: 2,
  notionalUnits: 3,
  feeCurrency: "USDT",
  feeUnits: 4,
  liquidity: "maker",
  excessLots: 5,
  at: 6,
};

/** A desk with something of everything: two working orders, a finished one, lots, a realised position and a run. */
function busyDesk(): EngineState {
  const state = pricedDesk({ findStrategy: () => seesaw });
  control(state, { kind: "start-run", runId: "r1", strategy: "seesaw", instrumentId: BTC, parameters: {} });
  for (const side of ["buy", "buy", "sell"] as const) {
    const { id } = place(state, { side, quantityLots: side === "sell" ? 50 : 100 });
    venue(state, filled(id, side === "sell" ? 50 : 100, { priceTicks: 5_000_001 + state.counters.fills, tradeId: id }));
  }
  place(state);
  place(state, { side: "sell" });
  return state;
}

const workingOrder = (state: EngineState): { order: Order } => {
  const [record] = state.working.values();
  if (record === undefined) throw new Error("Nothing works");
  return record;
};
const changeOrder = (change: Partial<Order>) => (state: EngineState) => {
  const record = workingOrder(state);
  record.order = { ...record.order, ...change };
};
const changeLot = (change: Partial<Lot>) => (state: EngineState) => {
  const holding = state.holdings.get(BTC);
  const [lot] = holding?.lots.values() ?? [];
  if (holding === undefined || lot === undefined) throw new Error("There is no lot");
  const { direction = lot.direction } = change; // Open lots are all of one direction.
  const others = [...holding.lots.values()].slice(1).map((each) => ({ ...each, direction }));
  holding.lots = new OpenLots();
  for (const each of [...others, { ...lot, ...change }]) holding.lots.add(each);
};

const ORDER_CHANGES: { readonly [Key in keyof Order]: Partial<Order> } = {
  id: { id: "other" },
  instrumentId: { instrumentId: "ETH-USDT" },
  side: { side: "sell" },
  type: { type: "market" },
  quantityLots: { quantityLots: 101 },
  priceTicks: { priceTicks: null },
  timeInForce: { timeInForce: "IOC" },
  isPostOnly: { isPostOnly: true },
  isReduceOnly: { isReduceOnly: true },
  source: { source: { kind: "strategy", runId: "r1" } },
  acceptsStalePrice: { acceptsStalePrice: true },
  trigger: { trigger: { kind: "stop-loss", by: "last", priceTicks: 1 } },
  expiresAt: { expiresAt: 1 },
  trailTicks: { trailTicks: 1 },
  releasedTicks: { releasedTicks: 1 },
  boundTicks: { boundTicks: 1 },
  createdAt: { createdAt: 1 },
  status: { status: "unknown" },
  filledLots: { filledLots: 1 },
  filledUnits: { filledUnits: 1 },
  reservedUnits: { reservedUnits: 1 },
  venueOrderId: { venueOrderId: "v" },
  revision: { revision: 1 },
  amendment: { amendment: { quantityLots: 1, priceTicks: 1 } },
  reasonCode: { reasonCode: "c" },
  reason: { reason: "r" },
  updatedAt: { updatedAt: 1 },
};
const LOT_CHANGES: { readonly [Key in keyof Lot]: Partial<Lot> } = {
  id: { id: "other" },
  instrumentId: { instrumentId: "ETH-USDT" },
  direction: { direction: "short" },
  fillId: { fillId: "other" },
  openedAt: { openedAt: 1 },
  quantityUnits: { quantityUnits: 1 },
  costUnits: { costUnits: 1 },
};
const FILL_CHANGES: { readonly [Key in keyof Fill]: Partial<Fill> } = {
  id: { id: "f2" },
  orderId: { orderId: "o2" },
  instrumentId: { instrumentId: "ETH-USDT" },
  tradeId: { tradeId: "t2" },
  side: { side: "sell" },
  quantityLots: { quantityLots: 9 },
  priceTicks: { priceTicks: 9 },
  notionalUnits: { notionalUnits: 2n ** 60n },
  feeCurrency: { feeCurrency: "BTC" },
  feeUnits: { feeUnits: -4 },
  liquidity: { liquidity: "taker" },
  excessLots: { excessLots: 0 },
  at: { at: 7 },
};

const SINGLE_CHANGES: Record<string, (state: EngineState) => unknown> = {
  ...Object.fromEntries(Object.entries(ORDER_CHANGES).map(([key, change]) => [`order ${key}`, changeOrder(change)])),
  ...Object.fromEntries(Object.entries(LOT_CHANGES).map(([key, change]) => [`lot ${key}`, changeLot(change)])),
  ...Object.fromEntries(
    Object.entries(FILL_CHANGES).map(([key, change]) => [
      `fill ${key}`,
      (state: EngineState) => state.fillsDigest.add(fillText({ ...FILL, ...change })),
    ]),
  ),
  "order gone": (state) => state.working.delete(workingOrder(state).order.id),
  "order finished": (state) => state.closedDigest.add(orderText(workingOrder(state).order)),
  "fill booked": (state) => state.fillsDigest.add(fillText(FILL)),
  "lot gone": (state) => state.holdings.get(BTC)?.lots.reduceOldest(0, 0),
  "balance total": (state) =>
    state.balances.set("USDT", { currency: "USDT", totalUnits: 1, reservedUnits: 5_000_000_000 }),
  "balance reserved": (state) =>
    state.balances.set("USDT", { currency: "USDT", totalUnits: 100_000_000_000_000, reservedUnits: 1 }),
  "balance gone": (state) => state.balances.delete("ETH"),
  "a reservation of nothing": (state) =>
    state.balances.set("SOL", { currency: "SOL", totalUnits: 0, reservedUnits: 1 }),
  realised: (state) => Object.assign(state.holdings.get(BTC) ?? {}, { realisedUnits: 1 }),
  "trading state": (state) => Object.assign(state, { tradingState: "reducing" }),
  "orders counted": (state) => Object.assign(state.counters, { orders: 99 }),
  "fills counted": (state) => Object.assign(state.counters, { fills: 99 }),
  "lots counted": (state) => Object.assign(state.counters, { lots: 99 }),
  "run snapshot": (state) => Object.assign(state.runs.get("r1") ?? {}, { journaled: 'running|{"state":1}' }),
  "run gone": (state) => state.runs.delete("r1"),
};

describe("the state hash", () => {
  it("is the same for the same story", () => {
    expect(stateHash(busyDesk())).toBe(stateHash(busyDesk()));
    expect(stateHash(busyDesk())).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each(Object.entries(SINGLE_CHANGES))("differs when one fact does: %s", (_what, change) => {
    const state = busyDesk();
    const before = stateHash(state);
    change(state);
    expect(stateHash(state)).not.toBe(before);
  });

  it("differs in a way of its own for each fact", () => {
    const hashes = Object.values(SINGLE_CHANGES).map((change) => {
      const state = busyDesk();
      change(state);
      return stateHash(state);
    });
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("leaves out what belongs to the feed or to nobody any more", () => {
    const state = busyDesk();
    control(state, { kind: "start-run", runId: "r2", strategy: "seesaw", instrumentId: BTC, parameters: {} });
    control(state, { kind: "stop-run", runId: "r2" });
    const before = stateHash(state);
    market(state, bookAt(START + 1, 1, 2));
    state.balances.set("SOL", { currency: "SOL", totalUnits: 0, reservedUnits: 0 });
    state.runs.delete("r2");
    state.sequence += 1;
    expect(stateHash(state)).toBe(before);
  });

  it("does not depend on the order of the facts, and on each of them it does", () => {
    const texts = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 });
    const facts = fc.record({
      orders: texts,
      balances: texts,
      lots: texts,
      positions: texts,
      margins: texts,
      runs: texts,
      markouts: texts,
      algorithms: texts,
      stops: texts,
    });
    const rest = {
      selfTrade: "off" as const,
      borrowing: "",
      tradingState: "active",
      counters: "1/2/3",
      fillsDigest: "a",
      closedDigest: "b",
    };
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom(
          "orders",
          "balances",
          "lots",
          "positions",
          "margins",
          "runs",
          "markouts",
          "algorithms",
          "stops",
        ),
        fc.nat(),
        (given, kind, pick) => {
          const hash = hashFacts({ ...given, ...rest });
          const mirrored = Object.fromEntries(Object.entries(given).map(([key, list]) => [key, list.toReversed()]));
          expect(hashFacts({ ...given, ...mirrored, ...rest })).toBe(hash);
          expect(hashFacts({ ...given, ...rest, selfTrade: "cancel-both" })).not.toBe(hash);
          expect(hashFacts({ ...given, ...rest, borrowing: "3" })).not.toBe(hash);
          const index = pick % given[kind].length;
          const altered = given[kind].map((text, at) => (at === index ? `${text}!!` : text));
          expect(hashFacts({ ...given, [kind]: altered, ...rest })).not.toBe(hash);
          expect(hashFacts({ ...given, [kind]: given[kind].toSpliced(index, 1), ...rest })).not.toBe(hash);
        },
      ),
    );
  });
});

describe("a digest", () => {
  it("is of a multiset: order does not matter, number does, and what is removed is gone", () => {
    const texts = fc.array(fc.string(), { maxLength: 20 });
    fc.assert(
      fc.property(texts, texts, (kept, removed) => {
        const [one, other, twice] = [new Digest(), new Digest(), new Digest()];
        for (const text of [...kept, ...removed]) one.add(text);
        for (const text of removed) one.remove(text);
        for (const text of kept.toReversed()) other.add(text);
        for (const text of [...kept, ...kept, "x"]) twice.add(text);
        expect(one.toString()).toBe(other.toString());
        if (kept.length > 0) expect(twice.toString()).not.toBe(one.toString());
      }),
    );
    expect(new Digest().toString()).toBe("0000000000000000");
  });

  it("tells near texts apart", () => {
    const seen = new Set<string>();
    for (let number = 0; number < 20_000; number += 1) {
      const digest = new Digest();
      digest.add(`lot|${number}`);
      seen.add(digest.toString());
    }
    expect(seen.size).toBe(20_000);
  });
});
