import { blankCondition } from "./reading/condition-draft.ts";
import { BLANK_EXITS } from "./reading/exits-draft.ts";
import type { TicketDraft } from "./reading/read-ticket.ts";

/** The tabs of the ticket. */
export const TICKET_TYPES = [
  { value: "limit", label: "Limit" },
  { value: "market", label: "Market" },
  { value: "stop-loss", label: "Stop", title: "Stop order" },
  { value: "take-profit", label: "Profit", title: "Take profit" },
  { value: "trailing-stop", label: "Trail", title: "Trailing stop" },
  { value: "oco", label: "OCO", title: "OCO: a stop and a target over what is held" },
  { value: "algorithm", label: "Algo", title: "Execution algorithm" },
] as const;

type TypeChoice = (typeof TICKET_TYPES)[number]["value"];

/** What choosing a type makes of the draft; an OCO closes what is held, at its own two prices. */
export function typed(type: Exclude<TypeChoice, "algorithm">): Partial<TicketDraft> {
  if (type === "oco")
    return { type: "market", condition: null, isReduceOnly: true, exits: { ...BLANK_EXITS, isOco: true } };
  return type === "limit" || type === "market" ? { type, condition: null } : { condition: blankCondition(type) };
}

/** What closes the whole position only reduces. */
export const WHOLE = { isReduceOnly: true, exits: null };
