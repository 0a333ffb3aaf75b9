import { baseUnits, wholeLots } from "../../../server/domain/markets/instrument.ts";
import type { Trigger } from "../../../server/domain/orders/triggers/trigger.ts";
import { protectionOf, protectionState } from "../../../server/domain/positions/protection.ts";
import { Seeded } from "../seeded.ts";
import { BTC, FaultDesk } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

const PRICE = 6_000_000;
const stopAt = (priceTicks: number): Trigger => ({ kind: "stop-loss", by: "last", priceTicks });

const protectionIn = (desk: FaultDesk) =>
  protectionOf({ instrument: BTC, netUnits: desk.netUnits, isWatched: true }, desk.orders);
const stateIn = (desk: FaultDesk) => protectionState(protectionIn(desk), { openedAt: 0, grownAt: 0 });

/** A position with a stop below it that covers all of it. */
function guarded(desk: FaultDesk, quantityLots: number, stopTicks: number): string {
  desk.quote(PRICE - 100, PRICE);
  desk.place({ side: "buy", quantityLots });
  for (let turn = 0; turn < 5; turn++) desk.quote(PRICE - 100, PRICE);
  const heldLots = wholeLots(BTC, desk.netUnits);
  const trigger: Trigger = { ...stopAt(stopTicks), by: "bid" };
  const stop = desk.place({ side: "sell", quantityLots: heldLots, isReduceOnly: true, trigger, timeInForce: "GTC" });
  must(stateIn(desk) === "covered", `after the stop was placed the position is ${stateIn(desk)}`);
  return stop.id;
}

const REJECTED: FaultRow = {
  row: 37,
  name: "a stop that the venue rejects is never shown as one that stands: the position is called unprotected",
  seeds: 40,
  run(seed) {
    const random = new Seeded(seed);
    let stopId = "";
    const desk = new FaultDesk({
      script: {
        refuse: (command, at) => {
          if (command.kind !== "submit-order" || command.order.trigger === null) return null;
          return [{ kind: "rejected", orderId: command.order.id, at, code: "venue-busy", message: "Too many orders." }];
        },
      },
    });
    stopId = guarded(desk, random.between(100, 2_000), PRICE - 10_000);
    desk.quote(PRICE - 20_000, PRICE - 19_000);
    desk.quote(PRICE - 20_000, PRICE - 19_000);
    const stop = desk.order(stopId);
    must(stop.status === "rejected" && stop.reasonCode === "venue-busy", `the stop is ${stop.status}`);
    must(stateIn(desk) === "lost" && protectionIn(desk).coveredLots === 0, `the position is ${stateIn(desk)}`);
    // Denied by our own gate, it is no protection either.
    const heldLots = wholeLots(BTC, desk.netUnits);
    const tooMuch = {
      side: "sell" as const,
      quantityLots: heldLots + 1,
      isReduceOnly: true,
      timeInForce: "GTC" as const,
    };
    const denied = desk.place({ ...tooMuch, trigger: stopAt(PRICE - 40_000) });
    must(denied.status === "denied" && stateIn(desk) === "lost", `a denied stop counts: ${stateIn(desk)}`);
    desk.finish();
  },
};

const ORPHAN: FaultRow = {
  row: 38,
  name: "a stop left over from a position that is closed never opens another, whatever the price does",
  seeds: 60,
  run(seed) {
    const random = new Seeded(seed);
    const desk = new FaultDesk({ latencyMs: { submit: random.pick([0, 20, 300]), cancel: 20 } });
    const stopTicks = PRICE - 10_000;
    guarded(desk, random.between(100, 2_000), stopTicks);
    if (random.chance(0.5)) guardedTarget(desk);
    const closesFirst = random.chance(0.5);
    const close = () => desk.ask({ kind: "close-position", instrumentId: BTC.id, share: "all" }, random.chance(0.5));
    if (closesFirst) close();
    // Through the stop in one jump, while the close may still be under way.
    desk.quote(stopTicks - 5_000, stopTicks - 4_000, { ms: random.between(1, 400) });
    if (!closesFirst) close();
    for (let turn = 0; turn < 10; turn++) {
      desk.quote(stopTicks - 5_000, stopTicks - 4_000, { ms: 100 });
      if (random.chance(0.1)) desk.restart();
    }
    // What was under way when the worker died may leave the position open; nothing may ever turn it.
    must(desk.netUnits >= 0, `the position is ${desk.netUnits}`);
    const alive = [...desk.state.working.values()].filter(({ order }) => order.isReduceOnly);
    const isClosed = desk.netUnits < baseUnits(BTC, 1);
    must(!isClosed || alive.length === 0, "something still works that only reduces, and nothing is held");
    desk.quote(stopTicks - 90_000, stopTicks - 89_000, { ms: 1_000 });
    must(desk.netUnits >= 0, `later the position is ${desk.netUnits}`);
    desk.finish();
  },
};

function guardedTarget(desk: FaultDesk): void {
  desk.place({
    side: "sell",
    quantityLots: wholeLots(BTC, desk.netUnits),
    isReduceOnly: true,
    timeInForce: "GTC",
    trigger: { kind: "take-profit", by: "last", priceTicks: PRICE + 50_000 },
  });
}

export const PROTECTION_ROWS: readonly FaultRow[] = [REJECTED, ORPHAN];
