"use client";

import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { PANEL_NAMES, type PanelId } from "../layout/panel-ids.ts";
import { useWorkspace } from "../layout/workspace-context.tsx";
import { PanelBoundary } from "../panels/panel-boundary.tsx";

const PLACE = "phone";
const VIEWS: readonly PanelId[] = ["chart", "book", "tape", "depth"];

type PhoneTerminalProps = {
  readonly without: readonly PanelId[];
  readonly strip: ReactNode;
  readonly render: (panel: PanelId) => ReactNode;
  /** Buy and sell at the bottom; null where nothing is traded. */
  readonly bar: ReactNode;
};

/** One hand: the market on top, what is held below, buy and sell under the thumb. */
export function PhoneTerminal({ without, strip, render, bar }: PhoneTerminalProps) {
  const { layout, chooseTab } = useWorkspace();
  const views = VIEWS.filter((panel) => !without.includes(panel));
  const view = views.find((panel) => panel === layout.tabs[PLACE]) ?? views[0] ?? "book";
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col gap-px overflow-x-hidden overflow-y-auto bg-line-subtle">
        {strip}
        <Tabs.Root
          value={view}
          onValueChange={(chosen) => {
            const next = views.find((panel) => panel === chosen);
            if (next !== undefined) chooseTab(PLACE, next);
          }}
          className="flex shrink-0 flex-col bg-panel"
        >
          <Tabs.List aria-label="The market as" className="flex border-b border-line-subtle">
            {views.map((panel) => (
              <Tabs.Trigger
                key={panel}
                value={panel}
                className="min-h-[44px] flex-1 border-b-2 border-transparent text-[13px] font-medium text-fg-3 -outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-fg"
              >
                {PANEL_NAMES[panel]}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Tabs.Content value={view} tabIndex={-1} className="outline-none">
            <div id="panel-chart" tabIndex={-1} className="relative flex h-[max(300px,38dvh)] flex-col outline-none">
              <PanelBoundary key={view} name={PANEL_NAMES[view]}>
                {render(view)}
              </PanelBoundary>
            </div>
          </Tabs.Content>
        </Tabs.Root>
        <section
          id="panel-tables"
          aria-label={PANEL_NAMES.tables}
          tabIndex={-1}
          className="flex min-h-[300px] flex-1 flex-col bg-panel outline-none"
        >
          <PanelBoundary name={PANEL_NAMES.tables}>{render("tables")}</PanelBoundary>
        </section>
      </div>
      {bar}
    </div>
  );
}
