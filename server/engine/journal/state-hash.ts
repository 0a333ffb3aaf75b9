import { stopText } from "../../domain/kill-switch/stop.ts";
import { DEFAULT_SELF_TRADE, type SelfTradeMode } from "../../domain/orders/self-trade.ts";
import { positionKey } from "../../domain/positions/position-side.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { valuesOf } from "../margin/margin-account.ts";
import { Digest } from "./digest.ts";
import {
  algorithmText,
  balanceText,
  borrowingText,
  isNotEmpty,
  lotText,
  marginText,
  markoutsText,
  orderText,
} from "./state-text.ts";

/** The facts that two equal states share. Prices are not among them: they belong to the feed. */
export type HashedFacts = {
  readonly orders: Iterable<string>;
  readonly balances: Iterable<string>;
  readonly lots: Iterable<string>;
  readonly positions: Iterable<string>;
  readonly margins: Iterable<string>;
  readonly runs: Iterable<string>;
  readonly markouts: Iterable<string>;
  readonly algorithms: Iterable<string>;
  readonly stops: Iterable<string>;
  readonly selfTrade: SelfTradeMode;
  /** Empty for a portfolio that never borrowed. */
  readonly borrowing: string;
  readonly tradingState: string;
  readonly counters: string;
  readonly fillsDigest: string;
  readonly closedDigest: string;
};

/** 16 hexadecimal digits over orders, fills, lots, balances, reservations, run snapshots, markouts still to be taken, algorithms at work and stops, whatever their order. */
export function hashFacts(facts: HashedFacts): string {
  const digest = new Digest();
  for (const [kind, texts] of [
    ["order", facts.orders],
    ["balance", facts.balances],
    ["lot", facts.lots],
    ["position", facts.positions],
    ["margin", facts.margins],
    ["run", facts.runs],
    ["markouts", facts.markouts],
    ["algorithm", facts.algorithms],
    ["stop", facts.stops],
  ] as const) {
    for (const text of texts) digest.add(`${kind}:${text}`);
  }
  // Only where it says something: digests of older desks stay true.
  if (facts.selfTrade !== DEFAULT_SELF_TRADE) digest.add(`self-trade:${facts.selfTrade}`);
  if (facts.borrowing !== "") digest.add(`borrowing:${facts.borrowing}`);
  digest.add(`${facts.tradingState}:${facts.counters}:${facts.fillsDigest}:${facts.closedDigest}`);
  return digest.toString();
}

const keyOf = ({ instrument, positionSide }: Holding): string => positionKey(instrument.id, positionSide);

export function stateHash(state: EngineState): string {
  const holdings = [...state.holdings.values()];
  return hashFacts({
    orders: [...state.working.values()].map(({ order }) => orderText(order)),
    balances: [...state.balances.values()].filter(isNotEmpty).map(balanceText),
    lots: holdings.flatMap((holding) => [...holding.lots.values()].map(lotText)),
    positions: holdings
      .filter((holding) => holding.realisedUnits !== 0)
      .map((holding) => `${keyOf(holding)}|${holding.realisedUnits}`),
    margins: holdings.flatMap((holding) =>
      holding.margin === null ? [] : marginText(keyOf(holding), valuesOf(holding.margin)),
    ),
    runs: [...state.runs.values()]
      .filter((run) => run.status !== "stopped")
      .map((run) => `${run.runId}|${run.journaled}`),
    markouts: state.markouts.pending().map(markoutsText),
    algorithms: [...state.algorithms.live()].map(({ order }) => algorithmText(order)),
    stops: state.stops.map(stopText),
    selfTrade: state.selfTrade,
    borrowing: borrowingText(state.borrowing),
    tradingState: state.tradingState,
    counters: `${state.counters.orders}/${state.counters.fills}/${state.counters.lots}`,
    fillsDigest: state.fillsDigest.toString(),
    closedDigest: state.closedDigest.toString(),
  });
}
