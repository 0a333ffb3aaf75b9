import { add, type Integer, subtract } from "../money/integer.ts";

/** A portfolio at an instant, in units of its own currency. */
export type EquityParts = {
  readonly equityUnits: Integer;
  /** All that was paid in until then less all that was paid out. */
  readonly netFlowUnits: Integer;
  /** Realised and unrealised, after fees, with all funding. */
  readonly earnedUnits: Integer;
};

/** What was booked between two instants, in units of the portfolio's own currency. */
export type BookedMoney = {
  readonly feesUnits: Integer;
  /** What fills cost against the mid when their order began to be worked; an improvement when negative. */
  readonly slippageUnits: Integer;
  /** Received when positive. */
  readonly fundingUnits: Integer;
  readonly interestUnits: Integer;
  /** Debts that the venue wrote off. */
  readonly forgivenUnits: Integer;
};

/** What changed equity, each part as it counts: costs are negative. */
export type PnlSplit = {
  readonly changeUnits: Integer;
  readonly priceUnits: Integer;
  readonly slippageUnits: Integer;
  readonly feesUnits: Integer;
  readonly fundingUnits: Integer;
  readonly interestUnits: Integer;
  readonly forgivenUnits: Integer;
  readonly flowUnits: Integer;
  /** What no part explains: zero, or the books are wrong. */
  readonly residualUnits: Integer;
};

/**
 * The change of equity between two instants by what caused it: price + slippage + fees + funding + interest + forgiven + flow +
 * residual. Price is what the lots would have gained at their orders' arrival mids, without fees, so it comes from the positions while equity comes from the balances: nothing is left over by
 * construction, and nothing is rounded. There is no currency part: everything is traded against the portfolio's own currency.
 */
export function pnlSplit(first: EquityParts, last: EquityParts, booked: BookedMoney): PnlSplit {
  const changeUnits = subtract(last.equityUnits, first.equityUnits);
  const flowUnits = subtract(last.netFlowUnits, first.netFlowUnits);
  const earned = subtract(last.earnedUnits, first.earnedUnits);
  const { fundingUnits, forgivenUnits } = booked;
  const parts = {
    priceUnits: add(add(subtract(earned, fundingUnits), booked.feesUnits), booked.slippageUnits),
    slippageUnits: subtract(0, booked.slippageUnits),
    feesUnits: subtract(0, booked.feesUnits),
    fundingUnits,
    interestUnits: subtract(0, booked.interestUnits),
    forgivenUnits,
    flowUnits,
  };
  const explained = Object.values(parts).reduce<Integer>(add, 0);
  return { changeUnits, ...parts, residualUnits: subtract(changeUnits, explained) };
}
