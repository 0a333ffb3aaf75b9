import { defineInstrument, wholeLots } from "../../../server/domain/markets/instrument.ts";
import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import type { Strategy } from "../../../server/domain/strategies/strategy.ts";
import { Seeded } from "../seeded.ts";
import { BTC, FaultDesk } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

const PRICE = 6_000_000;

const filterCodes = /^(quantity|notional|price)-/;

/** Orders of every size and price, most of them off some rule of the venue. */
function randomOrder(random: Seeded): Partial<OrderIntent> & Pick<OrderIntent, "side" | "quantityLots"> {
  const quantityLots = random.pick([0, -1, 0.5, 1, 2, 8, 9, 10, 500, 900_000_001, random.between(1, 4_000)]);
  const priceTicks = random.pick([null, 0, -1, 0.5, 1, PRICE, random.between(PRICE - 400_000, PRICE + 400_000)]);
  return { side: random.pick(["buy", "sell"] as const), quantityLots, priceTicks };
}

const FILTERS: FaultRow = {
  row: 9,
  name: "no order that passes the gate is refused for the venue's filters; after they changed, one refusal costs nothing",
  seeds: 40,
  run(seed) {
    const random = new Seeded(seed);
    const desk = new FaultDesk();
    desk.quote(PRICE - 100, PRICE);
    for (let turn = 0; turn < 40; turn++) {
      desk.place(randomOrder(random));
      if (random.chance(0.3)) desk.quote(PRICE - random.between(1, 900), PRICE + random.between(0, 900));
    }
    for (const { id, status, reasonCode } of desk.orders)
      must(!(status === "rejected" && filterCodes.test(reasonCode ?? "")), `the venue refused "${id}": ${reasonCode}`);
    desk.finish();

    // The venue has raised its smallest order since we read its rules.
    const { base, quote, tick, lot } = BTC;
    const rates = { makerRate: "0.001", takerRate: "0.001" };
    const atVenue = defineInstrument({ base, quote, tick, lot, minNotional: "500", quantityMax: "9000", ...rates });
    const strict = new FaultDesk({ atVenue });
    strict.quote(PRICE - 100, PRICE);
    const small = strict.place({ side: "buy", quantityLots: 100, priceTicks: PRICE - 1_000 });
    strict.quote(PRICE - 100, PRICE);
    const refused = strict.order(small.id);
    must(refused.status === "rejected", `the order is ${refused.status}`);
    must(refused.reservedUnits === 0 && strict.state.working.size === 0, "a refused order holds something back");
    const large = strict.place({ side: "buy", quantityLots: 1_000, priceTicks: PRICE - 1_000 });
    strict.quote(PRICE - 100, PRICE);
    must(strict.order(large.id).status === "accepted", "the next order, large enough, is not accepted");
    strict.finish();
  },
};

const DUST: FaultRow = {
  row: 11,
  name: "a position whose fee was taken in the coin closes to less than a lot, and the dust blocks nothing",
  seeds: 40,
  run(seed) {
    const random = new Seeded(seed);
    const desk = new FaultDesk();
    desk.quote(PRICE - 100, PRICE);
    for (let round = 0; round < 6; round++) {
      desk.place({ side: "buy", quantityLots: random.between(20, 3_000) });
      desk.quote(PRICE - 100, PRICE);
      must(wholeLots(BTC, desk.netUnits) > 0, "nothing was bought");
      if (random.chance(0.4)) desk.ask({ kind: "close-position", instrumentId: BTC.id, share: "half" });
      desk.quote(PRICE - 100, PRICE);
      desk.ask({ kind: "close-position", instrumentId: BTC.id, share: "all" });
      desk.quote(PRICE - 100, PRICE);
      must(wholeLots(BTC, desk.netUnits) === 0, `lots are left after closing: ${desk.netUnits}`);
      must(desk.netUnits >= 0, "more was sold than was held");
    }
    desk.finish();
  },
};

/** Wants ten orders with every price that comes. */
const RUNAWAY: Strategy = {
  name: "runaway",
  parameters: {},
  initialState: () => null,
  onQuote: () =>
    Array.from({ length: 10 }, () => ({
      kind: "submit" as const,
      side: "buy" as const,
      type: "limit" as const,
      quantityLots: 20,
      priceTicks: PRICE - 1_000,
      timeInForce: "GTC" as const,
    })),
};

const LOOP: FaultRow = {
  row: 15,
  name: "ten thousand orders a second from a strategy reach the venue at no more than the allowed rate",
  seeds: 3,
  run(seed) {
    const random = new Seeded(seed);
    const desk = new FaultDesk({ findStrategy: (name) => (name === RUNAWAY.name ? RUNAWAY : undefined) });
    desk.quote(PRICE - 100, PRICE);
    desk.ask({ kind: "start-run", runId: "run", strategy: RUNAWAY.name, instrumentId: BTC.id, parameters: {} });
    const sentAt: number[] = [];
    for (let turn = 0; turn < 150; turn++) {
      const before = desk.sent.length;
      // Ten a millisecond, in bursts.
      desk.quote(PRICE - 100, PRICE, { ms: turn % 50 === 49 ? random.between(400, 1_500) : 1 });
      for (let each = before; each < desk.sent.length; each++) sentAt.push(desk.at);
    }
    const most = DEFAULT_RISK_SETTINGS.ordersPerSecondMax;
    for (const [index, at] of sentAt.entries()) {
      const earlier = sentAt[index - most];
      must(earlier === undefined || at - earlier >= 1_000, `more than ${most} orders left within a second`);
    }
    must(sentAt.length >= most && desk.orders.length > 1_000, "the strategy did not run away");
    must(desk.auditor.counts.denied > 1_000, "the gate denied too little");
    desk.finish();
  },
};

export const ORDER_ROWS: readonly FaultRow[] = [FILTERS, DUST, LOOP];
