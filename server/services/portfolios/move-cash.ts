import { eq } from "drizzle-orm";
import { portfolio } from "../../../db/schema/index.ts";
import { present } from "../../domain/errors/invariant.ts";
import { negate } from "../../domain/money/integer.ts";
import { parseCashAmount } from "../../domain/portfolio/cash-amount.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type MoveCashInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly currency: string;
  /** Decimal text, above zero in either direction. */
  readonly amount: string;
};

/** Pays into or out of a paper portfolio, in its base currency. It is no profit and no loss, and the worker books it. */
export async function moveCash(
  desk: Desk,
  actor: Actor,
  input: MoveCashInput,
  direction: "in" | "out",
): Promise<ControlAnswer> {
  const { portfolioId, key, currency, amount } = input;
  await authorize(desk.database, actor, "portfolio:fund", portfolioId);
  const [found] = await desk.database
    .select({ mode: portfolio.mode, baseCurrency: portfolio.baseCurrency })
    .from(portfolio)
    .where(eq(portfolio.id, portfolioId));
  const { mode, baseCurrency } = present(found, `Portfolio "${portfolioId}" is authorized but not stored`);
  if (mode !== "paper") {
    const message = "Only a paper portfolio can be funded here. Move real money at the exchange.";
    return refused({ code: "portfolio-not-paper", message, facts: { mode } });
  }
  if (currency !== baseCurrency) {
    const shown = currency.slice(0, 40);
    const message = `This portfolio is kept in ${baseCurrency}; "${shown}" cannot be paid in or out. Use ${baseCurrency}.`;
    return refused({ code: "currency-not-base", message, facts: { currency: shown, baseCurrency } });
  }
  const parsed = parseCashAmount(amount, baseCurrency);
  if (!parsed.ok) return refused(parsed.rejection);
  const units = direction === "in" ? parsed.value : negate(parsed.value);
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "portfolio:fund",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "move-cash", currency, units }),
    deed: {
      action: direction === "in" ? "portfolio.fund" : "portfolio.withdraw",
      target: portfolioId,
      after: { currency, amount, key },
    },
  });
}
