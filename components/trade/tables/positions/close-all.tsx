"use client";

import { can } from "../../../../server/domain/access/permission.ts";
import { haltedReason } from "../../../live/frozen.ts";
import { positionName } from "../../../live/hedged.ts";
import { useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { Button } from "../../../ui/button.tsx";
import { ConfirmDialog } from "../../../ui/dialog.tsx";
import { type PositionRow, rowKey } from "../../position-rows.ts";
import { useTradeDesk } from "../../trade-desk.tsx";
import { describeClosing } from "./close-buttons.tsx";

/** The way out of everything that is held, asked first. */
export function CloseAll({ rows }: { readonly rows: readonly PositionRow[] }) {
  const { closeAtOnce } = useTradeDesk();
  const snapshot = useSnapshot();
  const why = useFrozen() ?? haltedReason(snapshot);
  if (snapshot === null || !can(snapshot.role, "order:place")) return null;
  return (
    <ConfirmDialog
      title={`Close ${rows.length === 1 ? "the position" : `all ${rows.length} positions`}?`}
      confirmLabel={`Close ${rows.length} at market`}
      onConfirm={() => {
        for (const row of rows) closeAtOnce(row.instrument.id, "all", row.positionSide);
      }}
      trigger={
        <Button size="row" tone="danger" disabled={why !== null} title={why ?? undefined}>
          Close all…
        </Button>
      }
    >
      <ul className="flex flex-col gap-1">
        {rows.map((row) => (
          <li key={rowKey(row)}>
            <strong className="font-semibold text-fg">{positionName(row.instrument, row.positionSide)}</strong>:{" "}
            {describeClosing(row)}
          </li>
        ))}
      </ul>
      <p>
        Each at market and reduce-only, in {snapshot.mode === "paper" ? "paper money" : "real money"}. Working orders
        stay.
      </p>
    </ConfirmDialog>
  );
}
