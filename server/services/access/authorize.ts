import { and, eq } from "drizzle-orm";
import { portfolioMember, user } from "../../../db/schema/index.ts";
import { can, isDeskWide, type Permission } from "../../domain/access/permission.ts";
import type { Role } from "../../domain/access/role.ts";
import type { Database, Transaction } from "../desk.ts";

/** Who acts. `userId` is null for a command line on the desk's own machine, which may do all that its user could do by hand. */
export type Actor = { readonly userId: string | null; readonly ip: string | null };

export class AccessError extends Error {
  override readonly name = "AccessError";
  constructor(readonly code: "not-found" | "forbidden") {
    super(code === "not-found" ? "There is no such thing here, or it is not yours." : "Your role does not allow this.");
  }
}

/**
 * The role under which the actor may do it; throws {@link AccessError}. Another's portfolio is "not found", as it must not
 * even be known to exist. Reads the role afresh, so that a role taken away counts at once.
 */
export async function authorize(
  database: Database | Transaction,
  actor: Actor,
  permission: Permission,
  portfolioId: string | null,
): Promise<Role> {
  if (actor.userId === null) return "owner";
  const role = isDeskWide(permission)
    ? await deskRole(database, actor.userId)
    : await memberRole(database, actor.userId, portfolioId);
  if (!can(role, permission)) throw new AccessError("forbidden");
  return role;
}

async function deskRole(database: Database | Transaction, userId: string): Promise<Role> {
  const [row] = await database.select({ role: user.role }).from(user).where(eq(user.id, userId));
  if (row === undefined) throw new AccessError("forbidden");
  return row.role;
}

async function memberRole(database: Database | Transaction, userId: string, portfolioId: string | null): Promise<Role> {
  if (portfolioId === null) throw new AccessError("not-found");
  const [row] = await database
    .select({ role: portfolioMember.role })
    .from(portfolioMember)
    .where(and(eq(portfolioMember.portfolioId, portfolioId), eq(portfolioMember.userId, userId)));
  if (row === undefined) throw new AccessError("not-found");
  return row.role;
}
