"use client";

import { NuqsAdapter } from "nuqs/adapters/next/app";
import { Tabs } from "radix-ui";
import { useState } from "react";
import { useDeskState, useNow, useSnapshot } from "../live/use-desk.tsx";
import { openOrdersOf } from "../trade/open-orders.ts";
import { Panel } from "../ui/panel.tsx";
import { Blotter } from "./blotter/blotter.tsx";
import { ORDER_TABS, type OrderTab, useBlotterState } from "./blotter/blotter-state.ts";
import { FillsBlotter } from "./blotter/fills-blotter.tsx";
import { OrderSheet } from "./sheet/order-sheet.tsx";
import { StatementView } from "./statement/statement-view.tsx";
import { boundsOf, dayOf } from "./zone.ts";

const NAMES: Readonly<Record<OrderTab, string>> = {
  open: "Open",
  today: "Today",
  history: "History",
  fills: "Fills",
  statement: "Statement",
};
const MINUTE_MS = 60_000;

/** All that a portfolio has ordered: at work, today, ever; its fills, and what a day amounted to. */
export function OrdersScreen() {
  return (
    <NuqsAdapter>
      <Panel name="Orders" className="flex-1">
        <h1 className="sr-only">Orders</h1>
        <Screen />
      </Panel>
    </NuqsAdapter>
  );
}

function Screen() {
  const [state, change] = useBlotterState();
  const snapshot = useSnapshot();
  const [notes, setNotes] = useState(0);
  // Orders bear the tape's time: its day is the one that is today, to the minute.
  const tapeMinute = useDeskState((desk) => Math.floor((desk.feed?.tapeAt ?? 0) / MINUTE_MS) * MINUTE_MS);
  const wall = useNow(MINUTE_MS);
  const day = dayOf(tapeMinute || (wall ?? 0));
  const today = boundsOf(day) ?? { from: 0, until: 0 };
  const open = snapshot === null ? null : openOrdersOf(snapshot.orders).length;
  const isKnown = tapeMinute > 0;
  return (
    <Tabs.Root
      value={state.tab}
      onValueChange={(value) => {
        const tab = ORDER_TABS.find((name) => name === value);
        if (tab !== undefined) void change({ tab, sort: null });
      }}
      className="flex min-h-0 min-w-0 flex-1 flex-col"
    >
      <Tabs.List
        aria-label="Orders"
        className="flex min-h-(--head) shrink-0 overflow-x-auto border-b border-line-subtle print:hidden"
      >
        {ORDER_TABS.map((name) => (
          <Tabs.Trigger
            key={name}
            value={name}
            className="border-b-2 border-transparent px-3 text-[12px] font-medium whitespace-nowrap text-fg-3 -outline-offset-2 hover:text-fg data-[state=active]:border-accent data-[state=active]:text-fg pointer-coarse:min-h-[44px]"
          >
            {NAMES[name]}
            {name === "open" && open !== null ? <span className="ml-1 text-fg-3">{open}</span> : null}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={state.tab} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {state.tab === "statement" ? (
          isKnown || state.day !== null ? (
            <StatementView day={state.day ?? day} onDay={(picked) => void change({ day: picked })} />
          ) : null
        ) : state.tab === "fills" ? (
          <FillsBlotter state={state} change={change} />
        ) : state.tab !== "today" || isKnown ? (
          <Blotter key={state.tab} state={state} change={change} today={today} notes={notes} />
        ) : null}
      </Tabs.Content>
      {state.order === null ? null : (
        <OrderSheet
          key={state.order}
          orderId={state.order}
          onClose={() => void change({ order: null })}
          onNoted={() => setNotes((count) => count + 1)}
        />
      )}
    </Tabs.Root>
  );
}
