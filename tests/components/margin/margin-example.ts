import type { MarksFrame } from "../../../components/live/live-frame.ts";
import type { PortfolioSnapshot } from "../../../components/live/portfolio-snapshot.ts";
import { NO_BORROWING } from "../../../server/domain/borrowing/loan.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { type MarginValues, UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import { initialUnits } from "../../../server/domain/margin/margin-tiers.ts";
import { formatPrice, type Instrument, notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Integer } from "../../../server/domain/money/integer.ts";

const listed = (id: string): Instrument => present(findInstrument(id), `${id} is listed`);

export const BTC_PERP = listed("BTC-USDT-PERP");
export const ETH_PERP = listed("ETH-USDT-PERP");

/** A position at an entry price in ticks, with its initial margin behind it. */
export function open(
  instrument: Instrument,
  netLots: number,
  entryTicks: number,
  part: Partial<MarginValues> = {},
): MarginValues {
  const values = {
    ...UNTOUCHED,
    ...part,
    netLots,
    costUnits: notionalUnits(instrument, entryTicks, Math.abs(netLots)),
  };
  return { ...values, marginUnits: initialUnits(values.costUnits, values.leverage) };
}

export function portfolio(
  positions: readonly (readonly [Instrument, MarginValues])[],
  usdt: { readonly totalUnits: Integer; readonly reservedUnits: Integer },
): PortfolioSnapshot {
  return {
    ...{ portfolioId: "p", name: "Paper", mode: "paper", feedKind: "synthetic", baseCurrency: "USDT", sequence: 1 },
    ...{
      tradingState: "active",
      tradingStateReason: "",
      stops: [],
      selfTrade: "off",
      borrowing: NO_BORROWING,
      role: "owner",
      isFrozen: false,
    },
    ...{ orders: [], fills: [], algorithms: [], lots: [] },
    positions: positions.map(([{ id }, margin]) => ({ instrumentId: id, realisedUnits: 0, margin })),
    balances: [{ currency: "USDT", ...usdt }],
  };
}

export const marksOf = (marks: readonly (readonly [Instrument, number])[]): MarksFrame => ({
  ...{ kind: "marks", portfolioId: "p", at: 0, equity: "0", currency: "USDT", unrealised: "0" },
  positions: marks.map(([instrument, ticks]) => ({
    instrumentId: instrument.id,
    mark: formatPrice(instrument, ticks),
    unrealised: "0",
  })),
});
