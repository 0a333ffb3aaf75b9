import { describe, expect, it } from "vitest";
import type { Stop, StopAction, StopScope } from "../../../server/domain/kill-switch/stop.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { RETRY_MS } from "../../../server/engine/kill-switch/enforce-stops.ts";
import { checklists } from "../../../server/engine/kill-switch/under-stop.ts";
import {
  accepted,
  BTC,
  bookAt,
  control,
  ETH,
  expectSound,
  filled,
  market,
  ofKind,
  orderOf,
  outcomeOf,
  place,
  pricedDesk,
  START,
  timer,
  venue,
} from "../desk-example.ts";
import { seesaw } from "../random-session.ts";

const PORTFOLIO: StopScope = { kind: "portfolio" };
const VENUE = LISTED_INSTRUMENTS[0]?.venue ?? "";

const pull = (state: EngineState, action: StopAction, scope: StopScope = PORTFOLIO) =>
  control(state, { kind: "halt", scope, action, reason: "" });

/** A desk that bought 1,000 lots of BTC at 50,000.00. */
function long(lots = 1_000): EngineState {
  const state = pricedDesk({ findStrategy: (name) => (name === "seesaw" ? seesaw : undefined) });
  const { id } = place(state, { quantityLots: lots });
  venue(state, filled(id, lots));
  return state;
}

const rest = (state: EngineState, change: Parameters<typeof place>[1] = {}) => {
  const { id } = place(state, { priceTicks: 4_900_000, ...change });
  venue(state, accepted(id));
  return id;
};
const reduce = { side: "sell", quantityLots: 500, priceTicks: 5_100_000 } as const;

describe("a stop", () => {
  it.each<[StopAction, { reduces: string; adds: string; entry: string; exit: string }]>([
    ["no-new-entries", { reduces: "submitted", adds: "denied", entry: "accepted", exit: "accepted" }],
    ["reduce-only", { reduces: "submitted", adds: "denied", entry: "pending-cancel", exit: "accepted" }],
    ["cancel-orders", { reduces: "denied", adds: "denied", entry: "pending-cancel", exit: "pending-cancel" }],
    ["flatten", { reduces: "denied", adds: "denied", entry: "pending-cancel", exit: "pending-cancel" }],
  ])("of the portfolio with action %s lets pass and cancels what its table says", (action, expected) => {
    const state = long();
    const [entry, exit] = [rest(state), rest(state, reduce)];
    pull(state, action);
    expect(orderOf(state, entry).status).toBe(expected.entry);
    expect(orderOf(state, exit).status).toBe(expected.exit);
    expect(place(state, { ...reduce, quantityLots: 100 }).status).toBe(expected.reduces);
    expect(place(state).status).toBe(expected.adds);
    expectSound(state);
  });

  it.each<[string, StopScope, readonly [btc: string, eth: string]]>([
    ["everything", { kind: "everything" }, ["denied", "denied"]],
    ["the venue", { kind: "venue", venue: VENUE }, ["denied", "denied"]],
    ["an instrument", { kind: "instrument", instrumentId: BTC }, ["denied", "submitted"]],
  ])("reaches as far as %s", (_name, scope, [btc, eth]) => {
    const state = long();
    const other = { instrumentId: ETH, priceTicks: 240_000, quantityLots: 100 };
    const [near, far] = [rest(state), rest(state, other)];
    pull(state, "cancel-orders", scope);
    expect(orderOf(state, near).status).toBe("pending-cancel");
    expect(orderOf(state, far).status).toBe(eth === "denied" ? "pending-cancel" : "accepted");
    expect([place(state).status, place(state, other).status]).toEqual([btc, eth]);
  });

  it("of a run holds that run and nobody else, and lets it go on afterwards", () => {
    const state = long();
    control(state, { kind: "start-run", runId: "r1", strategy: "seesaw", instrumentId: BTC, parameters: {} });
    control(state, { kind: "start-run", runId: "r2", strategy: "seesaw", instrumentId: BTC, parameters: {} });
    const status = (runId: string) => state.runs.get(runId)?.status;
    const { changes } = pull(state, "cancel-orders", { kind: "run", runId: "r1" });
    expect(ofKind(changes, "run-changed")).toMatchObject([{ runId: "r1", status: "halted" }]);
    expect([status("r1"), status("r2")]).toEqual(["halted", "running"]);
    expect(place(state).status).toBe("submitted");
    pull(state, "flatten");
    expect([status("r1"), status("r2")]).toEqual(["halted", "halted"]);
    control(state, { kind: "resume", stopIds: ["c1"] }); // Both have this key here.
    expect([status("r1"), status("r2")]).toEqual(["running", "running"]);
  });

  it.each<[StopScope, string]>([
    [{ kind: "venue", venue: "nowhere" }, "venue-unknown"],
    [{ kind: "instrument", instrumentId: "DOGE-USDT" }, "instrument-unknown"],
    [{ kind: "run", runId: "r9" }, "run-unknown"],
  ])("of what is not here is refused: %j", (scope, code) => {
    const state = long();
    expect(outcomeOf(pull(state, "flatten", scope))).toMatchObject({ kind: "refused", code });
    expect(state.stops).toEqual([]);
  });

  it("is never made milder by another of its scope, and a stricter one takes its place", () => {
    const state = long();
    pull(state, "cancel-orders");
    pull(state, "no-new-entries");
    expect(state.stops.map(({ action }) => action)).toEqual(["cancel-orders"]);
    pull(state, "flatten");
    expect(state.stops.map(({ action, found }) => [action, found.positions])).toEqual([["flatten", 1]]);
    expect(state.tradingState).toBe("halted");
  });

  it("that nobody can read lets nothing pass", () => {
    const state = long();
    state.stops = [{ action: "no-new-entries" } as Stop];
    expect(place(state, { ...reduce })).toMatchObject({ status: "denied", reasonCode: "latch-unreadable" });
  });

  it("names what changed when it is let go of after somebody pulled another", () => {
    const state = long();
    pull(state, "cancel-orders");
    const late = control(state, { kind: "resume", stopIds: ["c0"] });
    expect(outcomeOf(late)).toMatchObject({ code: "stop-changed" });
    expect(state.tradingState).toBe("halted");
    expect(outcomeOf(control(state, { kind: "resume", stopIds: ["c1"] }))).toMatchObject({ kind: "done" });
    expect(state.tradingState).toBe("active");
  });

  it("of the command line stays while that door is shut", () => {
    const state = long();
    state.stops = [];
    control(state, { kind: "halt", scope: { kind: "everything" }, action: "cancel-orders" }, { userId: "second-door" });
    expect(ofKind(pull(state, "no-new-entries").changes, "trading-state-changed")).toHaveLength(1);
    const refused = control(state, { kind: "resume", isSecondDoorShut: true });
    expect(outcomeOf(refused)).toMatchObject({ code: "second-door-shut" });
    expect(outcomeOf(control(state, { kind: "resume", isSecondDoorShut: false }))).toMatchObject({ kind: "done" });
  });

  it("to reduce only cancels what would close more than is held by now", () => {
    const state = long();
    const [first, second] = [rest(state, reduce), rest(state, reduce)];
    pull(state, "reduce-only");
    expect([orderOf(state, first).status, orderOf(state, second).status]).toEqual(["accepted", "accepted"]);
    const { id } = place(state, { ...reduce, quantityLots: 1, priceTicks: 5_000_000 });
    expect(orderOf(state, id).status).toBe("denied");
    state.now += RETRY_MS;
    venue(state, filled(first, 500, { priceTicks: 5_100_000 }));
    expect(orderOf(state, second).status).toBe("accepted");
  });
});

describe("flattening", () => {
  it("closes what is held with a reduce-only market order, and goes on with the rest when it fills in part", () => {
    const state = long();
    const pulled = pull(state, "flatten");
    const [order] = ofKind(pulled.changes, "order-placed").map((change) => change.order);
    const expected = { side: "sell", type: "market", quantityLots: 1_000, isReduceOnly: true };
    expect(order).toMatchObject({ ...expected, source: { kind: "manual", userId: "u1", key: "c1" } });
    const id = order?.id ?? "";
    expect(checklists(state)).toMatchObject([{ open: 1, isDone: false, positions: [{ state: "closing" }] }]);
    venue(state, filled(id, 300));
    venue(state, { kind: "canceled", orderId: id, at: START, code: "no-liquidity" });
    expect(checklists(state)).toMatchObject([{ positions: [{ state: "retrying", tries: 1 }] }]);
    const again = market(state, bookAt(START + RETRY_MS, 4_999_900, 5_000_000));
    const [next] = ofKind(again.changes, "order-placed");
    expect(next?.order).toMatchObject({ ...expected, quantityLots: 700 });
    venue(state, filled(next?.order.id ?? "", 700));
    expect(checklists(state)).toMatchObject([{ open: 0, isDone: true, positions: [] }]);
    expectSound(state);
  });

  it("waits for the cancels of what would close the same, and asks again for those that are refused", () => {
    const state = long();
    const exit = rest(state, { ...reduce, quantityLots: 1_000 });
    pull(state, "flatten");
    expect(checklists(state)).toMatchObject([
      { orders: { unanswered: 1, left: 1 }, positions: [{ state: "waiting" }] },
    ]);
    venue(state, { kind: "cancel-rejected", orderId: exit, at: START, code: "busy" });
    expect(checklists(state)).toMatchObject([{ orders: { working: 1, unanswered: 0 } }]);
    expect(timer(state, START + RETRY_MS - 1).commands).toEqual([]);
    expect(timer(state, START + RETRY_MS).commands).toMatchObject([{ kind: "cancel-order", orderId: exit }]);
    const gone = venue(state, { kind: "canceled", orderId: exit, at: START + RETRY_MS, code: "requested" });
    expect(ofKind(gone.changes, "order-placed")).toMatchObject([
      { order: { quantityLots: 1_000, status: "submitted" } },
    ]);
  });

  it("asks again by the clock of its own market, not by the events of another", () => {
    const state = long();
    const exit = rest(state, { ...reduce, quantityLots: 1_000 });
    pull(state, "flatten");
    venue(state, { kind: "cancel-rejected", orderId: exit, at: START, code: "busy" });
    expect(market(state, bookAt(START + RETRY_MS, 249_900, 250_000, ETH)).commands).toEqual([]);
    const own = market(state, bookAt(START + RETRY_MS, 4_999_900, 5_000_000));
    expect(own.commands).toMatchObject([{ kind: "cancel-order", orderId: exit }]);
  });

  it("sends nothing twice while nobody knows what became of the closing order", () => {
    const state = long();
    const [placed] = ofKind(pull(state, "flatten").changes, "order-placed");
    venue(state, { kind: "lost", orderId: placed?.order.id ?? "", at: START });
    expect(market(state, bookAt(START + 10 * RETRY_MS, 4_999_900, 5_000_000)).commands).toEqual([]);
    expect(checklists(state)).toMatchObject([{ open: 1, positions: [{ state: "unknown" }] }]);
  });

  it("closes a short as well, and in pieces what is above the venue's largest order", () => {
    const state = pricedDesk();
    const { id } = place(state, { side: "sell", quantityLots: 1_000 });
    venue(state, filled(id, 1_000));
    const holding = state.holdings.get(BTC);
    if (holding === undefined) throw new Error("BTC is not listed");
    state.holdings.set(BTC, Object.assign(holding, { instrument: { ...holding.instrument, quantityLotsMax: 600 } }));
    const [placed] = ofKind(pull(state, "flatten").changes, "order-placed");
    expect(placed?.order).toMatchObject({ side: "buy", quantityLots: 600, isReduceOnly: true });
  });

  it("says why nothing moves without a price, leaves no trail of denied orders, and calls dust what it is", () => {
    const state = long();
    market(state, bookAt(START, 0, 0));
    const before = state.counters.orders;
    pull(state, "flatten");
    timer(state, START + 5 * RETRY_MS);
    expect(state.counters.orders).toBe(before);
    expect(checklists(state)).toMatchObject([
      { open: 1, positions: [{ state: "waiting", why: "There is no price for BTC/USDT." }] },
    ]);
    const dusty = long(15);
    const { id } = place(dusty, { side: "sell", quantityLots: 14 });
    venue(dusty, filled(id, 14));
    pull(dusty, "flatten");
    expect(checklists(dusty)).toMatchObject([{ open: 0, isDone: true, positions: [{ state: "dust" }] }]);
  });

  it("of a run closes nothing: its position is the portfolio's", () => {
    const state = long();
    control(state, { kind: "start-run", runId: "r1", strategy: "seesaw", instrumentId: BTC, parameters: {} });
    expect(ofKind(pull(state, "flatten", { kind: "run", runId: "r1" }).changes, "order-placed")).toEqual([]);
    expect(checklists(state)).toMatchObject([{ isDone: true, positions: [] }]);
  });
});
