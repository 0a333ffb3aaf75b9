"use client";

import { ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { can } from "../../../../server/domain/access/permission.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";
import { sendCommand } from "../../../live/send-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { usePreferences } from "../../../preferences/preferences.ts";
import { MENU, MENU_ITEM } from "../../../tables/tools/tool-button.ts";
import { Button } from "../../../ui/button.tsx";
import { cancelQuestion } from "../../actions/cancel-question.ts";
import { ask, type Question } from "../../actions/question.ts";
import { openOrdersOf } from "../../open-orders.ts";

type CancelMenuProps = { readonly market: { readonly id: string; readonly symbol: string } | null };

/** Takes back many orders at once, and says which and how many before. */
export function CancelMenu({ market }: CancelMenuProps) {
  const { store, verbs } = useDesk();
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const { confirm } = usePreferences();
  const trigger = useRef<HTMLButtonElement>(null);
  const wanted = useRef<Question | null>(null);
  if (snapshot === null || !can(snapshot.role, "order:cancel")) return null;
  const open = openOrdersOf(snapshot.orders);
  if (open.length === 0) return null;
  const answer = (question: ReturnType<typeof cancelQuestion>, run: () => void) => {
    if (question === null || !confirm.cancelMarket) run();
    else wanted.current = { ...question, keys: null, run };
  };
  const all = (instrumentId: string | null) => {
    const run = () => void sendCommand(store, (request) => verbs.cancelAll({ ...request, instrumentId }));
    answer(cancelQuestion(store.read().snapshot, instrumentId), run);
  };
  /** Only once the menu has let go of the focus: the question would lose it again. */
  const askWanted = (event: Event) => {
    const question = wanted.current;
    if (question === null) return;
    wanted.current = null;
    event.preventDefault();
    trigger.current?.focus();
    ask(question, trigger.current);
  };
  /** Those that work when it is said: one that comes while the question stands was not asked about. */
  const each = (side: Side) => {
    const asked = (side === "buy" ? buys : sells).map(({ id }) => id);
    const run = () => {
      for (const orderId of asked) void sendCommand(store, (request) => verbs.cancelOrder({ ...request, orderId }));
    };
    answer(cancelQuestion(store.read().snapshot, null, side), run);
  };
  const here = market === null ? [] : open.filter((order) => order.instrumentId === market.id);
  const buys = open.filter((order) => order.side === "buy");
  const sells = open.filter((order) => order.side === "sell");
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger ref={trigger} asChild>
        <Button size="row" disabled={frozen !== null} title={frozen ?? undefined}>
          Cancel all <ChevronDown size={11} aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={MENU} onCloseAutoFocus={askWanted}>
          {market === null ? null : (
            <Choice label={`In ${market.symbol}`} count={here.length} onSelect={() => all(market.id)} />
          )}
          <Choice label="All buys" count={buys.length} onSelect={() => each("buy")} />
          <Choice label="All sells" count={sells.length} onSelect={() => each("sell")} />
          <Choice label="Everything" count={open.length} onSelect={() => all(null)} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type ChoiceProps = { readonly label: string; readonly count: number; readonly onSelect: () => void };

function Choice({ label, count, onSelect }: ChoiceProps) {
  return (
    <DropdownMenu.Item className={MENU_ITEM} disabled={count === 0} onSelect={onSelect}>
      {label} <span className="text-fg-3">{count}</span>
    </DropdownMenu.Item>
  );
}
