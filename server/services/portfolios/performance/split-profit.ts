import type { Client } from "../../../../db/client.ts";
import { readUnits, storedInstrument } from "../../../../db/queries/decimals.ts";
import type { StoredEquityPoint } from "../../../../db/queries/performance/equity-points.ts";
import { sumFunding } from "../../../../db/queries/performance/funding.ts";
import { readCharges } from "../../../../db/queries/performance/lending.ts";
import { readSlippage, type SlippageOf } from "../../../../db/queries/performance/slippage.ts";
import { type FeesOf, readFees } from "../../../../db/queries/performance/strategy-profit.ts";
import { currencyOf } from "../../../domain/money/currency.ts";
import { roundScaled } from "../../../domain/money/decimal.ts";
import { add, type Integer } from "../../../domain/money/integer.ts";
import { formatUnits } from "../../../domain/money/money.ts";
import { pnlSplit } from "../../../domain/portfolio/pnl-identity.ts";

/** What changed equity between two recorded points; exact decimal texts, costs negative, and all of them add up to `change`. */
export type SplitProfit = {
  readonly from: number;
  readonly to: number;
  readonly change: string;
  readonly price: string;
  /** Against the mid when each order began to be worked; where that is not known it stays in the price. */
  readonly slippage: string;
  readonly fees: string;
  readonly funding: string;
  readonly interest: string;
  /** Debts that the venue wrote off. */
  readonly forgiven: string;
  readonly flow: string;
  /** What no part explains: "0", or the books are wrong. */
  readonly residual: string;
};

type Ends = {
  readonly portfolioId: string;
  readonly currency: string;
  readonly first: StoredEquityPoint;
  readonly last: StoredEquityPoint;
};

/** Splits what lies between two points: each part is of the commits that lie between theirs, whatever the clock said. */
export async function splitProfit(sql: Client, { portfolioId, currency, first, last }: Ends): Promise<SplitProfit> {
  const [begin, end] = await Promise.all([commitOf(sql, portfolioId, first), commitOf(sql, portfolioId, last)]);
  const span = { from: begin.at, to: end.at, after: begin.sequence, until: end.sequence };
  const [fees, slippage, funding, charges] = await Promise.all([
    readFees(sql, portfolioId, { from: begin.at, to: end.at }),
    readSlippage(sql, portfolioId, { from: begin.at, to: end.at }),
    sumFunding(sql, portfolioId, span),
    readCharges(sql, portfolioId, span),
  ]);
  const sumOf = (kind: (typeof charges)[number]["kind"]) =>
    charges.reduce<Integer>((sum, charge) => {
      // Interest is charged in the portfolio's own currency, and what is written off is owed in it: all else was bought back.
      const counts = charge.kind === kind && (kind === "interest-charged" || charge.currency === currency);
      return counts ? add(sum, charge.units) : sum;
    }, 0);
  const partsOf = ({ equity, netFlow, realised, unrealised }: StoredEquityPoint) => ({
    equityUnits: readUnits(equity, currency),
    netFlowUnits: readUnits(netFlow, currency),
    earnedUnits: add(readUnits(realised, currency), readUnits(unrealised, currency)),
  });
  const split = pnlSplit(partsOf(first), partsOf(last), {
    feesUnits: feesIn(currency, fees),
    slippageUnits: costIn(currency, slippage),
    fundingUnits: funding.get(currency) ?? 0,
    interestUnits: sumOf("interest-charged"),
    forgivenUnits: sumOf("debt-forgiven"),
  });
  const text = (units: Integer) => formatUnits(units, currency);
  return {
    from: first.at,
    to: last.at,
    change: text(split.changeUnits),
    price: text(split.priceUnits),
    slippage: text(split.slippageUnits),
    fees: text(split.feesUnits),
    funding: text(split.fundingUnits),
    interest: text(split.interestUnits),
    forgiven: text(split.forgivenUnits),
    flow: text(split.flowUnits),
    residual: text(split.residualUnits),
  };
}

/** A mid lies between two units now and then: what is rounded away stays in the price. */
function costIn(currency: string, slippage: readonly SlippageOf[]): Integer {
  const { decimals } = currencyOf(currency);
  return slippage.reduce<Integer>((sum, { cost }) => add(sum, roundScaled(cost, decimals)), 0);
}

/** Fees are charged in what was received: those in a coin count at the price of their fill. In units of the currency. */
export function feesIn(currency: string, fees: readonly FeesOf[]): Integer {
  const { decimals } = currencyOf(currency);
  return fees.reduce<Integer>((sum, { instrumentId, currency: paidIn, fee, atPrice }) => {
    const { quote } = storedInstrument(instrumentId);
    return add(sum, roundScaled(paidIn === quote ? fee : atPrice, decimals));
  }, 0);
}

type Commit = { readonly sequence: number; readonly at: number };

const OPENING: Commit = { sequence: 0, at: 0 };

/** The commit that a point belongs to; for one of an older desk the newest that was there. */
async function commitOf(sql: Client, portfolioId: string, point: StoredEquityPoint): Promise<Commit> {
  // The opening bears the time of the wall, which the tape may be behind: all trading comes after it.
  if (point.sequence === 0) return OPENING;
  const rows =
    point.sequence === null
      ? await sql<{ sequence: string; at: string }[]>`
          select sequence, at from journal where portfolio_id = ${portfolioId} and at <= ${point.at}
          order by sequence desc limit 1`
      : await sql<{ sequence: string; at: string }[]>`
          select sequence, at from journal where portfolio_id = ${portfolioId} and sequence = ${point.sequence}`;
  const [row] = rows;
  return row === undefined || row.sequence === "0" ? OPENING : { sequence: Number(row.sequence), at: Number(row.at) };
}
