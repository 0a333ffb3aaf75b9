import { formatPrice, formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { isMargined } from "../../../margin/on-demand.tsx";
import { formatBalance, formatNeed } from "../../../ui/format-amount.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import type { TicketDraft } from "../reading/read-ticket.ts";
import type { OrderEntry } from "../use-order-entry.ts";

type TicketNotesProps = { readonly instrument: Instrument; readonly draft: TicketDraft; readonly entry: OrderEntry };

/** What a person should know before sending: each in one sentence, with the figures it is about. */
export function ticketNotes({ instrument, draft, entry }: TicketNotesProps): readonly string[] {
  const { reading, preview, touch, spent } = entry;
  const { order, cutFromLots } = reading;
  if (order === null) return [];
  const notes: string[] = [];
  const { base } = instrument;
  const size = (lots: number) => `${groupDigits(formatQuantity(instrument, lots))} ${base}`;
  const best = order.side === "buy" ? touch.ask : touch.bid;
  const crosses =
    order.priceTicks !== null &&
    order.trigger === null &&
    best !== null &&
    (order.side === "buy" ? order.priceTicks >= best : order.priceTicks <= best);
  if (cutFromLots !== null)
    notes.push(
      `${order.positionSide ? "Close" : "Reduce-only"} cuts ${size(cutFromLots)} to the ${size(order.quantityLots)} that can be closed.`,
    );
  if (preview?.isShort && !entry.borrows) {
    const needs = `${formatNeed(preview.requiredUnits, spent)} ${spent}`;
    const free = formatBalance(entry.availableUnits ?? 0, spent);
    notes.push(
      `Needs ${needs}${order.type === "market" && order.side === "buy" ? " at its worst price" : ""}, and ${free} ${spent} is available.`,
    );
  }
  if (order.isPostOnly && crosses && best !== null) {
    notes.push(`Post-only would be refused: the best opposite price is ${groupDigits(formatPrice(instrument, best))}.`);
  }
  if (preview?.orderUse.isOver) notes.push("Above the largest order that this portfolio allows.");
  if (preview?.positionUse.isOver) notes.push("Above the largest position that this portfolio allows.");
  if (preview?.cost != null && preview.cost.beyondLots > 0) {
    notes.push(
      order.timeInForce === "FOK"
        ? `${size(preview.cost.beyondLots)} of it is not on offer at this price: FOK would trade nothing.`
        : `${size(preview.cost.beyondLots)} lie deeper than the levels shown; what finds no price is cancelled.`,
    );
  }
  if (!entry.isPriced && entry.block === null)
    notes.push("No book is shown here: what the order costs cannot be told.");
  const mayOpen = order.side === "buy" || entry.borrows || isMargined(instrument);
  if (order.trigger !== null && mayOpen && !order.isReduceOnly && !order.positionSide)
    notes.push("Not reduce-only: when it fires without a position to close, it opens one.");
  if (
    draft.condition === null &&
    draft.type === "market" &&
    order.side === "buy" &&
    preview?.isShort === false &&
    isNearlyAll(entry)
  ) {
    notes.push("A market buy holds back its worst price, so a part of what is available stays free.");
  }
  return notes;
}

/** More than nine tenths of what is available are held back. */
const isNearlyAll = ({ preview, availableUnits }: OrderEntry): boolean =>
  preview !== null && availableUnits !== null && Number(preview.requiredUnits) > 0.9 * Number(availableUnits);

export function TicketNotes(props: TicketNotesProps) {
  const notes = ticketNotes(props);
  if (notes.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-[11px] text-warn">
      {notes.map((note) => (
        <li key={note}>
          <span aria-hidden="true">▲ </span>
          {note}
        </li>
      ))}
    </ul>
  );
}
