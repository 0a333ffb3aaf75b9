import { audit } from "../../../db/schema/index.ts";
import { newUuid } from "../../platform/uuid.ts";
import type { Transaction } from "../desk.ts";
import type { Actor } from "./authorize.ts";

export type Deed = {
  readonly action: string;
  readonly target: string;
  readonly portfolioId: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
};

/** Writes who did what into the transaction of the deed: both stand, or neither. */
export async function recordAudit(transaction: Transaction, actor: Actor, deed: Deed): Promise<void> {
  await transaction.insert(audit).values({
    id: newUuid(),
    actorUserId: actor.userId,
    portfolioId: deed.portfolioId,
    action: deed.action,
    target: deed.target,
    before: deed.before ?? null,
    after: deed.after ?? null,
    ip: actor.ip,
  });
}
