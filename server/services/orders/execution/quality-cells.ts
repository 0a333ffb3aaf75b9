import { writeMid } from "../../../../db/queries/markout-row.ts";
import { MARKOUT_HORIZONS_MS, markout } from "../../../domain/execution-quality/markout.ts";
import type { Mid } from "../../../domain/execution-quality/mid.ts";
import type { FillQuality, Moment, OrderQuality } from "../../../domain/execution-quality/order-quality.ts";
import { type Cost, costBps, type HalfUnits, slippage } from "../../../domain/execution-quality/slippage.ts";
import type { Instrument } from "../../../domain/markets/instrument.ts";
import { currencyOf } from "../../../domain/money/currency.ts";
import { formatScaledShort } from "../../../domain/money/decimal.ts";
import { multiply } from "../../../domain/money/integer.ts";

/** The columns that an exported order has of its execution: money in its quote currency, slippage and shortfall positive as a cost. */
export const ORDER_QUALITY_HEAD =
  "decision_mid,arrival_mid,submit_mid,acknowledge_mid,submitted_utc,acknowledged_utc,slippage_decision,slippage_decision_bps,slippage_arrival,slippage_arrival_bps,delay_cost,trading_cost,opportunity_cost,fee_cost,shortfall";

export function orderQualityCells(instrument: Instrument, quality: OrderQuality): (string | null)[] {
  const { decision, arrival, submit, acknowledge, againstDecision, againstArrival, shortfall } = quality;
  const mids = [decision, arrival, submit, acknowledge].map((moment) => midText(instrument, moment?.mid ?? null));
  return [
    ...mids,
    instantOf(submit),
    instantOf(acknowledge),
    ...costCells(instrument, againstDecision),
    ...costCells(instrument, againstArrival),
    money(instrument, shortfall.delayHalves),
    money(instrument, shortfall.tradingHalves),
    money(instrument, shortfall.opportunityHalves),
    money(instrument, shortfall.feeHalves),
    money(instrument, shortfall.totalHalves),
  ];
}

const HORIZONS = ["1s", "10s", "1m", "5m"] as const;

/** Those of an exported fill: the mids at and after it, slippage positive as a cost, markouts positive as a gain, and what is missing. */
export const FILL_QUALITY_HEAD = `mid,slippage_mid,${HORIZONS.map((name) => `mid_${name},markout_${name}`).join(",")},missing_mids`;

export function fillQualityCells(
  instrument: Instrument,
  { fill, mid, markouts, isPending }: FillQuality,
): (string | null)[] {
  const missing: string[] = [];
  const say = (name: string, seen: Mid | null, otherwise: string) => {
    if (seen === null) missing.push(`${name}:${otherwise}`);
    else if ("missing" in seen) missing.push(`${name}:${seen.missing}`);
  };
  say("fill", mid, "not-stored");
  const later = MARKOUT_HORIZONS_MS.flatMap((_, index) => {
    const seen = markouts[index] ?? null;
    say(HORIZONS[index] ?? "", seen, isPending ? "to-come" : "not-stored");
    const gain = halfTicksOf(seen) === null ? null : markout(instrument, fill, halfTicksOf(seen) ?? 0).gainHalves;
    return [midText(instrument, seen), money(instrument, gain)];
  });
  const halfTicks = halfTicksOf(mid);
  const cost = halfTicks === null ? null : slippage(instrument, fill, halfTicks).costHalves;
  return [midText(instrument, mid), money(instrument, cost), ...later, missing.join(" ")];
}

const instantOf = (moment: Moment | null): string | null =>
  moment === null ? null : new Date(moment.at).toISOString();

const halfTicksOf = (mid: Mid | null): number | null => (mid === null || "missing" in mid ? null : mid.halfTicks);

function midText(instrument: Instrument, mid: Mid | null): string | null {
  if (mid === null) return null;
  const stored = writeMid(instrument, mid);
  return "noMid" in stored ? null : stored.mid;
}

/** Halves of a unit have one place more than the currency. */
const money = ({ quote }: Instrument, halves: HalfUnits | null): string | null =>
  halves === null ? null : formatScaledShort(multiply(halves, 5), currencyOf(quote).decimals + 1);

function costCells(instrument: Instrument, cost: Cost | null): (string | null)[] {
  const bps = cost === null ? null : costBps(cost);
  return [money(instrument, cost?.costHalves ?? null), bps === null ? null : bps.toFixed(4)];
}
