import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { currencyOf } from "../../domain/money/currency.ts";
import { parseScaled } from "../../domain/money/decimal.ts";
import type { Integer } from "../../domain/money/integer.ts";
import type { FeedKind } from "../../domain/portfolio/portfolio-kind.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";
import { BASE_CURRENCY, openPaperPortfolio } from "./open-portfolio.ts";
import { nameProblem } from "./portfolio-name.ts";

const OPENING_MAX = 1_000_000_000;

export type CreatePortfolioInput = {
  readonly name: string;
  readonly feedKind: FeedKind;
  /** USDT as a decimal text. */
  readonly openingBalance: string;
};

/** A new paper portfolio of the running feed's kind, owned by who makes it. */
export async function createPortfolio(
  desk: Desk,
  actor: Actor,
  input: CreatePortfolioInput,
): Promise<Result<{ portfolioId: string }>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "portfolio:create", null);
    const userId = requireUser(actor);
    const opening = readOpening(input.openingBalance);
    if (!opening.ok) return opening;
    const problem = await nameProblem(transaction, userId, input.name);
    if (problem !== null) return { ok: false, rejection: problem };
    const { name, feedKind } = input;
    const portfolioId = await openPaperPortfolio(transaction, userId, { name, feedKind, units: opening.value });
    await recordAudit(transaction, actor, {
      action: "portfolio.create",
      target: portfolioId,
      portfolioId,
      after: input,
    });
    return accept({ portfolioId });
  });
}

function readOpening(text: string): Result<Integer> {
  const { decimals } = currencyOf(BASE_CURRENCY);
  const read = parseScaled(text, decimals);
  const units = "value" in read ? read.value : null;
  if (units === null || units <= 0 || units > BigInt(OPENING_MAX) * 10n ** BigInt(decimals)) {
    const range = `more than 0 and at most ${OPENING_MAX.toLocaleString("en-US")}`;
    return refuse(
      "opening-balance-invalid",
      `Opening balance "${text}" is no amount of ${BASE_CURRENCY}. Use a number ${range}, such as 100000.`,
    );
  }
  return accept(units);
}
