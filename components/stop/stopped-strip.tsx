"use client";

import { OctagonX } from "lucide-react";
import { useMemo } from "react";
import { can } from "../../server/domain/access/permission.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { useCommand } from "../live/use-command.ts";
import { useDesk, useDeskState, useFrozen, useWatch } from "../live/use-desk.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { checklistsOf, stopFacts } from "./stop-facts.ts";
import { plural, resumeWords, stopWords } from "./stop-words.ts";

/** Across the whole width while any stop is in force: what, why, how far, and the way out. */
export function StoppedStrip({ snapshot }: { readonly snapshot: PortfolioSnapshot }) {
  const { verbs } = useDesk();
  const prices = useDeskState((desk) => desk.prices);
  const { isWaiting, send } = useCommand();
  const frozen = useFrozen();
  const held = [...new Set(snapshot.lots.map(({ instrumentId }) => instrumentId))].join("\n");
  // Whether a rest is too small for any order depends on its price, whichever market is on screen.
  useWatch(useMemo(() => ({ top: held === "" ? [] : held.split("\n"), deep: [] }), [held]));
  const checklists = checklistsOf(stopFacts(snapshot, prices));
  const left = checklists.reduce((sum, { orders }) => sum + orders.left, 0);
  const open = checklists.reduce((sum, each) => sum + each.open, 0);
  const undone = [
    ...(left > 0 ? [`${plural(left, "order")} not cancelled yet`] : []),
    ...(open > 0 ? [`${plural(open, "position")} not closed yet`] : []),
  ].join(", ");
  const stopIds = snapshot.stops.map(({ id }) => id);
  return (
    <div className="flex min-h-[32px] items-center gap-2.5 bg-danger-solid px-3 py-1 text-[12px] font-medium text-on-solid">
      <OctagonX size={14} aria-hidden="true" />
      <span data-testid="halted">
        {checklists.map((checklist) => `${stopWords(checklist)}: ${checklist.stop.reason.replace(/\.?$/, ".")} `)}
        {undone === "" ? "" : `${undone}.`}
      </span>
      <span className="ml-auto">
        {can(snapshot.role, "trading:resume") ? (
          <ConfirmDialog
            title="Resume trading?"
            confirmLabel="Resume trading"
            onConfirm={() => send((request) => verbs.resume({ ...request, stopIds }))}
            trigger={
              <button
                type="button"
                disabled={isWaiting || frozen !== null}
                title={frozen ?? undefined}
                className="h-[24px] rounded-sm border border-on-solid px-2 text-[12px] font-semibold hover:bg-black/20 pointer-coarse:h-[44px]"
              >
                {isWaiting ? "Resuming…" : "Resume"}
              </button>
            }
          >
            {resumeWords(checklists).map((words) => (
              <p key={words}>{words}</p>
            ))}
          </ConfirmDialog>
        ) : (
          "Ask a manager to resume it."
        )}
      </span>
    </div>
  );
}
