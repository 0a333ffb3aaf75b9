import { eq } from "drizzle-orm";
import { userSetting } from "../../../db/schema/index.ts";
import type { Actor } from "../access/authorize.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

/** All that the actor keeps, by its name. */
export async function readSettings(desk: Desk, actor: Actor): Promise<Record<string, unknown>> {
  const rows = await desk.database
    .select({ name: userSetting.name, value: userSetting.value })
    .from(userSetting)
    .where(eq(userSetting.userId, requireUser(actor)));
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
