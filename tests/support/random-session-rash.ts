import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import type { RandomMarket } from "./random-session-market.ts";
import type { Seeded } from "./seeded.ts";

const BORROWED_AGAINST = "BTC-USDT";

/** Sessions with little money of their own, and a venue that lends. */
const borrows = (seed: number): boolean => seed % 4 === 0;
/** Those of them that borrow as much as they may, in a market that now and then breaks away. */
const isRash = (seed: number): boolean => seed % 8 === 0;

/** Asked for at the start of the session. */
export function borrowingAtStart(random: Seeded, seed: number): ControlAction[] {
  if (!borrows(seed)) return [];
  const leverage = random.pick([3, 5] as const);
  return [
    { kind: "move-cash", currency: "USDT", units: -48_000 * 1e8 },
    { kind: "set-borrowing", leverage: isRash(seed) ? 5 : leverage },
  ];
}

/** What is bought with borrowed money falls, what is sold short rises. */
const sideOf = (seed: number) => (seed % 16 === 0 ? "buy" : "sell");

/** Now and then nearly all that may be borrowed, or rather more, to hold one asset or to sell it short. */
export function rashOrder(
  random: Seeded,
  market: RandomMarket,
  key: string,
  state: EngineState,
  seed: number,
): OrderIntent | null {
  const instrument = state.holdings.get(BORROWED_AGAINST)?.instrument;
  if (!isRash(seed) || instrument === undefined || state.borrowing.leverage === 1 || random.chance(0.7)) return null;
  const side = sideOf(seed);
  return {
    ...{ instrumentId: instrument.id, side, type: "limit", quantityLots: random.between(10_000, 90_000) },
    priceTicks: market.middleOf(instrument) + (side === "buy" ? 200 : -200),
    ...{ timeInForce: "GTC", isPostOnly: false, isReduceOnly: false, acceptsStalePrice: true },
    ...{ source: { kind: "manual", userId: "tester", key }, trigger: null, expiresAt: null },
  };
}

/** By how much of itself a price breaks away; 0 mostly. */
export function breakaway(random: Seeded, { id }: Instrument, seed: number): number {
  if (!isRash(seed) || id !== BORROWED_AGAINST || !random.chance(0.04)) return 0;
  return random.chance(0.8) === (sideOf(seed) === "buy") ? -0.2 : 0.25;
}

/** So deep that what is borrowed finds a market. */
export const isDeep = ({ id }: Instrument, seed: number): boolean => isRash(seed) && id === BORROWED_AGAINST;
