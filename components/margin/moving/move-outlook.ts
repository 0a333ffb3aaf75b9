import { liquidationTicks } from "../../../server/domain/margin/liquidation.ts";
import { removableUnits } from "../../../server/domain/margin/removable-margin.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { add, type Integer, multiplyDivide, subtract } from "../../../server/domain/money/integer.ts";
import { parseCashAmount } from "../../../server/domain/portfolio/cash-amount.ts";
import { cleanNumber } from "../../trade/ticket/reading/read-number.ts";
import { formatBalance } from "../../ui/format-amount.ts";
import { trimZeros } from "../../ui/format-decimal.ts";
import type { MarginView } from "../margin-view.ts";
import type { BeforeAfter } from "../setting/setting-outlook.ts";

export type MarginMove = "add" | "take";

/** What moving margin to an isolated position, or from it, would make of it. */
type MoveOutlook = {
  /** As the desk takes it; null while what is written is none that could be moved. */
  readonly amount: string | null;
  /** In words; null while nothing is written, too. */
  readonly problem: string | null;
  /** How much may be moved, in units of the quote currency. */
  readonly mostUnits: Integer;
  readonly marginUnits: BeforeAfter<Integer>;
  /** In ticks; null where there is none. */
  readonly liquidationTicks: BeforeAfter<number | null>;
};

export function moveOutlook(view: MarginView, move: MarginMove, typed: string): MoveOutlook {
  const { instrument, terms, values, markTicks, spendableUnits } = view;
  const { quote } = instrument;
  const { tiers } = terms;
  const { marginUnits, leverage } = values;
  const most =
    move === "add"
      ? spendableUnits
      : markTicks === null
        ? 0
        : removableUnits({ instrument, tiers, position: values, leverage, marginUnits }, markTicks);
  const mostUnits = most > 0 ? most : 0;
  const amount = cleanNumber(typed);
  const read = amount === "" ? null : parseCashAmount(amount, quote);
  const units = read?.ok === true && read.value <= mostUnits ? read.value : 0;
  const after = move === "add" ? add(marginUnits, units) : subtract(marginUnits, units);
  const at = (backingUnits: Integer) => liquidationTicks({ instrument, tiers, position: values, backingUnits });
  return {
    amount: units === 0 ? null : amount,
    problem: problemOf(),
    mostUnits,
    marginUnits: { before: marginUnits, after },
    liquidationTicks: { before: at(marginUnits), after: at(after) },
  };

  function problemOf(): string | null {
    if (read === null) return null;
    if (!read.ok)
      return read.rejection.code === "amount-not-positive" ? "Enter an amount above zero." : read.rejection.message;
    if (read.value <= mostUnits) return null;
    const money = `${formatBalance(mostUnits, quote)} ${quote}`;
    return move === "add"
      ? `${money} are free. Add less.`
      : `At ${leverage}× the position can spare ${money} above its initial margin. Take less.`;
  }
}

/** A share of what may be moved, as a field writes it: never rounded up. */
export function shareOf({ mostUnits }: Pick<MoveOutlook, "mostUnits">, percent: number, quote: string): string {
  const { decimals } = currencyOf(quote);
  return trimZeros(formatScaled(multiplyDivide(mostUnits, percent, 100), decimals), 0);
}
