import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import type { RandomMarket } from "./random-session-market.ts";
import type { Seeded } from "./seeded.ts";

/** A perpetual whose lowest tier ends soon, traded with much leverage: what is held of it mostly stands above that tier. */
export const isBold = ({ kind, base }: Instrument): boolean => kind === "perpetual" && base !== "BTC";

export const boldIn = (instruments: readonly Instrument[]): Instrument | undefined => instruments.find(isBold);

/** Now and then, while nothing is open, so much of it that it stands above its lowest tier. */
export function boldOrder(
  random: Seeded,
  market: RandomMarket,
  instruments: readonly Instrument[],
  key: string,
  state: EngineState,
): OrderIntent | null {
  const instrument = boldIn(instruments);
  if (instrument === undefined || state.margined.size > 0 || random.chance(0.5)) return null;
  const side = random.pick(["buy", "sell"] as const);
  return {
    ...{ instrumentId: instrument.id, side, type: "limit", quantityLots: random.between(30_000, 110_000) },
    priceTicks: market.middleOf(instrument) + (side === "buy" ? 200 : -200),
    ...{ timeInForce: "GTC", isPostOnly: false, isReduceOnly: false, acceptsStalePrice: true },
    ...{ source: { kind: "manual", userId: "tester", key }, trigger: null, expiresAt: null },
  };
}
