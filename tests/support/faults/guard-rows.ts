import { wholeLots } from "../../../server/domain/markets/instrument.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { Seeded } from "../seeded.ts";
import { BTC, FaultDesk, type KillPoint } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

const PRICE = 6_000_000;
const STOP = PRICE - 10_000;
const KILL_POINTS: readonly KillPoint[] = ["before-commit", "after-commit", "after-sending"];

/** A position with a stop below it, over all of it as it is or whatever it will be. */
function guarded(desk: FaultDesk, random: Seeded): Order {
  desk.quote(PRICE - 100, PRICE);
  desk.place({ side: "buy", quantityLots: random.between(100, 2_000) });
  for (let turn = 0; turn < 5; turn++) desk.quote(PRICE - 100, PRICE);
  const closesPosition = random.chance(0.5);
  return desk.place({
    side: "sell",
    quantityLots: closesPosition ? 0 : wholeLots(BTC, desk.netUnits),
    closesPosition,
    isReduceOnly: true,
    timeInForce: "GTC",
    trigger: { kind: "stop-loss", by: "bid", priceTicks: STOP },
  });
}

const stopsOf = (desk: FaultDesk) => desk.orders.filter(({ trigger }) => trigger !== null);

const LOST_IN_FLIGHT: FaultRow = {
  row: 54,
  name: "a stop that has fired is put back when it is proven never to have arrived, once, and never while nobody knows",
  seeds: 60,
  run(seed) {
    const random = new Seeded(seed);
    const isUnknown = seed % 4 === 0;
    const desk: FaultDesk = new FaultDesk({
      latencyMs: { submit: random.pick([0, 20, 300]), cancel: 20 },
      script: {
        // The venue has it, and nothing comes back: that is no proof of anything.
        hear: (answer) => {
          if (!isUnknown || answer.kind !== "accepted" || !("orderId" in answer)) return null;
          const isStop = desk.order(answer.orderId).trigger !== null;
          return isStop ? [{ kind: "lost", orderId: answer.orderId, at: answer.at }] : null;
        },
      },
    });
    const { id } = guarded(desk, random);
    if (!isUnknown) {
      desk.killAt(KILL_POINTS[seed % KILL_POINTS.length] ?? "after-commit", ({ changes }) =>
        changes.some((change) => change.kind === "held-order-changed" && change.step === "submitted"),
      );
    }
    const bid = STOP - random.between(1, 3_000);
    for (let turn = 0; turn < 12; turn++) {
      // It may come back above the stop, which guards again then.
      const back = turn > 2 && random.chance(0.5) ? 20_000 : 0;
      desk.quote(bid + back, bid + back + 100, { ms: random.between(1, 200) });
    }
    desk.quote(bid, bid + 100);
    for (let turn = 0; turn < 5; turn++) desk.quote(bid, bid + 100);
    const stops = stopsOf(desk);
    const sold = stops.reduce((sum, { filledLots }) => sum + filledLots, 0);
    if (isUnknown) must(stops.length === 1, `it was fired ${stops.length} times, and nobody knew whether it was there`);
    must(desk.netUnits >= 0 && wholeLots(BTC, desk.netUnits) === 0, `${desk.netUnits} units are still held`);
    must(sold > 0 && stops.length <= 2, `${stops.length} stops sold ${sold} lots`);
    const first = desk.order(id);
    must(stops.length === 1 || first.reasonCode === "never-reached-venue", `put back after it was ${first.status}`);
    desk.finish();
  },
};

export const GUARD_ROWS: readonly FaultRow[] = [LOST_IN_FLIGHT];
