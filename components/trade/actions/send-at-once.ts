import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { DeskVerbs } from "../../access/desk-verbs.ts";
import type { DeskStore } from "../../live/desk-store.ts";
import { haltedReason } from "../../live/frozen.ts";
import { sendCommand } from "../../live/send-command.ts";
import { notify } from "../../notices/notify.ts";
import { guardPrice } from "../ticket/reading/price-guard.ts";
import { readTicket, type TicketDraft } from "../ticket/reading/read-ticket.ts";
import { ticketViewOf } from "../ticket/reading/ticket-view.ts";
import { writeOrder } from "../ticket/reading/write-ticket.ts";
import { touchOf } from "../ticket/use-ticket.ts";
import type { OrderWish } from "./desk-actions.ts";

type AtOnce = {
  readonly store: DeskStore;
  readonly verbs: DeskVerbs;
  readonly instrument: Instrument;
  /** Its size and flags hold for what is clicked. */
  readonly draft: TicketDraft;
};

/** One click, one order: no question is asked, but what cannot stand is said and not sent. */
export function sendAtOnce({ store, verbs, instrument, draft }: AtOnce, { side, price, quantity }: OrderWish): void {
  const halted = haltedReason(store.read().snapshot, instrument);
  if (halted !== null) {
    notify({ kind: "error", title: "Not sent.", detail: halted, id: "one-click" });
    return;
  }
  const wanted: TicketDraft = {
    ...draft,
    side,
    condition: null,
    ...(price === null ? { type: "market" } : { type: "limit", price }),
    ...(quantity === undefined ? {} : { quantity, unit: "base" }),
  };
  const { order, problems } = readTicket(instrument, wanted, ticketViewOf(instrument, side, store.read()));
  if (order === null) {
    const why = Object.values(problems).join(" ");
    notify({ kind: "error", title: "Not sent.", detail: why, id: "one-click" });
    return;
  }
  const guard = guardPrice(instrument, order, touchOf(instrument, store.read().prices[instrument.id]));
  if (guard !== null) {
    notify({ kind: "error", title: "Not sent.", detail: guard, id: "one-click" });
    return;
  }
  void sendCommand(store, (request) =>
    verbs.placeOrder({
      ...request,
      ...writeOrder(instrument, order),
      acceptsStalePrice: false,
    }),
  );
}
