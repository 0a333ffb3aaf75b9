import { STOP_ACTIONS } from "../../../server/domain/kill-switch/stop.ts";
import type { Strategy } from "../../../server/domain/strategies/strategy.ts";
import { Seeded } from "../seeded.ts";
import { BTC, FaultDesk } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

const PRICE = 6_000_000;

/** Buys with every price that comes. */
const EAGER: Strategy = {
  name: "eager",
  parameters: {},
  initialState: () => null,
  onQuote: () => [
    { kind: "submit", side: "buy", type: "limit", quantityLots: 50, priceTicks: PRICE - 1_000, timeInForce: "GTC" },
  ],
};

const findStrategy = (name: string) => (name === EAGER.name ? EAGER : undefined);

function eagerDesk(plant?: ConstructorParameters<typeof FaultDesk>[0]): FaultDesk {
  const desk = new FaultDesk({ findStrategy, ...plant });
  desk.quote(PRICE - 100, PRICE);
  desk.ask({ kind: "start-run", runId: "run", strategy: EAGER.name, instrumentId: BTC.id, parameters: {} });
  return desk;
}

const SHUTDOWN: FaultRow = {
  row: 22,
  name: "no order that adds risk leaves after a stop, however eagerly strategies and people ask for more",
  seeds: 60,
  run(seed) {
    const random = new Seeded(seed);
    const desk = eagerDesk();
    for (let turn = random.between(2, 12); turn > 0; turn--) desk.quote(PRICE - 100, PRICE, { ms: 30 });
    if (random.chance(0.5)) desk.place({ side: "buy", quantityLots: 500 });
    desk.quote(PRICE - 100, PRICE, { ms: 30 });
    // Asked for in the same moment and already in the inbox: it may not slip out behind the switch.
    desk.ask({ kind: "halt", scope: { kind: "portfolio" }, action: random.pick([...STOP_ACTIONS]), reason: "" }, false);
    const sentBefore = new Set(desk.sent);
    desk.settle();
    for (let turn = 0; turn < 12; turn++) {
      desk.quote(PRICE - 100, PRICE, { ms: 30 });
      if (random.chance(0.4)) desk.place({ side: "buy", quantityLots: 70, priceTicks: PRICE - 900 });
      if (random.chance(0.1)) desk.restart();
    }
    const added = desk.orders.filter(({ id, side }) => side === "buy" && desk.sent.includes(id) && !sentBefore.has(id));
    must(added.length === 0, `"${added[0]?.id}" left after the stop`);
    desk.finish();
  },
};

const THROWS: FaultRow = {
  row: 23,
  name: "a kill switch that cannot be read stops everything that adds risk, and cancels go out all the same",
  seeds: 20,
  run(seed) {
    const random = new Seeded(seed);
    let isBroken = false;
    const desk = eagerDesk({
      plant: (state) => {
        let { stops } = state;
        return Object.defineProperty({ ...state }, "stops", {
          enumerable: true,
          get: () => {
            // Only the gates read it inside a try; nothing else of the engine may depend on a switch that is broken.
            const caller = new Error("probe").stack ?? "";
            if (isBroken && /latchRefusal|mayLeave/.test(caller)) throw new Error("The switch is broken");
            return stops;
          },
          set: (next: typeof stops) => {
            stops = next;
          },
        });
      },
    });
    for (let turn = random.between(2, 6); turn > 0; turn--) desk.quote(PRICE - 100, PRICE, { ms: 30 });
    const [resting] = desk.orders.filter(({ status }) => status === "accepted");
    must(resting !== undefined, "nothing rests");
    const before = desk.sent.length;
    isBroken = true;
    for (let turn = 0; turn < 10; turn++) {
      desk.quote(PRICE - 100, PRICE, { ms: 30 });
      desk.place({ side: random.pick(["buy", "sell"] as const), quantityLots: 60, priceTicks: PRICE - 900 });
    }
    must(desk.sent.length === before, "an order left though nobody could say that it may");
    desk.ask({ kind: "cancel-order", orderId: resting.id });
    desk.quote(PRICE - 100, PRICE);
    must(desk.order(resting.id).status === "canceled", "a cancel did not go out");
    isBroken = false;
    desk.finish();
  },
};

export const STOP_ROWS: readonly FaultRow[] = [SHUTDOWN, THROWS];
