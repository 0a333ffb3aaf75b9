import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { portfolioMember } from "../../../db/schema/index.ts";
import type { Integer } from "../../domain/money/integer.ts";
import { stringifyExact } from "../../domain/money/integer-json.ts";
import { formatUnits } from "../../domain/money/money.ts";
import type { FeedKind } from "../../domain/portfolio/portfolio-kind.ts";
import { newUuid } from "../../platform/uuid.ts";
import type { Transaction } from "../desk.ts";

export const BASE_CURRENCY = "USDT";
const OPENING_UNITS = 10_000_000_000_000;
const KEY_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

export type Opening = {
  readonly name: string;
  readonly feedKind: FeedKind;
  /** In units of USDT; 100,000 USDT without it. */
  readonly units?: Integer;
};

/** Makes a paper portfolio without members, within the caller's transaction. */
export async function insertPaperPortfolio(
  transaction: Transaction,
  { name, feedKind, units = OPENING_UNITS }: Opening,
): Promise<string> {
  const id = newUuid();
  const key = Array.from({ length: 10 }, () => KEY_LETTERS[randomInt(KEY_LETTERS.length)]).join("");
  const changes = stringifyExact([
    { kind: "balance-changed", currency: BASE_CURRENCY, totalUnits: units, reservedUnits: 0 },
  ]);
  const total = formatUnits(units, BASE_CURRENCY);
  await transaction.execute(sql`select open_portfolio(
    ${id}::uuid, ${key}, ${name}, 'paper', ${feedKind}, ${BASE_CURRENCY}, ${BASE_CURRENCY}, ${total}::numeric,
    ${Date.now()}::bigint, ${changes})`);
  return id;
}

/** Makes a paper portfolio with the person as its owner, within the caller's transaction. */
export async function openPaperPortfolio(transaction: Transaction, userId: string, opening: Opening): Promise<string> {
  const id = await insertPaperPortfolio(transaction, opening);
  await transaction.insert(portfolioMember).values({ portfolioId: id, userId, role: "owner" });
  return id;
}
