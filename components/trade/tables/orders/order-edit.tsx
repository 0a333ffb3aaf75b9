"use client";

import { createContext, type KeyboardEvent, useContext, useMemo, useState } from "react";
import { formatPrice, formatQuantity } from "../../../../server/domain/markets/instrument.ts";
import { legRole } from "../../../../server/domain/orders/contingency/contingency.ts";
import { isHeld } from "../../../../server/domain/orders/order-status.ts";
import { notify } from "../../../notices/notify.ts";
import { groupDigits, UNKNOWN } from "../../../ui/format-decimal.ts";
import type { Amended } from "../../actions/desk-actions.ts";
import { priceText } from "../../order-words.ts";
import { isWaitingOrder, triggerSign } from "../../trigger-words.ts";
import type { OrderRow } from "./order-row.ts";
import { draftOf, type OrderDraft, readAmendment } from "./read-amendment.ts";

export type OrderEdit = {
  /** The order whose price and size stand in fields; null for none. */
  readonly orderId: string | null;
  readonly draft: OrderDraft;
  readonly begin: (row: OrderRow) => void;
  readonly change: (part: Partial<OrderDraft>) => void;
  /** Whether that could be sent, or nothing had to be. */
  readonly submit: (row: OrderRow) => boolean;
  readonly leave: () => void;
};

const OrderEditContext = createContext<OrderEdit | null>(null);

export const OrderEditProvider = OrderEditContext.Provider;

export const useOrderEdit = () => useContext(OrderEditContext);

export type Amend = (orderId: string, part: Amended) => void;

/** One order at a time is changed where it stands; Enter sends, Esc leaves it as it is. */
export function useOrderEditing(amend: Amend): OrderEdit {
  const [orderId, setOrderId] = useState<string | null>(null);
  const [draft, setDraft] = useState<OrderDraft>({ price: "", quantity: "", trigger: "" });
  return useMemo<OrderEdit>(
    () => ({
      orderId,
      draft,
      begin: (row) => {
        setOrderId(row.order.id);
        setDraft(draftOf(row));
      },
      change: (part) => setDraft((known) => ({ ...known, ...part })),
      submit: (row) => {
        const read = readAmendment(row, draft);
        if (read.kind === "problem") {
          notify({ kind: "error", title: read.text, id: "amend" });
          return false;
        }
        if (read.kind === "change") amend(row.order.id, read.part);
        setOrderId(null);
        return true;
      },
      leave: () => setOrderId(null),
    }),
    [orderId, draft, amend],
  );
}

type CellProps = { readonly row: OrderRow };

export function PriceCell({ row }: CellProps) {
  const { order, instrument } = row;
  const edit = useOrderEdit();
  const isTrailing = order.trigger?.kind === "trailing-stop";
  if (edit?.orderId === order.id && order.type === "limit" && !(isTrailing && order.priceTicks === null))
    return <EditField row={row} part="price" label="New price" isFirst={order.trigger === null} />;
  if (order.priceTicks === null && order.type === "limit") return <span className="text-fg-3">follows</span>;
  if (order.priceTicks === null) return <span className="text-fg-3">market</span>;
  return groupDigits(formatPrice(instrument, order.priceTicks));
}

/** What it waits for, or the price that fired it. */
export function TriggerCell({ row }: CellProps) {
  const { order, instrument } = row;
  const edit = useOrderEdit();
  const { trigger, releasedTicks } = order;
  if (trigger === null) return <span className="text-fg-3">{UNKNOWN}</span>;
  if (edit?.orderId === order.id && isWaitingOrder(order) && trigger.kind !== "trailing-stop")
    return <EditField row={row} part="trigger" label="New trigger" isFirst />;
  if (releasedTicks !== null) return <span className="text-fg-2">fired at {priceText(instrument, releasedTicks)}</span>;
  return triggerSign(instrument, { ...order, trigger });
}

export function SizeCell({ row }: CellProps) {
  const { order, instrument } = row;
  const edit = useOrderEdit();
  if (isWhole(order)) return <span title="Whatever the position is when it fires">all</span>;
  if (edit?.orderId === order.id && legRole(order) === null)
    return <EditField row={row} part="quantity" label="New size" />;
  return groupDigits(formatQuantity(instrument, order.quantityLots));
}

const isWhole = ({ closesPosition, status }: OrderRow["order"]): boolean => closesPosition === true && isHeld(status);

type EditFieldProps = CellProps & {
  readonly part: keyof OrderDraft;
  readonly label: string;
  readonly isFirst?: boolean;
};

function EditField({ row, part, label, isFirst }: EditFieldProps) {
  const edit = useOrderEdit();
  if (edit === null) return null;
  const read = readAmendment(row, edit.draft);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    const line = event.currentTarget.closest<HTMLElement>("[data-row]");
    if (event.key === "Escape") edit.leave();
    else if (!edit.submit(row)) return;
    // The field goes, and the keyboard goes on in its row.
    line?.focus();
  };
  return (
    <input
      aria-label={`${label} of the order in ${row.instrument.name}`}
      aria-invalid={read.kind === "problem"}
      title={read.kind === "problem" ? read.text : "Enter sends, Esc leaves it"}
      inputMode="decimal"
      autoComplete="off"
      // biome-ignore lint/a11y/noAutofocus: who pressed Edit is about to type here.
      autoFocus={isFirst === true}
      className="h-[20px] w-full min-w-0 rounded-sm border border-line-strong bg-canvas px-1 text-right text-fg aria-invalid:border-danger pointer-coarse:h-[40px]"
      value={edit.draft[part]}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => edit.change({ [part]: event.currentTarget.value })}
      onKeyDown={onKeyDown}
    />
  );
}
