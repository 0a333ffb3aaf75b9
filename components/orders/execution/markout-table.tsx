import { MARKOUT_HORIZONS_MS, markout } from "../../../server/domain/execution-quality/markout.ts";
import type { Mid } from "../../../server/domain/execution-quality/mid.ts";
import type { FillQuality } from "../../../server/domain/execution-quality/order-quality.ts";
import { costBps, slippage } from "../../../server/domain/execution-quality/slippage.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { Pnl } from "../../ui/figure.tsx";
import { formatRowTime } from "../../ui/format-time.ts";
import { Cost } from "./cost.tsx";
import { midWords, whyNoMid } from "./execution-words.ts";

const NAMES = ["1 s", "10 s", "1 min", "5 min"] as const;
const FILLS_SHOWN = 50;

type MarkoutTableProps = { readonly instrument: Instrument; readonly fills: readonly FillQuality[] };

/** Where the market stood after each fill, in basis points of its price: a gain when it moved on in the direction of the trade. */
export function MarkoutTable({ instrument, fills }: MarkoutTableProps) {
  return (
    <div className="overflow-x-auto">
      <table className="grid-table" aria-label="Markouts of the order's fills">
        <thead>
          <tr>
            <th className="text">Fill</th>
            <th title="Of the book, before the event that filled it">Mid</th>
            <th title="What it cost against that mid">To mid</th>
            {NAMES.map((name) => (
              <th key={name} title={`Markout: how the mid had moved ${name} after the fill, positive in our favour`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fills.slice(0, FILLS_SHOWN).map(({ fill, mid, markouts, isPending }) => (
            <tr key={fill.id}>
              <td className="text text-fg-2">{formatRowTime(fill.at)}</td>
              <td title={whyNoMid(mid)}>{midWords(instrument, mid)}</td>
              <td>
                <Cost amount={costText(instrument, fill, mid)} places={1} unit="bp" why={whyNoMid(mid)} />
              </td>
              {MARKOUT_HORIZONS_MS.map((horizon, index) => {
                const later = markouts[index] ?? null;
                const why = whyNoMid(later, isPending ? "Its moment is still to come." : undefined);
                return (
                  <td key={horizon} data-horizon={horizon}>
                    <Pnl amount={gainText(instrument, fill, later)} places={1} why={why} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="pt-1 text-[11px] text-fg-3">
        Markouts in bp of the price, ▲ in our favour.
        {fills.length > FILLS_SHOWN ? ` The first ${FILLS_SHOWN} of ${fills.length} fills; the export has all.` : ""}
      </p>
    </div>
  );
}

type Fill = FillQuality["fill"];

function costText(instrument: Instrument, fill: Fill, mid: Mid | null): string | null {
  if (mid === null || "missing" in mid) return null;
  return costBps(slippage(instrument, fill, mid.halfTicks))?.toFixed(6) ?? null;
}

function gainText(instrument: Instrument, fill: Fill, mid: Mid | null): string | null {
  if (mid === null || "missing" in mid) return null;
  const { gainHalves, valueHalves } = markout(instrument, fill, mid.halfTicks);
  return costBps({ costHalves: gainHalves, referenceHalves: valueHalves })?.toFixed(6) ?? null;
}
