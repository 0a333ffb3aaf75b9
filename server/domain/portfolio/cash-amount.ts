import { accept, type Result, refuse } from "../errors/rejection.ts";
import { currencyOf } from "../money/currency.ts";
import type { Integer } from "../money/integer.ts";
import { parseUnits } from "../money/money.ts";

const MOVE_MAX = 1_000_000_000n;

/** An amount of a currency as a person writes it, above zero and at most a billion, in the currency's units. */
export function parseCashAmount(text: string, currencyCode: string): Result<Integer> {
  const currency = currencyOf(currencyCode);
  const amount = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const facts = { amount, currency: currencyCode };
  const parsed = parseUnits(text, currency);
  if ("problem" in parsed) {
    switch (parsed.problem) {
      case "not-a-number":
        return refuse(
          "amount-not-a-number",
          `Amount "${amount}" is not a number. Use digits and a point, such as 2500.50.`,
          facts,
        );
      case "too-precise": {
        const message = `Amount "${amount}" has more decimals than ${currencyCode} is counted in. Use at most ${currency.decimals} decimals.`;
        return refuse("amount-too-precise", message, facts);
      }
      case "too-large":
        return tooLarge(amount, currencyCode);
    }
  }
  if (parsed.value <= 0) {
    return refuse(
      "amount-not-positive",
      `Amount "${amount}" must be above zero. Withdraw instead of funding a negative amount.`,
      facts,
    );
  }
  return BigInt(parsed.value) > MOVE_MAX * 10n ** BigInt(currency.decimals)
    ? tooLarge(amount, currencyCode)
    : accept(parsed.value);
}

function tooLarge(amount: string, currency: string) {
  const most = String(MOVE_MAX);
  return refuse("amount-too-large", `Amount "${amount}" is too large. Use at most ${most} ${currency} at once.`, {
    amount,
    most,
  });
}
