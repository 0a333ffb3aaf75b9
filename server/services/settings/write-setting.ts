import { and, count, eq, ne, sql } from "drizzle-orm";
import { userSetting } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { Actor } from "../access/authorize.ts";
import { authorizeSelf } from "../access/authorize-self.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";
import { isSettingName } from "./setting-name.ts";

const BYTES_MAX = 48 * 1024;
const SETTINGS_MAX = 300;

/** The choices that change what the desk asks before it acts stand in the audit; where a panel lies does not. */
const AUDITED: ReadonlySet<string> = new Set(["preferences"]);

/** Keeps one named value of the actor's own. */
export async function writeSetting(
  desk: Desk,
  actor: Actor,
  { name, value }: { readonly name: string; readonly value: unknown },
): Promise<Result<{ name: string }>> {
  if (!isSettingName(name)) {
    return refuse("setting-unknown", `"${name.slice(0, 120)}" is no setting of this desk. Reload the page.`);
  }
  const text = JSON.stringify(value ?? null);
  const bytes = Buffer.byteLength(text);
  if (bytes > BYTES_MAX) {
    return refuse("setting-too-large", `The setting "${name}" has ${bytes} bytes. At most ${BYTES_MAX} are kept.`);
  }
  const kept = sql`${text}::json`; // As text, because the driver takes a JSON null for no value at all.
  return desk.database.transaction(async (transaction) => {
    const userId = await authorizeSelf(transaction, actor);
    const own = eq(userSetting.userId, userId);
    const [others] = await transaction
      .select({ settings: count() })
      .from(userSetting)
      .where(and(own, ne(userSetting.name, name)));
    if ((others?.settings ?? 0) >= SETTINGS_MAX) {
      return refuse("settings-too-many", `You keep ${SETTINGS_MAX} settings, the most there can be. Delete a layout.`);
    }
    const [before] = await transaction
      .select({ value: userSetting.value })
      .from(userSetting)
      .where(and(own, eq(userSetting.name, name)));
    await transaction
      .insert(userSetting)
      .values({ userId, name, value: kept })
      .onConflictDoUpdate({
        target: [userSetting.userId, userSetting.name],
        set: { value: kept, updatedAt: sql`now()` },
      });
    if (AUDITED.has(name)) {
      await recordAudit(transaction, actor, {
        action: "setting.write",
        target: name,
        portfolioId: null,
        before: before?.value,
        after: value,
      });
    }
    return accept({ name });
  });
}
