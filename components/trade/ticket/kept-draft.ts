import type { TicketDraft } from "./reading/read-ticket.ts";

const PREFIX = "tradewind:ticket:";

/** What stands half-written in this tab's ticket of a portfolio and market, a reload away; null when nothing does. */
export function keptDraft(place: string, blank: TicketDraft): TicketDraft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PREFIX + place) ?? "null");
    return isDraft(kept, blank) ? kept : null;
  } catch {
    return null; // Forbidden, or not ours.
  }
}

/** Keeps a draft with something in it that only a person can have written; prices come by themselves. */
export function keepDraft(place: string, draft: TicketDraft): void {
  try {
    if (draft.quantity === "" && draft.condition === null && draft.exits === null) {
      sessionStorage.removeItem(PREFIX + place);
    } else sessionStorage.setItem(PREFIX + place, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing costs the draft at a reload, nothing else.
  }
}

/** Written by this build of the desk: each part is there, and of its kind. */
const isDraft = (kept: unknown, blank: TicketDraft): kept is TicketDraft =>
  typeof kept === "object" &&
  kept !== null &&
  Object.entries(blank).every(([name, value]) => typeof (kept as Record<string, unknown>)[name] === typeof value);
