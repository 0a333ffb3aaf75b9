import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { portfolioMember } from "../../../db/schema/index.ts";
import { stringifyExact } from "../../domain/money/integer-json.ts";
import { formatUnits } from "../../domain/money/money.ts";
import type { FeedKind } from "../../domain/portfolio/portfolio-kind.ts";
import { newUuid } from "../../platform/uuid.ts";
import type { Transaction } from "../desk.ts";

const OPENING = { currency: "USDT", units: 10_000_000_000_000 } as const;
const KEY_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Makes a paper portfolio with 100,000 USDT and the person as its owner, within the caller's transaction. */
export async function openPaperPortfolio(
  transaction: Transaction,
  userId: string,
  { name, feedKind }: { readonly name: string; readonly feedKind: FeedKind },
): Promise<string> {
  const id = newUuid();
  const key = Array.from({ length: 10 }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join("");
  const changes = stringifyExact([
    { kind: "balance-changed", currency: OPENING.currency, totalUnits: OPENING.units, reservedUnits: 0 },
  ]);
  const total = formatUnits(OPENING.units, OPENING.currency);
  await transaction.execute(sql`select open_portfolio(
    ${id}::uuid, ${key}, ${name}, 'paper', ${feedKind}, ${OPENING.currency}, ${OPENING.currency}, ${total}::numeric,
    ${Date.now()}::bigint, ${changes})`);
  await transaction.insert(portfolioMember).values({ portfolioId: id, userId, role: "owner" });
  return id;
}
