"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import { notify } from "../../notices/notify.ts";
import { MENU, MENU_ITEM, MENU_LINE } from "../workspace/menu-looks.ts";
import { openPanelWindow } from "../workspace/panels/panel-window-address.ts";
import { marketHref } from "./open-market.ts";

export type MarketSpot = {
  readonly id: string;
  readonly symbol: string;
  /** In pixels of the page. */
  readonly x: number;
  readonly y: number;
  /** What had the focus, and has it again afterwards. */
  readonly from: Element | null;
};

/** What can be opened of a market from any place that names it; always in the same portfolio. */
export function MarketMenu({ spot, onClose }: { readonly spot: MarketSpot; readonly onClose: () => void }) {
  const { id, symbol, x, y, from } = spot;
  const router = useRouter();
  const portfolio = useSearchParams().get("portfolio");
  const within = (path: string, more: Readonly<Record<string, string>> = {}) => {
    const query = new URLSearchParams({ ...more, ...(portfolio === null ? {} : { portfolio }) });
    return query.size === 0 ? path : `${path}?${query}`;
  };
  const chart = marketHref(id, portfolio === null ? "" : `portfolio=${encodeURIComponent(portfolio)}`);
  const copy = async () => {
    await navigator.clipboard.writeText(symbol);
    notify({ kind: "info", title: `Copied: ${symbol}`, id: "copied" });
  };
  const choices: readonly (readonly [label: string, run: () => void] | null)[] = [
    ["Open chart", () => router.push(chart)],
    ["Open chart in a new tab", () => void window.open(chart, "_blank", "noopener")],
    ["Open chart in a window", () => openPanelWindow("chart", id)],
    ["Open book in a window", () => openPanelWindow("book", id)],
    null,
    ["Its orders", () => router.push(within("/orders", { tab: "history", market: id }))],
    ["Its details", () => router.push(within("/instruments", { details: id }))],
    ["Copy the symbol", () => void copy()],
  ];
  return (
    <DropdownMenu.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DropdownMenu.Trigger
        aria-label={`Open ${symbol}`}
        tabIndex={-1}
        className="pointer-events-none fixed size-0 opacity-0"
        style={{ left: x, top: y }}
      />
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={2}
          className={MENU}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
          }}
        >
          <DropdownMenu.Label className="px-2 py-1 text-[11px] font-semibold text-fg-3">{symbol}</DropdownMenu.Label>
          {choices.map((choice) =>
            choice === null ? (
              <DropdownMenu.Separator key="line" className={MENU_LINE} />
            ) : (
              <DropdownMenu.Item key={choice[0]} className={MENU_ITEM} onSelect={choice[1]}>
                {choice[0]}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
