import { accept, type Result } from "../../errors/rejection.ts";
import { unknownWord } from "../grid-text.ts";
import { type OrderText, type ParsedOrder, parseOrder } from "../order-validation.ts";
import { LEG_ROLES, type LegRole } from "./contingency.ts";
import { groupRefusal } from "./group-legality.ts";

/** Orders that stand together as a person writes them: everything is text, nothing is trusted. */
export type GroupText = {
  /** Null for an OCO over what is held. */
  readonly entry: OrderText | null;
  readonly legs: readonly { readonly role: string; readonly order: OrderText }[];
};

type ParsedGroup = {
  readonly entry: ParsedOrder | null;
  readonly legs: readonly { readonly role: LegRole; readonly intent: ParsedOrder }[];
};

/** Whoever judges what stands together looks at no source. */
const NOBODY = { kind: "manual", userId: "", key: "" } as const;

/** Reads each order onto the instrument's grid, and refuses what cannot stand together. A refusal says which leg it means. */
export function parseGroup(text: GroupText): Result<ParsedGroup> {
  const entry = text.entry === null ? accept(null) : parseOrder(text.entry);
  if (!entry.ok) return entry;
  const legs: { role: LegRole; intent: ParsedOrder }[] = [];
  for (const { role: word, order } of text.legs) {
    const role = LEG_ROLES.find((known) => known === word);
    if (role === undefined) return unknownWord("leg", word, LEG_ROLES);
    const intent = parseOrder(order);
    if (!intent.ok) {
      const { code, message, facts } = intent.rejection;
      const named = `${role === "stop" ? "Stop" : "Target"}: ${message}`;
      return { ok: false, rejection: { code, message: named, facts: { ...facts, leg: role } } };
    }
    legs.push({ role, intent: intent.value });
  }
  const rejection = groupRefusal({
    entry: entry.value === null ? null : { ...entry.value, source: NOBODY },
    legs: legs.map(({ role, intent }) => ({ role, intent: { ...intent, source: NOBODY } })),
  });
  return rejection === null ? accept({ entry: entry.value, legs }) : { ok: false, rejection };
}
