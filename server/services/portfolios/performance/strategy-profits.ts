import { readUnits, storedInstrument } from "../../../../db/queries/decimals.ts";
import { type LotsOf, readOpen, readRealised } from "../../../../db/queries/performance/strategy-profit.ts";
import { add, type Integer } from "../../../domain/money/integer.ts";
import { formatUnits } from "../../../domain/money/money.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";
import { readBaseCurrency } from "./read-portfolio.ts";

/** Who opened lots and what came of them; amounts are exact decimal texts. */
export type StrategyProfit = {
  /** Null for what people did by hand. */
  readonly runId: string | null;
  readonly strategy: string | null;
  /** Of lots closed in the range, in the portfolio's base currency. */
  readonly realised: string;
  readonly closings: number;
  /** What is open now, to be marked where prices are known. */
  readonly open: readonly {
    readonly instrumentId: string;
    readonly direction: "long" | "short";
    readonly quantity: string;
    readonly cost: string;
  }[];
};

/** Profits by strategy run, by hand first. A lot belongs to whoever opened it, whoever closed it. */
export async function strategyProfits(
  desk: Desk,
  actor: Actor,
  { portfolioId, ...range }: { readonly portfolioId: string; readonly from: number; readonly to: number },
): Promise<StrategyProfit[]> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const currency = await readBaseCurrency(desk.sql, portfolioId);
  const [realised, open] = await Promise.all([
    readRealised(desk.sql, portfolioId, range),
    readOpen(desk.sql, portfolioId),
  ]);
  const owners = new Map<string | null, LotsOf>([...realised, ...open].map((row) => [row.runId, row]));
  return [...owners.values()]
    .sort((a, b) => (a.runId ?? "").localeCompare(b.runId ?? ""))
    .map(({ runId, strategy }) => {
      const closed = realised.filter((row) => row.runId === runId);
      // The desk trades against the base currency alone.
      const total = closed.reduce<Integer>(
        (sum, row) => add(sum, readUnits(row.realised, storedInstrument(row.instrumentId).quote)),
        0,
      );
      return {
        runId,
        strategy,
        realised: formatUnits(total, currency),
        closings: closed.reduce((sum, { closings }) => sum + closings, 0),
        open: open
          .filter((row) => row.runId === runId)
          .map(({ instrumentId, direction, quantity, cost }) => ({ instrumentId, direction, quantity, cost })),
      };
    });
}
