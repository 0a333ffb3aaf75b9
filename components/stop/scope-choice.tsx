"use client";

import { useId } from "react";
import { can } from "../../server/domain/access/permission.ts";
import { type StopScope, scopeText } from "../../server/domain/kill-switch/stop.ts";
import type { StopFacts } from "../../server/domain/kill-switch/stop-checklist.ts";
import type { PortfolioChoice } from "../layout/desk-people.ts";
import { plural } from "./stop-words.ts";
import type { LiveRun } from "./use-runs.ts";

type Choice = { readonly scope: StopScope; readonly label: string };

/** What can be stopped from here: this portfolio, all of them, a venue, one market, or one strategy's run. */
export function scopesOf(
  { positions }: StopFacts,
  portfolios: readonly PortfolioChoice[],
  runs: readonly LiveRun[] = [],
): readonly Choice[] {
  const instruments = [...positions].map(({ instrument }) => instrument);
  const venues = [...new Set(instruments.map(({ venue }) => venue))];
  const mine = portfolios.filter(({ role }) => can(role, "trading:halt")).length;
  return [
    { scope: { kind: "portfolio" }, label: "This portfolio" },
    { scope: { kind: "everything" }, label: `Everything: ${plural(mine, "portfolio")}` },
    ...venues.map((venue): Choice => ({ scope: { kind: "venue", venue }, label: `All at venue ${venue}` })),
    ...instruments.map(({ id, name }): Choice => {
      return { scope: { kind: "instrument", instrumentId: id }, label: `Only ${name}` };
    }),
    ...runs.map(({ runId, strategy, instrumentId }): Choice => {
      return { scope: { kind: "run", runId }, label: `Only run ${runId}: ${strategy} in ${instrumentId}` };
    }),
  ];
}

type ScopeChoiceProps = {
  readonly scopes: readonly Choice[];
  readonly chosen: StopScope;
  readonly onChoose: (scope: StopScope) => void;
};

export function ScopeChoice({ scopes, chosen, onChoose }: ScopeChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2 text-[13px]">
      <label htmlFor={id} className="text-fg-2">
        Stop
      </label>
      <select
        id={id}
        value={scopeText(chosen)}
        onChange={({ target }) => {
          const found = scopes.find(({ scope }) => scopeText(scope) === target.value);
          if (found !== undefined) onChoose(found.scope);
        }}
        className="h-(--ctl) min-w-0 flex-1 rounded-md border border-line-strong bg-canvas px-2 pointer-coarse:h-[44px]"
      >
        {scopes.map(({ scope, label }) => (
          <option key={scopeText(scope)} value={scopeText(scope)}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
