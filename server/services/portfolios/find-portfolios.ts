import { asc, eq, isNull } from "drizzle-orm";
import { portfolio } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

/**
 * The ids of the portfolios of this name; of every one for "all" unless only a single one is of use. For whoever may see the
 * whole desk.
 */
export async function findPortfolios(
  desk: Desk,
  actor: Actor,
  name: string,
  { takesAll }: { readonly takesAll: boolean },
): Promise<Result<readonly string[]>> {
  await authorize(desk.database, actor, "user:invite", null);
  const all = desk.database.select({ id: portfolio.id }).from(portfolio).orderBy(asc(portfolio.createdAt));
  const found = await (takesAll && name === "all"
    ? all.where(isNull(portfolio.archivedAt))
    : all.where(eq(portfolio.name, name)));
  if (found.length > 0) return accept(found.map(({ id }) => id));
  const orAll = takesAll ? ", or all" : "";
  return refuse("portfolio-unknown", `There is no portfolio "${name}". Use its name as the desk shows it${orAll}.`);
}
