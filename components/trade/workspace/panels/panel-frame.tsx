"use client";

import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { PANEL_NAMES, type PanelId } from "../layout/panel-ids.ts";
import { useWorkspace } from "../layout/workspace-context.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";
import { PanelMenu } from "./panel-menu.tsx";

/** These bring a bar of their own, which leaves room at its end for the frame's menu. */
const WITH_BAR: readonly PanelId[] = ["chart", "tables"];

type PanelFrameProps = {
  readonly slot: string;
  readonly panels: readonly PanelId[];
  readonly instrumentId: string;
  readonly render: (panel: PanelId) => ReactNode;
};

/** One place on the terminal: its name or tabs, its menu, and what a panel cannot say once it is broken or its prices old. */
export function PanelFrame({ slot, panels, instrumentId, render }: PanelFrameProps) {
  const { layout, maximised, chooseTab } = useWorkspace();
  const wanted = layout.tabs[slot];
  const panel = panels.find((each) => each === wanted) ?? panels[0];
  if (panel === undefined) return null;
  const name = PANEL_NAMES[panel];
  const menu = <PanelMenu slot={slot} panel={panel} instrumentId={instrumentId} />;
  const body = (
    <PanelBoundary key={panel} name={name}>
      {render(panel)}
    </PanelBoundary>
  );
  const place = maximised === slot ? "absolute inset-0 z-40" : "relative flex-1";
  return (
    <section
      id={`panel-${slot}`}
      aria-label={panels.length > 1 ? panels.map((each) => PANEL_NAMES[each]).join(", ") : name}
      tabIndex={-1}
      data-slot={slot}
      data-bar={panels.length === 1 && WITH_BAR.includes(panel) ? "own" : undefined}
      className={`panel-frame flex min-h-0 min-w-0 flex-col bg-panel outline-none ${place}`}
    >
      {panels.length > 1 ? (
        <Tabs.Root
          value={panel}
          onValueChange={(chosen) => {
            const next = panels.find((each) => each === chosen);
            if (next !== undefined) chooseTab(slot, next);
          }}
          className="flex min-h-0 flex-1 flex-col"
        >
          <div className={`${HEAD} items-stretch`}>
            <Tabs.List aria-label={panels.map((each) => PANEL_NAMES[each]).join(", ")} className="flex min-w-0">
              {panels.map((each) => (
                <Tabs.Trigger key={each} value={each} className={TAB}>
                  {PANEL_NAMES[each]}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            <span className="ml-auto flex items-center pr-1">{menu}</span>
          </div>
          <Tabs.Content value={panel} tabIndex={-1} className="relative flex min-h-0 flex-1 flex-col outline-none">
            {body}
          </Tabs.Content>
        </Tabs.Root>
      ) : WITH_BAR.includes(panel) ? (
        <>
          {body}
          <span className="absolute top-0 right-1 z-10 flex h-(--head) items-center">{menu}</span>
        </>
      ) : (
        <>
          <div className={`${HEAD} items-center pl-(--pad)`}>
            <h2 className="text-[12px] font-semibold">{name}</h2>
            <span className="ml-auto flex items-center pr-1">{menu}</span>
          </div>
          <div className="relative flex min-h-0 flex-1 flex-col">{body}</div>
        </>
      )}
    </section>
  );
}

const HEAD = "flex h-(--head) shrink-0 border-b border-line-subtle";
const TAB =
  "border-b-2 border-transparent px-(--pad) text-[12px] font-medium whitespace-nowrap text-fg-3 -outline-offset-2 hover:text-fg data-[state=active]:border-accent data-[state=active]:text-fg";
