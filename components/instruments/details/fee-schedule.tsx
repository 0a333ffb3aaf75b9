import { type FeeTerms, feesAt } from "../../../server/domain/markets/catalogue.ts";
import { useNow } from "../../live/use-desk.tsx";
import { MINUS } from "../../ui/format-decimal.ts";
import { formatDay } from "../../ui/format-time.ts";
import { Section } from "./section.tsx";

/** `0.10%`; a rebate is negative. At least two decimals, more when the rate has them. */
export function describeRate(rate: string): string {
  const percent = Number(rate) * 100;
  const text = Math.abs(percent)
    .toFixed(6)
    .replace(/0{1,4}$/, "");
  return `${percent < 0 ? MINUS : ""}${text}%`;
}

/** What trading costs, and since when; the newest first. */
export function FeeSchedule({ fees }: { readonly fees: readonly FeeTerms[] }) {
  const now = useNow(60_000);
  const inForce = now === null ? null : feesAt(fees, now);
  return (
    <Section title="Fees">
      {fees.length === 0 ? (
        <p className="text-fg-3">The venue states none.</p>
      ) : (
        <table className="w-full">
          <thead>
            <tr className="text-[11px] text-fg-3">
              <th className="text-left font-normal">From</th>
              <th className="text-right font-normal">Maker</th>
              <th className="text-right font-normal">Taker</th>
            </tr>
          </thead>
          <tbody>
            {[...fees].reverse().map((terms) => (
              <tr
                key={terms.validFrom}
                className={`h-[22px] ${terms.validFrom === inForce?.validFrom ? "font-medium" : "text-fg-3"}`}
              >
                <td>
                  {terms.validFrom === 0 ? "the beginning" : formatDay(terms.validFrom)}
                  {now !== null && terms.validFrom > now ? " · announced" : ""}
                  {terms.validFrom === inForce?.validFrom ? <span className="text-fg-3"> in force</span> : null}
                </td>
                <td className="text-right">{describeRate(terms.makerRate)}</td>
                <td className="text-right">{describeRate(terms.takerRate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
