import { and, eq, sql } from "drizzle-orm";
import { orderNote, orders, user } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { NOTE_LENGTH_MAX, type OrderNote, TAG_LENGTH_MAX, TAGS_MAX } from "../../domain/orders/order-listing.ts";
import { AccessError, type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk, Transaction } from "../desk.ts";

export type AnnotateOrderInput = {
  readonly portfolioId: string;
  readonly orderId: string;
  readonly note: string;
  readonly tags: readonly string[];
  /** When the note was written that the person saw; null when there was none. */
  readonly seenAt: number | null;
};

export type Annotated = {
  readonly note: OrderNote;
  /** What somebody else wrote meanwhile and this replaced. */
  readonly replaced: OrderNote | null;
};

/** Writes beside an order. Who writes last wins, and learns what they wrote over. */
export async function annotateOrder(desk: Desk, actor: Actor, input: AnnotateOrderInput): Promise<Result<Annotated>> {
  const { portfolioId, orderId, seenAt } = input;
  const note = input.note.trim();
  const tags = cleanTags(input.tags);
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "order:annotate", portfolioId);
    if (note.length > NOTE_LENGTH_MAX) {
      return refuse("note-too-long", `The note has ${note.length} characters. At most ${NOTE_LENGTH_MAX} are kept.`);
    }
    const long = tags.find((tag) => tag.length > TAG_LENGTH_MAX);
    if (long !== undefined) {
      return refuse("tag-too-long", `The tag "${long}" is longer than ${TAG_LENGTH_MAX} characters. Shorten it.`);
    }
    if (tags.length > TAGS_MAX) {
      return refuse("tags-too-many", `${tags.length} tags are too many. An order has at most ${TAGS_MAX}.`);
    }
    const userId = requireUser(actor);
    const [order] = await transaction
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.portfolioId, portfolioId), eq(orders.id, orderId)));
    if (order === undefined) throw new AccessError("not-found");
    // One writer at a time, also where there is no note yet that could be locked.
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtext(${`order_note ${portfolioId} ${orderId}`}))`);
    const before = await readNote(transaction, portfolioId, orderId);
    await transaction
      .insert(orderNote)
      .values({ portfolioId, orderId, note, tags, userId })
      .onConflictDoUpdate({
        target: [orderNote.portfolioId, orderNote.orderId],
        set: { note, tags, userId, updatedAt: sql`clock_timestamp()` },
      });
    await recordAudit(transaction, actor, {
      action: "order.annotate",
      target: orderId,
      portfolioId,
      before: before === null ? null : { note: before.note, tags: before.tags },
      after: { note, tags },
    });
    const written = await readNote(transaction, portfolioId, orderId);
    if (written === null) throw new Error(`The note of order ${orderId} was not kept`);
    return accept({ note: written, replaced: before !== null && before.at !== seenAt ? before : null });
  });
}

/** Lower case, without a leading #, each once. */
const cleanTags = (tags: readonly string[]): string[] => [
  ...new Set(tags.map((tag) => tag.trim().replace(/^#/, "").toLowerCase()).filter((tag) => tag !== "")),
];

async function readNote(transaction: Transaction, portfolioId: string, orderId: string): Promise<OrderNote | null> {
  const [row] = await transaction
    .select({ note: orderNote.note, tags: orderNote.tags, by: user.name, at: orderNote.updatedAt })
    .from(orderNote)
    .innerJoin(user, eq(user.id, orderNote.userId))
    .where(and(eq(orderNote.portfolioId, portfolioId), eq(orderNote.orderId, orderId)));
  return row === undefined ? null : { ...row, at: row.at.getTime() };
}
