import { SELF_TRADE_MODES } from "../../../server/domain/orders/self-trade.ts";
import type { Strategy } from "../../../server/domain/strategies/strategy.ts";
import { Seeded } from "../seeded.ts";
import { BTC, FaultDesk } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

const PRICE = 6_000_000;

/** Quotes one side around the middle and cancels what stands there. */
const quoter = (name: string, side: "buy" | "sell"): Strategy => ({
  name,
  parameters: { away: { default: 0, min: -100, max: 100 } },
  initialState: ({ away = 0 }) => ({ away }),
  onQuote: (state, quote, { workingOrderIds }) => {
    const { away } = state as { away: number };
    const middle = Math.round((quote.bidTicks + quote.askTicks) / 2);
    const priceTicks = middle + (side === "buy" ? away : -away);
    const cancels = workingOrderIds.slice(0, -1).map((orderId) => ({ kind: "cancel" as const, orderId }));
    const terms = { type: "limit" as const, quantityLots: 40, priceTicks, timeInForce: "GTC" as const };
    return [...cancels, { kind: "submit" as const, side, ...terms }];
  },
});

const STRATEGIES = [quoter("buyer", "buy"), quoter("seller", "sell")];

const CROSSING: FaultRow = {
  row: 12,
  name: "two strategies on one account never stand in the book where they would trade with each other, in any mode",
  seeds: 18,
  run(seed) {
    const random = new Seeded(seed);
    const latencyMs = { submit: random.pick([0, 20, 80]), cancel: random.pick([20, 200]) };
    const findStrategy = (name: string) => STRATEGIES.find((each) => each.name === name);
    // The auditor looks at every order that leaves, and at every other that rests then.
    const desk = new FaultDesk({ latencyMs, findStrategy });
    desk.quote(PRICE - 100, PRICE);
    desk.place({ side: "buy", quantityLots: 5_000 });
    for (let turn = 0; turn < 4; turn++) desk.quote(PRICE - 100, PRICE);
    const mode = SELF_TRADE_MODES[seed % 3] ?? "cancel-newest";
    desk.ask({ kind: "set-self-trade", mode });
    for (const { name } of STRATEGIES) {
      const parameters = { away: random.between(0, 60) };
      desk.ask({ kind: "start-run", runId: name, strategy: name, instrumentId: BTC.id, parameters });
    }
    let bid = PRICE - 100;
    for (let turn = 0; turn < 40; turn++) {
      bid += random.between(-150, 150);
      desk.quote(bid, bid + 200, { lots: random.pick([50, 5_000]) });
      if (random.chance(0.03)) desk.restart();
    }
    const prevented = desk.orders.filter(({ reasonCode }) => reasonCode === "self-trade");
    must(prevented.length > 0, "the two never met");
    for (const { id, status } of prevented)
      must(["denied", "canceled", "filled", "pending-cancel"].includes(status), `"${id}" is ${status}`);
    for (const { runId } of [{ runId: "buyer" }, { runId: "seller" }]) desk.ask({ kind: "stop-run", runId });
    // A cancel can overtake the order that it is meant for: it is asked for once more.
    for (let turn = 0; turn < 12; turn++) {
      if (turn % 6 === 0) desk.ask({ kind: "cancel-all", instrumentId: null });
      desk.quote(bid, bid + 200);
    }
    must(desk.state.working.size === 0, "something still works after all was cancelled");
    desk.finish();
  },
};

export const SELF_TRADE_ROWS: readonly FaultRow[] = [CROSSING];
