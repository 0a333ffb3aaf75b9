import { timingSafeEqual } from "node:crypto";
import { count, sql } from "drizzle-orm";
import { user } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { FeedKind } from "../../domain/portfolio/portfolio-kind.ts";
import { hashPassword, passwordProblem } from "../../platform/password.ts";
import { authorizeSetup } from "../access/authorize-setup.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";
import { openPaperPortfolio } from "../portfolios/open-portfolio.ts";
import { insertUser, normalEmail } from "./insert-user.ts";

export async function isOwnerNeeded(desk: Desk): Promise<boolean> {
  const [row] = await desk.database.select({ users: count() }).from(user);
  return row?.users === 0;
}

const OWNER_EXISTS = refuse(
  "owner-exists",
  "This desk has an owner already. Sign in, or ask the owner for an invitation.",
);

export type CreateOwnerInput = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly setupCode: string | null;
  readonly ip: string | null;
};

/** The desk's first person, who may do everything, with a first paper portfolio. Only while there is nobody. */
export async function createOwner(
  desk: Desk,
  input: CreateOwnerInput,
  setup: { readonly code: string | null; readonly feedKind: FeedKind },
): Promise<Result<{ userId: string; portfolioId: string }>> {
  if (setup.code !== null && !isSame(setup.code, input.setupCode ?? "")) {
    return refuse("setup-code-wrong", "The setup code is not right. Open the address that npm start printed.");
  }
  const email = normalEmail(input.email);
  const problem = passwordProblem(input.password, email);
  if (problem !== null) return refuse("password-weak", problem);
  if (!(await isOwnerNeeded(desk))) return OWNER_EXISTS; // Before the costly hash, which nobody may ask for at will.
  const passwordHash = await hashPassword(input.password);
  return desk.database.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtext('tradewind.first-owner'))`); // Two tabs, one owner.
    if (!(await authorizeSetup(transaction))) {
      return OWNER_EXISTS;
    }
    const userId = await insertUser(transaction, { name: input.name, email, role: "owner", passwordHash });
    const actor = { userId, ip: input.ip };
    const portfolioId = await openPaperPortfolio(transaction, userId, { name: "Paper", feedKind: setup.feedKind });
    await recordAudit(transaction, actor, {
      action: "user.create-owner",
      target: userId,
      portfolioId: null,
      after: { name: input.name, email, portfolioId },
    });
    return accept({ userId, portfolioId });
  });
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
