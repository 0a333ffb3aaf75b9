import { CANCEL_ROWS } from "./cancel-rows.ts";
import type { FaultRow } from "./fault-row.ts";
import { GUARD_ROWS } from "./guard-rows.ts";
import { MARGIN_ROWS } from "./margin-rows.ts";
import { NAKED_ROWS } from "./naked-rows.ts";
import { ORDER_ROWS } from "./order-rows.ts";
import { PROTECTION_ROWS } from "./protection-rows.ts";
import { REPLACE_ROWS } from "./replace-rows.ts";
import { SELF_TRADE_ROWS } from "./self-trade-rows.ts";
import { STOP_ROWS } from "./stop-rows.ts";

/** The rows of the catalogue of faults that concern orders and margin and can be run by now. */
export const FAULT_ROWS: readonly FaultRow[] = [
  ...ORDER_ROWS,
  ...CANCEL_ROWS,
  ...REPLACE_ROWS,
  ...STOP_ROWS,
  ...MARGIN_ROWS,
  ...PROTECTION_ROWS,
  ...GUARD_ROWS,
  ...SELF_TRADE_ROWS,
  ...NAKED_ROWS,
].sort((a, b) => a.row - b.row);

/** All of them: what has no row above counts as failed. */
export const ROWS_OWNED = [9, 11, 12, 13, 15, 16, 17, 21, 22, 23, 30, 33, 36, 37, 38, 54] as const;

/** Why the row failed, seed by seed, the first few; empty when it survived. */
export function failuresOf({ seeds, run }: FaultRow): readonly string[] {
  const failures: string[] = [];
  for (let seed = 1; seed <= seeds && failures.length < 3; seed++) {
    try {
      run(seed);
    } catch (error) {
      failures.push(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failures;
}
