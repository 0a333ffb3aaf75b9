import { NAKED_SEEDS, nakedMs } from "../support/faults/naked-rows.ts";
import { FAULT_ROWS, failuresOf, ROWS_OWNED } from "../support/faults/rows.ts";
import type { Figures } from "./main.ts";
import { benchStop } from "./stop.ts";

/** The faults of the field that concern orders and margin, each against what must still be true; a row that nothing runs counts as failed. */
export function benchFaults(): Figures {
  let survived = 0;
  for (const number of ROWS_OWNED) {
    const row = FAULT_ROWS.find(({ row }) => row === number);
    const failures = row === undefined ? ["nothing runs it"] : failuresOf(row);
    if (failures.length === 0) survived += 1;
    else console.error(`fault ${number}${row === undefined ? "" : ` (${row.name})`}: ${failures.join("; ")}`);
  }
  return {
    rows: ROWS_OWNED.length,
    survived,
    failed: ROWS_OWNED.length - survived,
    naked_ms_max: Math.max(...Array.from({ length: NAKED_SEEDS }, (_, index) => nakedMs(index + 1))),
    latch_ms_max: benchStop().latch_ms_max,
  };
}
