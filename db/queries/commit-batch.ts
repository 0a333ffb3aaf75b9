import postgres from "postgres";
import type { Borrowing } from "../../server/domain/borrowing/loan.ts";
import type { Markout } from "../../server/domain/execution-quality/markout.ts";
import type { MarginValues } from "../../server/domain/margin/margin-account.ts";
import type { Integer } from "../../server/domain/money/integer.ts";
import { stringifyExact } from "../../server/domain/money/integer-json.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { SelfTradeMode } from "../../server/domain/orders/self-trade.ts";
import type { Lot } from "../../server/domain/positions/lot.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import type { TradingState } from "../../server/domain/risk/trading-state.ts";
import type { StrategyStatus } from "../../server/domain/strategies/strategy-status.ts";
import type { Client } from "../client.ts";
import { type AlgorithmRecord, algorithmRow } from "./algorithm-row.ts";
import { storedInstrument, writeUnits } from "./decimals.ts";
import { fillRow } from "./fill-row.ts";
import { type LotClosing, type LotReduction, lotClosingRow, lotReductionRow, lotRow } from "./lot-row.ts";
import { markoutRows } from "./markout-row.ts";
import {
  type HeldUpdate,
  heldUpdateRow,
  type OrderUpdate,
  orderRow,
  orderUpdateRow,
  type TermsUpdate,
  termsUpdateRow,
} from "./order-row.ts";
import { type OrderStepRecord, orderStepRow } from "./order-step-row.ts";

export type RunRecord = {
  readonly runId: string;
  readonly strategy: string;
  readonly instrumentId: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly status: StrategyStatus;
  readonly reason: string | null;
  readonly snapshot: string;
};

/** Money paid in, or out when negative, under the key of the command that asked for it. */
type CashFlow = {
  readonly key: string;
  readonly userId: string;
  readonly currency: string;
  readonly units: Integer;
  readonly at: number;
};

/** Null leaves what is stored. */
export type PositionRecord = {
  readonly instrumentId: string;
  readonly positionSide?: PositionSide | null;
  readonly realisedUnits: Integer | null;
  readonly margin: MarginValues | null;
};

/** One commit of a session, already folded: at most one update an order, a lot, a balance or a position. */
export type CommitBatch = {
  readonly portfolioId: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly at: number;
  readonly feedPosition: number | null;
  readonly stateHash: string | null;
  readonly fillsDigest: string;
  readonly closedDigest: string;
  readonly counters: { readonly orders: number; readonly fills: number; readonly lots: number };
  /** The exact JSON text of the changes. */
  readonly changes: string;
  readonly placed: readonly Order[];
  readonly updated: readonly OrderUpdate[];
  readonly amended: readonly TermsUpdate[];
  readonly held: readonly HeldUpdate[];
  /** Oldest first. */
  readonly steps: readonly OrderStepRecord[];
  readonly fills: readonly Fill[];
  /** Mids taken after fills, in the order of their moments. */
  readonly markouts: readonly Markout[];
  readonly balances: readonly {
    readonly currency: string;
    readonly totalUnits: Integer;
    readonly reservedUnits: Integer;
  }[];
  readonly flows: readonly CashFlow[];
  readonly openedLots: readonly Lot[];
  readonly reducedLots: readonly LotReduction[];
  readonly closings: readonly LotClosing[];
  readonly positions: readonly PositionRecord[];
  readonly runs: readonly RunRecord[];
  readonly algorithms: readonly AlgorithmRecord[];
  readonly tradingState: { readonly state: TradingState; readonly reason: string } | null;
  /** Null leaves it as it is. */
  readonly selfTrade: SelfTradeMode | null;
  /** Null leaves it as it is. */
  readonly borrowing: Borrowing | null;
  readonly controls: readonly { readonly key: string; readonly outcome: unknown }[];
};

/** Another session has taken the portfolio: this one must stop at once. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}

/** The stored sequence is not the one before: this session's picture is wrong and it must recover from the tables. */
export class SequenceBrokenError extends Error {
  override readonly name = "SequenceBrokenError";
}

/** An update met no row, so memory and tables disagree. */
export class RowsMissingError extends Error {
  override readonly name = "RowsMissingError";
}

const rows = <T>(list: readonly T[], row: (item: T) => unknown): string | null =>
  list.length === 0 ? null : JSON.stringify(list.map(row));

const TEXT = 25; // Named, so that the driver asks nothing and encodes nothing: the function's own types read the text.

/**
 * Writes one batch in one round trip and one transaction, then rings the bell `tradewind_changes`.
 * Throws {@link LeaseLostError}, {@link SequenceBrokenError} or {@link RowsMissingError}, with nothing written; any other
 * error leaves the outcome unknown.
 */
export async function commitBatch(sql: Client, batch: CommitBatch): Promise<void> {
  try {
    await sql`select commit_batch(
      ${batch.portfolioId}, ${batch.epoch}, ${batch.sequence}, ${batch.at}, ${batch.feedPosition}, ${batch.stateHash},
      ${batch.fillsDigest}, ${batch.closedDigest}, ${batch.counters.orders}, ${batch.counters.fills}, ${batch.counters.lots},
      ${batch.tradingState?.state ?? null}, ${batch.tradingState?.reason ?? null}, ${batch.changes},
      ${sql.typed(rows(batch.placed, orderRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.updated, orderUpdateRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.fills, fillRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.balances, balanceRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.positions, positionRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.openedLots, lotRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.reducedLots, lotReductionRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.closings, lotClosingRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.runs, runRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.controls, controlRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.amended, termsUpdateRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.flows, flowRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.steps, orderStepRow), TEXT)}::text::json,
      ${sql.typed(rows(batch.held, heldUpdateRow), TEXT)}::text::json,
      ${sql.typed(
        rows(markoutRows(batch.markouts), (row) => row),
        TEXT,
      )}::text::json,
      ${sql.typed(rows(batch.algorithms, algorithmRow), TEXT)}::text::json,
      ${batch.selfTrade}, ${batch.borrowing === null ? null : stringifyExact(batch.borrowing)}
    )`;
  } catch (error) {
    throw sorted(error);
  }
}

function sorted(error: unknown): unknown {
  if (!(error instanceof postgres.PostgresError)) return error;
  const text = `${error.message}: ${error.detail ?? ""}`;
  if (error.code === "TW001") return new LeaseLostError(text, { cause: error });
  if (error.code === "TW002") return new SequenceBrokenError(text, { cause: error });
  if (error.code === "TW003") return new RowsMissingError(text, { cause: error });
  return error;
}

const balanceRow = (balance: CommitBatch["balances"][number]) => ({
  currency: balance.currency,
  total: writeUnits(balance.totalUnits, balance.currency),
  reserved: writeUnits(balance.reservedUnits, balance.currency),
});

const flowRow = (flow: CashFlow) => ({
  key: flow.key,
  currency: flow.currency,
  amount: writeUnits(flow.units, flow.currency),
  user_id: flow.userId,
  at: flow.at,
});

const positionRow = (position: CommitBatch["positions"][number]) => ({
  instrument_id: position.instrumentId,
  position_side: position.positionSide ?? "net",
  realised:
    position.realisedUnits === null
      ? null
      : writeUnits(position.realisedUnits, storedInstrument(position.instrumentId).quote),
  margin: position.margin === null ? null : stringifyExact(position.margin),
});

const runRow = (run: RunRecord) => ({
  run_id: run.runId,
  strategy: run.strategy,
  instrument_id: run.instrumentId,
  parameters: run.parameters,
  status: run.status,
  reason: run.reason,
  snapshot: run.snapshot,
});

const controlRow = (control: CommitBatch["controls"][number]) => ({
  key: control.key,
  outcome: JSON.parse(stringifyExact(control.outcome)),
});
