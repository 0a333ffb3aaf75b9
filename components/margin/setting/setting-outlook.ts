import { isLiquidatedAt } from "../../../server/domain/margin/liquidation.ts";
import { isIsolated, type MarginSetting, positionMarginUnits } from "../../../server/domain/margin/margin-account.ts";
import { leverageMaxOf, notionalMaxUnits } from "../../../server/domain/margin/margin-tiers.ts";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { type Integer, subtract } from "../../../server/domain/money/integer.ts";
import { formatBalance } from "../../ui/format-amount.ts";
import { cameUnits, liquidationOf, type MarginView } from "../margin-view.ts";

export type BeforeAfter<Value> = { readonly before: Value; readonly after: Value };

/** What another setting would make of the position that is open, and why the desk would refuse it. */
export type SettingOutlook = {
  /** In words; null where nothing is known to stand against it. */
  readonly problem: string | null;
  /** The largest notional that a position may have at this leverage, in units of the quote currency. */
  readonly mostUnits: Integer;
  /** Null while nothing is open. Liquidation in ticks, null where there is none. */
  readonly position: {
    readonly marginUnits: BeforeAfter<Integer>;
    readonly liquidationTicks: BeforeAfter<number | null>;
  } | null;
};

/** A whole leverage as typed; null for anything else. */
export const readLeverage = (text: string): number | null => (/^[1-9]\d{0,2}$/.test(text.trim()) ? Number(text) : null);

export function settingOutlook(view: MarginView, wanted: MarginSetting | null, hasOrders: boolean): SettingOutlook {
  const { values, terms } = view;
  const most = leverageMaxOf(terms.tiers);
  if (wanted === null || wanted.leverage < 1 || wanted.leverage > most)
    return { problem: `Enter a whole leverage from 1 to ${most}.`, mostUnits: 0, position: null };
  const mostUnits = notionalMaxUnits(terms.tiers, wanted.leverage);
  if (values.netLots === 0) return { problem: whyNot(view, wanted, mostUnits, hasOrders), mostUnits, position: null };
  const liquidation = (setting: MarginSetting) => liquidationOf(view, values, setting);
  return {
    problem: whyNot(view, wanted, mostUnits, hasOrders),
    mostUnits,
    position: {
      marginUnits: { before: values.marginUnits, after: positionMarginUnits(values, wanted, cameUnits(values)) },
      liquidationTicks: { before: liquidation(values), after: liquidation(wanted) },
    },
  };
}

function whyNot(view: MarginView, wanted: MarginSetting, mostUnits: Integer, hasOrders: boolean): string | null {
  const { values, instrument, terms, markTicks, spendableUnits } = view;
  const { name, quote } = instrument;
  if (wanted.leverage === values.leverage && wanted.mode === values.mode) return null;
  if (hasOrders) return `Orders work in ${name}, and hold back money by its leverage. Cancel them first.`;
  if (values.netLots === 0) return null;
  if (isIsolated(wanted) !== isIsolated(values))
    return `The margin mode cannot change while a position is open in ${name}. Close it first.`;
  const money = (units: Integer) => `${formatBalance(units, quote)} ${quote}`;
  const notional = notionalUnits(instrument, markTicks ?? 0, Math.abs(values.netLots));
  if (notional > mostUnits)
    return `At ${wanted.leverage}× a position may be ${money(mostUnits)}, and it is ${money(notional)}. Use less leverage.`;
  const needed = positionMarginUnits(values, wanted, cameUnits(values));
  const missing = subtract(needed, values.marginUnits);
  if (missing > 0 && missing > spendableUnits)
    return `At ${wanted.leverage}× it needs ${money(missing)} more, and ${money(spendableUnits)} is available.`;
  const backed = { instrument, tiers: terms.tiers, position: values, backingUnits: needed };
  if (isIsolated(wanted) && markTicks !== null && isLiquidatedAt(backed, markTicks))
    return `At ${wanted.leverage}× the venue would close the position at once. Use less leverage.`;
  return null;
}
