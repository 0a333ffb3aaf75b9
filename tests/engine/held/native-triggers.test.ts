import { describe, expect, it } from "vitest";
import { defineInstrument } from "../../../server/domain/markets/instrument.ts";
import { accepted, bookAt, filled, market, openDesk, orderOf, place, START, venue } from "../desk-example.ts";
import { marketTerms, stopLoss } from "./held-example.ts";

const OKX = defineInstrument({
  venue: "okx",
  base: "BTC",
  quote: "USDT",
  tick: "0.01",
  lot: "0.00001",
  minNotional: "5",
  quantityMax: "9000",
  makerRate: "0.001",
  takerRate: "0.001",
});

function longThere() {
  const state = openDesk({ instruments: [OKX] });
  market(state, bookAt(START, 4_999_900, 5_000_000, OKX.id));
  const { id } = place(state, { instrumentId: OKX.id });
  venue(state, accepted(id));
  venue(state, filled(id, 100));
  return state;
}

const stop = { instrumentId: OKX.id, side: "sell", ...marketTerms, isReduceOnly: true } as const;

describe("a stop where the venue keeps stops itself", () => {
  it("goes there at once, by a price that the venue looks at", () => {
    const state = longThere();
    market(state, { ...bookAt(START + 1, 4_999_900, 5_000_000, OKX.id) });
    const sent = place(state, { ...stop, trigger: { kind: "stop-loss", by: "mark", priceTicks: 4_900_000 } });
    expect(sent).toMatchObject({ status: "submitted", releasedTicks: null });
    expect(state.triggers.isEmpty).toBe(true);
    venue(state, accepted(sent.id));
    expect(orderOf(state, sent.id)?.status).toBe("accepted");
    expect(state.holdings.get(OKX.id)?.workingSellLots).toBe(100);
  });

  it("stays in the worker by a price that only the worker looks at", () => {
    expect(place(longThere(), { ...stop, trigger: stopLoss(4_900_000) }).status).toBe("emulated");
  });
});
