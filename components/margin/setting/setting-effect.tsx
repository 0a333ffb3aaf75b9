import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import { formatBalance } from "../../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import type { SettingOutlook } from "./setting-outlook.ts";

type SettingEffectProps = {
  readonly instrument: Instrument;
  /** Of each position that the instrument has. */
  readonly outlooks: readonly { readonly positionSide: PositionSide | null; readonly outlook: SettingOutlook }[];
};

/** What the setting allows, and what it would make of the positions that are open. */
export function SettingEffect({ instrument, outlooks }: SettingEffectProps) {
  const { quote } = instrument;
  const money = (units: SettingOutlook["mostUnits"]) => `${formatBalance(units, quote)} ${quote}`;
  const price = (ticks: number | null) => (ticks === null ? "none" : groupDigits(formatPrice(instrument, ticks)));
  const mostUnits = outlooks[0]?.outlook.mostUnits ?? 0;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <dt className="text-fg-3">Largest position</dt>
      <dd className="text-right" data-testid="largest-position">
        {mostUnits === 0 ? UNKNOWN : money(mostUnits)}
      </dd>
      {outlooks.map(({ positionSide, outlook: { position } }) =>
        position === null ? null : (
          <div className="contents" key={positionSide}>
            <dt className="text-fg-3">Margin of the {positionSide === null ? "" : `${positionSide} `}position</dt>
            <dd className="text-right" data-testid="margin-change">
              {formatBalance(position.marginUnits.before, quote)} → {money(position.marginUnits.after)}
            </dd>
            <dt className="text-fg-3">{positionSide === null ? "Liquidation price" : "Its liquidation price"}</dt>
            <dd className="text-right" data-testid="liquidation-change">
              {price(position.liquidationTicks.before)} → {price(position.liquidationTicks.after)}
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
