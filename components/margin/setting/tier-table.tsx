import { initialUnits, type MarginTiers } from "../../../server/domain/margin/margin-tiers.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaledShort } from "../../../server/domain/money/decimal.ts";
import { groupDigits } from "../../ui/format-decimal.ts";

type TierTableProps = {
  readonly tiers: MarginTiers;
  readonly currency: string;
  /** Null while what is written is none. */
  readonly leverage: number | null;
};

const percent = (millionths: number): string => `${(millionths / 10_000).toFixed(2)}%`;

/** What the venue asks for by the size of a position; tiers that the leverage does not reach are dimmed. */
export function TierTable({ tiers, currency, leverage }: TierTableProps) {
  const { decimals } = currencyOf(currency);
  const money = (units: MarginTiers[number]["capUnits"]) => groupDigits(formatScaledShort(units, decimals));
  return (
    <div className="overflow-hidden rounded-md border border-line-subtle">
      <table className="w-full text-[11px]" aria-label="Tiers of the venue">
        <thead className="text-fg-3">
          <tr>
            <th scope="col" className="px-2 py-1 text-left font-medium">
              Position up to, {currency}
            </th>
            <th scope="col" className="px-2 py-1 text-right font-medium">
              Leverage
            </th>
            <th scope="col" className="px-2 py-1 text-right font-medium">
              Maintenance
            </th>
            <th scope="col" className="px-2 py-1 text-right font-medium">
              Initial
            </th>
          </tr>
        </thead>
        <tbody>
          {tiers.map(({ capUnits, leverageMax, maintenanceMillionths }) => {
            const isReached = leverage !== null && leverage <= leverageMax;
            return (
              <tr key={leverageMax} className={isReached ? "" : "text-fg-3 line-through decoration-line-strong"}>
                <td className="px-2 py-0.5">{money(capUnits)}</td>
                <td className="px-2 py-0.5 text-right">{leverageMax}×</td>
                <td className="px-2 py-0.5 text-right">{percent(maintenanceMillionths)}</td>
                <td className="px-2 py-0.5 text-right">
                  {percent(Number(initialUnits(1_000_000, Math.min(leverage ?? leverageMax, leverageMax))))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
