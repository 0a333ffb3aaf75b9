import { user } from "../../../db/schema/index.ts";
import type { Role } from "../../domain/access/role.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

export type UserListing = { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };

/** Everybody on the desk, oldest first. */
export async function listUsers(desk: Desk, actor: Actor): Promise<UserListing[]> {
  await authorize(desk.database, actor, "user:list", null);
  return desk.database
    .select({ id: user.id, name: user.name, email: user.email, role: user.role })
    .from(user)
    .orderBy(user.createdAt);
}
