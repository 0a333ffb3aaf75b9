import type { ListedOrder } from "../../../server/domain/orders/order-listing.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { OrderActions } from "../../trade/tables/orders/order-actions.tsx";
import { orderColumns } from "../../trade/tables/orders/order-columns.tsx";
import { PriceCell, TriggerCell, useOrderEdit } from "../../trade/tables/orders/order-edit.tsx";
import type { OrderRow } from "../../trade/tables/orders/order-row.ts";

export type BlotterRow = OrderRow & Pick<ListedOrder, "placedBy" | "note">;

/** The blotter's columns; only what the desk can sort by is sortable. */
export function blotterColumns(cancel: (orderId: string) => void, isHedged: boolean): TableColumn<BlotterRow>[] {
  const columns = orderColumns<BlotterRow>(isHedged);
  const { time, market, side, position, type, trigger, price, size, value, filled, average, status, reason } = columns;
  return [
    market,
    time,
    side,
    position,
    type,
    trigger,
    { ...price, cell: (row) => <PriceOrTrigger row={row} /> },
    // On a phone four columns can be read, and no fifth.
    { ...size, isKey: false },
    { ...value, isHidden: true },
    filled,
    average,
    status,
    { ...reason, width: 170, isSortable: false },
    {
      id: "source",
      label: "Source",
      kind: "text",
      width: 104,
      isSortable: false,
      value: (row) => row.placedBy,
      cell: ({ order, placedBy }) => (
        <span className="text-fg-2" title={order.source.kind === "manual" ? "Placed by hand" : "Placed by a strategy"}>
          {placedBy}
        </span>
      ),
    },
    {
      id: "tags",
      label: "Tags",
      kind: "text",
      width: 110,
      isSortable: false,
      value: ({ note }) => note?.tags.join(" ") ?? "",
      cell: ({ note }) => (
        <span className="inline-flex gap-1">
          {note?.tags.map((tag) => (
            <span key={tag} className="rounded-[3px] bg-selected px-1 text-[10px] text-fg">
              {tag}
            </span>
          ))}
        </span>
      ),
    },
    {
      id: "note",
      label: "Note",
      kind: "text",
      width: 140,
      isSortable: false,
      value: ({ note }) => note?.note ?? "",
      cell: ({ note }) => <span title={note === null ? undefined : `${note.note} (${note.by})`}>{note?.note}</span>,
    },
    {
      id: "order",
      label: "Order",
      kind: "text",
      width: 130,
      isSortable: false,
      isHidden: true,
      value: ({ order }) => order.id,
    },
    {
      id: "actions",
      label: "Actions",
      kind: "actions",
      width: 128,
      value: () => null,
      cell: (row) => (isDone(row) ? null : <OrderActions row={row} cancel={cancel} />),
    },
  ];
}

/** A phone has no room for both in a row: there it is the trigger, as the limit alone says nothing of where a stop lies. */
function PriceOrTrigger({ row }: { readonly row: BlotterRow }) {
  const isEdited = useOrderEdit()?.orderId === row.order.id;
  if (row.order.trigger === null || isEdited) return <PriceCell row={row} />;
  return (
    <>
      <span className="in-[[role=row]]:max-sm:hidden">
        <PriceCell row={row} />
      </span>
      <span className="hidden in-[[role=row]]:max-sm:inline">
        <TriggerCell row={row} />
      </span>
    </>
  );
}

const DONE: readonly string[] = ["denied", "rejected", "filled", "canceled", "expired"];
const isDone = ({ order }: BlotterRow): boolean => DONE.includes(order.status);
