import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";

/** The auditor's own arithmetic: bigint from the grid's decimal texts, nothing borrowed from the engine. */

const UNIT_DECIMALS: Readonly<Record<string, number>> = { USDT: 8, BTC: 10, ETH: 10, SOL: 8 };

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function scaled(text: string, decimals: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
}

/** Units of a currency per lot (base) and per tick × lot (quote). */
type Grid = { readonly baseUnitsPerLot: bigint; readonly quoteUnitsPerTickLot: bigint };

const grids = new Map<string, Grid>();

function gridOf(instrument: Instrument): Grid {
  const known = grids.get(instrument.id);
  if (known !== undefined) return known;
  const wide = 18;
  const tick = scaled(instrument.tick, wide);
  const lot = scaled(instrument.lot, wide);
  const grid = {
    baseUnitsPerLot: (lot * power(UNIT_DECIMALS[instrument.base] ?? 0)) / power(wide),
    quoteUnitsPerTickLot: (tick * lot * power(UNIT_DECIMALS[instrument.quote] ?? 0)) / power(2 * wide),
  };
  grids.set(instrument.id, grid);
  return grid;
}

export function notionalOf(instrument: Instrument, ticks: number, lots: number): bigint {
  return BigInt(ticks) * BigInt(lots) * gridOf(instrument).quoteUnitsPerTickLot;
}

export function baseOf(instrument: Instrument, lots: number): bigint {
  return BigInt(lots) * gridOf(instrument).baseUnitsPerLot;
}

/** A perpetual with the leverage that is set for it. */
export type MarginedInstrument = Instrument & { leverage?: number };

export type Need = { readonly currency: string; readonly units: bigint };

/** The highest best price that a sale at market may meet: as far above its bound as the collar is wide. */
function bestOf({ type, side, boundTicks }: Pick<Order, "side" | "type" | "boundTicks">): number {
  if (type !== "market" || side === "buy") return boundTicks;
  const { collarBps } = DEFAULT_RISK_SETTINGS;
  const reaches = (best: number) => BigInt(best) * BigInt(10_000 - collarBps) <= BigInt(boundTicks) * 10_000n;
  let best = Math.round(boundTicks / (1 - collarBps / 10_000)) + 2;
  while (!reaches(best)) best -= 1;
  return best;
}

/** What an order with `openLots` left must hold back. */
export function needOf(
  instrument: MarginedInstrument,
  order: Pick<Order, "side" | "type" | "boundTicks" | "isReduceOnly">,
  openLots: number,
): Need {
  if (instrument.kind === "perpetual") {
    const notional = notionalOf(instrument, bestOf(order), openLots);
    const up = (units: bigint, by: bigint) => (units + by - 1n) / by;
    const fee = up(notional * BigInt(instrument.takerRateMillionths), 1_000_000n);
    const margin = up(notional, BigInt(instrument.leverage ?? 5)) + fee;
    return { currency: instrument.quote, units: order.isReduceOnly ? 0n : margin };
  }
  return order.side === "buy"
    ? { currency: instrument.quote, units: notionalOf(instrument, order.boundTicks, openLots) }
    : { currency: instrument.base, units: baseOf(instrument, openLots) };
}

/** What a fill moves, by currency: signed units. */
export function flowsOf(instrument: Instrument, fill: Fill): Need[] {
  const money = notionalOf(instrument, fill.priceTicks, fill.quantityLots);
  const quantity = baseOf(instrument, fill.quantityLots);
  const sign = fill.side === "buy" ? 1n : -1n;
  return [
    { currency: instrument.base, units: sign * quantity },
    { currency: instrument.quote, units: -sign * money },
    { currency: fill.feeCurrency, units: -BigInt(fill.feeUnits) },
  ];
}

/** An amount in USDT at a price of the spot market that trades it, rounded down; null without one. */
export function valueInUsdt(
  instruments: Iterable<Instrument>,
  currency: string,
  units: bigint,
  priceOf: (instrumentId: string) => number,
): bigint | null {
  if (units === 0n || currency === "USDT") return units;
  for (const instrument of instruments) {
    if (instrument.kind !== "spot" || instrument.base !== currency || instrument.quote !== "USDT") continue;
    const scaled = units * notionalOf(instrument, priceOf(instrument.id), 1);
    const by = baseOf(instrument, 1);
    if (scaled === 0n) return null;
    return scaled / by - (scaled % by < 0n ? 1n : 0n);
  }
  return null;
}
