"use client";

import { DropdownMenu } from "radix-ui";
import { type RefObject, useRef } from "react";
import { can } from "../../../server/domain/access/permission.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { haltedReason } from "../../live/frozen.ts";
import { meantVerb } from "../../live/hedged.ts";
import { useDeskState, useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { notify } from "../../notices/notify.ts";
import { useTradeDesk } from "../../trade/trade-desk.tsx";
import { groupDigits } from "../../ui/format-decimal.ts";
import type { ChartSession } from "../view/chart-session.ts";
import { saveSnapshot } from "./save-snapshot.ts";
import { floatRoot, MENU, MENU_ITEM } from "./tool-look.ts";

/** Where somebody asked, in pixels within the chart, and the price there; null beside the prices. */
export type PricePoint = { readonly x: number; readonly y: number; readonly price: string | null };

type PriceMenuProps = {
  readonly point: PricePoint;
  readonly instrument: Instrument;
  readonly session: ChartSession;
  /** Has the focus again when nothing else took it. */
  readonly chart: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
};

/** What can be done at a price of the chart: with one-click on an order is sent, else it is prepared in the ticket. */
export function PriceMenu({ point, instrument, session, chart, onClose }: PriceMenuProps) {
  const { x, y, price } = point;
  const { instrument: own, ticket, place, pick, isOneClick, isViewOnly } = useTradeDesk();
  const snapshot = useSnapshot();
  const feed = useDeskState((state) => state.feed);
  const frozen = useFrozen();
  const isAllowed = snapshot !== null && can(snapshot.role, "order:place");
  const isOff = !isAllowed || isViewOnly || frozen !== null || haltedReason(snapshot, instrument) !== null;
  const chosen = useRef<Side | null>(null);
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    notify({ kind: "info", title: `Copied: ${text}`, id: "copied" });
  };
  return (
    <DropdownMenu.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DropdownMenu.Trigger
        aria-label="What can be done at this price"
        tabIndex={-1}
        className="pointer-events-none absolute size-0 opacity-0"
        style={{ left: x, top: y }}
      />
      <DropdownMenu.Portal container={floatRoot()}>
        <DropdownMenu.Content
          align="start"
          sideOffset={2}
          className={MENU}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Not before: the open menu would take the focus back from the ticket.
            if (chosen.current === null) chart.current?.focus({ preventScroll: true });
            else place({ side: chosen.current, price: price ?? null });
          }}
        >
          {price === null || own.id !== instrument.id ? null : (
            <>
              {(["buy", "sell"] as const).map((side) => (
                <DropdownMenu.Item
                  key={side}
                  disabled={isOff}
                  className={MENU_ITEM}
                  onSelect={() => {
                    chosen.current = side;
                  }}
                >
                  <span className={side === "buy" ? "text-buy" : "text-sell"}>
                    {meantVerb(snapshot, own.id, { side, isReduceOnly: ticket.draft.isReduceOnly })} limit @{" "}
                    {groupDigits(price)}
                  </span>
                  {isOneClick ? <span className="ml-auto text-[11px] text-warn">sends at once</span> : null}
                </DropdownMenu.Item>
              ))}
              <DropdownMenu.Item className={MENU_ITEM} disabled={isViewOnly} onSelect={() => pick({ price })}>
                Put {groupDigits(price)} into the ticket
              </DropdownMenu.Item>
              <DropdownMenu.Separator className="my-1 h-px bg-line-subtle" />
            </>
          )}
          {price === null ? null : (
            <DropdownMenu.Item className={MENU_ITEM} onSelect={() => void copy(price)}>
              Copy {price}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item className={MENU_ITEM} onSelect={() => session.resetView()}>
            Reset the view
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={MENU_ITEM}
            onSelect={() => saveSnapshot(session, snapshot?.mode ?? "paper", feed)}
          >
            Save as picture
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
