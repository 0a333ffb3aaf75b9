import { wholeLots } from "../../../server/domain/markets/instrument.ts";
import { Seeded } from "../seeded.ts";
import { BTC, FaultDesk } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

const PRICE = 6_000_000;
const LATENCY = { submit: 20, cancel: 400 };

/**
 * An order that rests, asked back while the market comes through it; `lots` is what the market brings. `more` than the order's lots
 * where it is asked back for another to take its place, at a venue that changes none where it stands.
 */
function race(seed: number, shareFilled: number, more: number | null = null) {
  const random = new Seeded(seed);
  const desk = new FaultDesk({ latencyMs: LATENCY, ...(more === null ? {} : { rulesOf: "binance" }) });
  desk.quote(PRICE - 100, PRICE);
  const quantityLots = random.between(100, 2_000);
  const order = desk.place({ side: "buy", quantityLots, priceTicks: PRICE - 50 });
  desk.quote(PRICE - 100, PRICE);
  must(desk.order(order.id).status === "accepted", "the order does not rest");
  if (more === null) desk.ask({ kind: "cancel-order", orderId: order.id });
  else desk.ask({ kind: "amend-order", orderId: order.id, priceTicks: PRICE - 150, quantityLots: quantityLots + more });
  must(desk.order(order.id).status === "pending-cancel", "no cancel is under way");
  // Nobody is told that it is gone before the venue says so: what it holds back stays held back.
  must(desk.order(order.id).reservedUnits !== 0, "the money was released before the cancel was true");
  const brought = Math.max(1, Math.floor(quantityLots * shareFilled));
  desk.quote(PRICE - 200, PRICE - 60, { lots: brought, ms: random.between(1, 300) });
  return { desk, orderId: order.id, quantityLots, brought, random };
}

/** Nothing takes its place before what it filled is known: for the rest then, or for nothing. */
function replacedWhileFilled(seed: number, shareFilled: number): void {
  const { desk, orderId, quantityLots, brought, random } = race(seed, shareFilled, 70);
  const filled = Math.min(quantityLots, brought);
  const nextOf = () => desk.orders.find(({ replaces }) => replaces === orderId);
  must(nextOf() === undefined, "another was sent while the first might still fill");
  for (let turn = 0; turn < 8; turn++) desk.quote(PRICE - 20, PRICE);
  must(desk.order(orderId).filledLots === filled, `${desk.order(orderId).filledLots} lots are filled, not ${filled}`);
  const next = nextOf();
  const isOver = filled === quantityLots;
  must(isOver === (next === undefined), isOver ? "another was sent though all was filled" : "nothing took its place");
  must(isOver || next?.quantityLots === quantityLots + 70 - filled, `the other is for ${next?.quantityLots} lots`);
  if (random.chance(0.2)) desk.restart();
  desk.quote(PRICE - 300, PRICE - 200, { ms: 1_000 });
  const lots = desk.orders.reduce((sum, order) => sum + order.filledLots, 0);
  must(lots === (isOver ? quantityLots : quantityLots + 70), `${lots} lots were filled in all`);
  desk.finish();
}

const FULL: FaultRow = {
  row: 16,
  name: "a cancel that a full fill outran is no cancel: the order is filled, and the position is what was filled",
  seeds: 60,
  run(seed) {
    if (seed % 2 === 0) {
      replacedWhileFilled(seed, 3);
      return;
    }
    const { desk, orderId, quantityLots } = race(seed, 3);
    for (let turn = 0; turn < 8; turn++) desk.quote(PRICE - 200, PRICE - 100);
    const order = desk.order(orderId);
    must(order.status === "filled" && order.filledLots === quantityLots, `the order is ${order.status}`);
    must(desk.orders.length === 1, "another order was made in its place");
    // A replacement is sized by what was filled: nothing of it is left.
    desk.ask({ kind: "amend-order", orderId, priceTicks: PRICE - 40, quantityLots: null });
    must(desk.sent.length === 1, "a filled order was amended at the venue");
    desk.ask({ kind: "close-position", instrumentId: BTC.id, share: "all" });
    desk.quote(PRICE - 200, PRICE - 100);
    desk.quote(PRICE - 200, PRICE - 100);
    must(wholeLots(BTC, desk.netUnits) === 0 && desk.netUnits >= 0, `the position is ${desk.netUnits}`);
    desk.finish();
  },
};

const PART: FaultRow = {
  row: 17,
  name: "a cancel that a partial fill outran leaves what was filled, once, and no lot of the rest works on",
  seeds: 60,
  run(seed) {
    if (seed % 2 === 0) {
      replacedWhileFilled(seed, 0.3);
      return;
    }
    const { desk, orderId, quantityLots, brought, random } = race(seed, 0.3);
    const partly = desk.order(orderId);
    must(partly.filledLots === brought, `${partly.filledLots} lots are filled instead of ${brought}`);
    for (let turn = random.between(4, 9); turn > 0; turn--) desk.quote(PRICE - 20, PRICE);
    const order = desk.order(orderId);
    must(order.status === "canceled" && order.filledLots === brought, `the order is ${order.status}`);
    must(order.reservedUnits === 0, "the rest still holds money back");
    // Were the rest alive, this would fill it.
    desk.quote(PRICE - 300, PRICE - 200, { ms: 1_000 });
    must(desk.order(orderId).filledLots === brought && brought < quantityLots, "a cancelled rest was filled");
    desk.finish();
  },
};

export const CANCEL_ROWS: readonly FaultRow[] = [FULL, PART];
