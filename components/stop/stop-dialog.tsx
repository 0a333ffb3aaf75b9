"use client";

import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { can } from "../../server/domain/access/permission.ts";
import {
  isAtLeast,
  isSameScope,
  type StopAction,
  type StopScope,
  scopeText,
} from "../../server/domain/kill-switch/stop.ts";
import type { PortfolioChoice } from "../layout/desk-people.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { useCommand } from "../live/use-command.ts";
import { useDesk, useDeskState, useSnapshot } from "../live/use-desk.tsx";
import { Button } from "../ui/button.tsx";
import { ScopeChoice, scopesOf } from "./scope-choice.tsx";
import { checklistsOf, stopFacts, wouldReach } from "./stop-facts.ts";
import { stopOthers } from "./stop-others.ts";
import { StopPresets } from "./stop-presets.tsx";
import { StopProgress } from "./stop-progress.tsx";
import { useRuns } from "./use-runs.ts";

export type StopDialogProps = {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly portfolios: readonly PortfolioChoice[];
};

/** Three ways to stop, from mild to strict, and below them what is reached of it, for as long as it takes. */
export function StopDialog({ isOpen, onOpenChange, portfolios }: StopDialogProps) {
  const snapshot = useSnapshot();
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[min(520px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 overflow-y-auto rounded-xl border border-line bg-raised p-4 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <Radix.Title className="text-[15px] font-semibold">Stop trading</Radix.Title>
          {snapshot === null ? null : <StopBody snapshot={snapshot} portfolios={portfolios} />}
          <div className="flex justify-end">
            <Radix.Close asChild>
              <Button autoFocus>{snapshot?.stops.length === 0 ? "Keep as it is" : "Close"}</Button>
            </Radix.Close>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type StopBodyProps = { readonly snapshot: PortfolioSnapshot; readonly portfolios: readonly PortfolioChoice[] };

function StopBody({ snapshot, portfolios }: StopBodyProps) {
  const { verbs } = useDesk();
  const prices = useDeskState((desk) => desk.prices);
  const { isWaiting, send } = useCommand();
  const [scope, setScope] = useState<StopScope>({ kind: "portfolio" });
  const [reason, setReason] = useState("");
  const [others, setOthers] = useState<readonly string[]>([]);
  const facts = stopFacts(snapshot, prices);
  const checklists = checklistsOf(facts);
  const runs = useRuns(snapshot.portfolioId);
  const halt = (wanted: StopScope, action: StopAction, why = reason) => {
    send((request) => verbs.halt({ ...request, scope: wanted, action, reason: why }));
    if (wanted.kind !== "everything") return;
    const rest = portfolios.filter(({ portfolioId, role }) => {
      return portfolioId !== snapshot.portfolioId && can(role, "trading:halt");
    });
    void stopOthers(verbs, rest, { scope: wanted, action, reason: why }).then(setOthers);
  };
  const standing = snapshot.stops.find((stop) => isSameScope(stop.scope, scope));
  const isReached = (action: StopAction) => standing !== undefined && isAtLeast(standing.action, action);
  return (
    <>
      {checklists.map((checklist) => (
        <StopProgress
          key={checklist.stop.id}
          checklist={checklist}
          isWaiting={isWaiting}
          onAgain={() => halt(checklist.stop.scope, checklist.stop.action, checklist.stop.reason)}
        />
      ))}
      <ScopeChoice scopes={scopesOf(facts, portfolios, runs)} chosen={scope} onChoose={setScope} />
      <StopPresets
        key={scopeText(scope)}
        reach={(action) => wouldReach(facts, scope, action)}
        isReached={isReached}
        isWaiting={isWaiting}
        reason={reason}
        onReason={setReason}
        onStop={(action) => halt(scope, action)}
      />
      {others.length === 0 ? null : (
        <ul className="text-[12px] text-fg-2" aria-label="Other portfolios">
          {others.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
