import { distanceMillionths, liquidationTicks } from "../../server/domain/margin/liquidation.ts";
import {
  isIsolated,
  type MarginSetting,
  type MarginValues,
  positionMarginUnits,
  UNTOUCHED,
} from "../../server/domain/margin/margin-account.ts";
import { type MarginPosition, unrealisedUnits } from "../../server/domain/margin/margin-position.ts";
import { type MarginTerms, marginTermsOf } from "../../server/domain/margin/margin-terms.ts";
import { maintenanceUnits } from "../../server/domain/margin/margin-tiers.ts";
import type { OpeningOrders } from "../../server/domain/margin/order-margin.ts";
import { pairLiquidationTicks } from "../../server/domain/margin/pair-liquidation.ts";
import { type Instrument, notionalUnits } from "../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { add, type Integer, subtract } from "../../server/domain/money/integer.ts";
import { oppositePosition, type PositionSide } from "../../server/domain/positions/position-side.ts";
import type { MarksFrame } from "../live/live-frame.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { ticksOf } from "../trade/book-depth.ts";
import { openingOrders } from "./opening-orders.ts";

type Account = { readonly snapshot: PortfolioSnapshot; readonly marks: MarksFrame | null };

/** A perpetual as the venue margins it in this portfolio. Money in units of its quote currency. */
export type MarginView = {
  readonly instrument: Instrument;
  readonly terms: MarginTerms;
  readonly values: MarginValues;
  readonly orders: OpeningOrders;
  readonly positionSide: PositionSide | null;
  /** The other position of hedge mode, while it is open and both are cross: the two stand behind each other. */
  readonly paired: MarginPosition | null;
  /** Of the position that is open; null without one, or before its mark has come. */
  readonly markTicks: number | null;
  readonly walletUnits: Integer;
  /** What is free for something new: what cross positions have lost at the mark is as good as spent. */
  readonly spendableUnits: Integer;
  /**
   * What the other positions leave of the wallet behind a cross position, or behind a pair: less what isolated ones have aside, with
   * the unrealised PnL of the other cross ones and less what these must maintain. Null while one of them has no mark.
   */
  readonly leftByOthersUnits: Integer | null;
};

/** Null for spot. In hedge mode one side, or without it the instrument's setting alone. */
export function marginView(
  instrument: Instrument,
  account: Account,
  positionSide: PositionSide | null = null,
): MarginView | null {
  const terms = marginTermsOf(instrument);
  if (terms === null) return null;
  const { snapshot, marks } = account;
  const { quote } = instrument;
  const walletUnits = balanceOf(snapshot, quote)?.totalUnits ?? 0;
  const find = (side: PositionSide | null) =>
    snapshot.positions.find((row) => row.instrumentId === instrument.id && (row.positionSide ?? null) === side)?.margin;
  const { leverage, mode } = find(null) ?? UNTOUCHED;
  const values = find(positionSide) ?? { ...UNTOUCHED, leverage, mode };
  const other = positionSide === null || isIsolated(values) ? undefined : find(oppositePosition(positionSide));
  return {
    instrument,
    terms,
    orders: openingOrders(snapshot, { instrumentId: instrument.id, positionSide }),
    values,
    positionSide,
    paired: other === undefined || other.netLots === 0 ? null : other,
    markTicks: markOf(instrument, marks),
    walletUnits,
    spendableUnits: spendableUnits(account, quote),
    leftByOthersUnits: leftByOthers(instrument, values, account, walletUnits),
  };
}

/** What is free of a currency, as the risk gate counts it; of a position that is left out no loss is counted. */
export function spendableUnits(
  { snapshot, marks }: Account,
  currency: string,
  without: MarginValues | null = null,
): Integer {
  const balance = balanceOf(snapshot, currency);
  const free = subtract(balance?.totalUnits ?? 0, balance?.reservedUnits ?? 0);
  let gain: Integer = 0;
  for (const { instrument, margin } of openIn(snapshot, currency)) {
    const mark = isIsolated(margin) || margin === without ? null : markOf(instrument, marks);
    if (mark !== null) gain = add(gain, unrealisedUnits(instrument, margin, mark));
  }
  return gain < 0 ? add(free, gain) : free;
}

/** What would stand behind a position with this setting, in units, or behind the pair that it is of; null while a mark is missing. */
export function backingUnits(
  { values, leftByOthersUnits }: MarginView,
  position: MarginPosition,
  setting: MarginSetting = values,
  movedUnits: Integer = 0,
): Integer | null {
  if (isIsolated(setting)) {
    const isSame = Math.sign(position.netLots) === Math.sign(values.netLots);
    return positionMarginUnits(position, setting, isSame ? cameUnits(values) : 0);
  }
  return leftByOthersUnits === null ? null : add(leftByOthersUnits, movedUnits);
}

/** What has come to an isolated position's initial margin since it was opened, or gone from it. */
export const cameUnits = ({ fundingUnits, addedUnits }: MarginValues): Integer => add(fundingUnits, addedUnits);

/** Where the venue would close a position, in ticks: with this setting, and what the way there moves in or out of the wallet. */
export function liquidationOf(
  view: MarginView,
  position: MarginPosition,
  setting: MarginSetting = view.values,
  movedUnits: Integer = 0,
): number | null {
  const { instrument, paired, markTicks } = view;
  const { tiers } = view.terms;
  const backing = backingUnits(view, position, setting, movedUnits);
  if (backing === null) return null;
  if (paired === null || markTicks === null || isIsolated(setting) || position.netLots === 0)
    return liquidationTicks({ instrument, tiers, position, backingUnits: backing });
  return pairLiquidationTicks({ instrument, tiers, positions: [position, paired], backingUnits: backing }, markTicks);
}

export type OpenMargin = {
  /** Where the venue would close it, and how far the mark is from there, in percent of the mark; null where it never would. */
  readonly liquidation: { readonly ticks: number; readonly percent: number } | null;
  /** All that stands behind it and is needed to judge it is known. */
  readonly isKnown: boolean;
};

/** How the position that is open stands; null while nothing is. */
export function openMargin(view: MarginView): OpenMargin | null {
  const { values, markTicks } = view;
  if (values.netLots === 0) return null;
  if (markTicks === null || backingUnits(view, values) === null) return { liquidation: null, isKnown: false };
  const ticks = liquidationOf(view, values);
  if (ticks === null) return { liquidation: null, isKnown: true };
  // A pair may be due on either side of the mark.
  const percent =
    view.paired === null
      ? distanceMillionths(values.netLots, markTicks, ticks) / PERCENT
      : (Math.abs(markTicks - ticks) / markTicks) * 100;
  return { liquidation: { ticks, percent }, isKnown: true };
}

/** A millionth in percent. */
const PERCENT = 10_000;

function leftByOthers(
  instrument: Instrument,
  own: MarginValues,
  { snapshot, marks }: Account,
  walletUnits: Integer,
): Integer | null {
  let units = walletUnits;
  for (const { instrument: other, margin } of openIn(snapshot, instrument.quote)) {
    // In hedge mode both sides are margined alike: isolated, the other has its own aside.
    if (other.id === instrument.id && (margin === own || !isIsolated(margin))) continue;
    if (isIsolated(margin)) {
      units = subtract(units, margin.marginUnits);
      continue;
    }
    const mark = markOf(other, marks);
    const tiers = marginTermsOf(other)?.tiers;
    if (mark === null || tiers === undefined) return null;
    const maintained = maintenanceUnits(tiers, notionalUnits(other, mark, Math.abs(margin.netLots)));
    units = subtract(add(units, unrealisedUnits(other, margin, mark)), maintained);
  }
  return units;
}

function openIn(snapshot: PortfolioSnapshot, currency: string) {
  return snapshot.positions.flatMap(({ instrumentId, margin }) => {
    const instrument = margin === undefined || margin.netLots === 0 ? undefined : findInstrument(instrumentId);
    return margin === undefined || instrument?.quote !== currency ? [] : [{ instrument, margin }];
  });
}

const balanceOf = (snapshot: PortfolioSnapshot, currency: string) =>
  snapshot.balances.find((balance) => balance.currency === currency);

const markOf = (instrument: Instrument, marks: MarksFrame | null): number | null =>
  ticksOf(instrument, marks?.positions.find(({ instrumentId }) => instrumentId === instrument.id)?.mark);
