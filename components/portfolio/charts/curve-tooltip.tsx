import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal } from "../../ui/format-decimal.ts";
import { formatClockZone, formatDay } from "../../ui/format-time.ts";
import { Percent } from "../percent.tsx";
import type { CurvePoint } from "../portfolio-client.ts";

type CurveTooltipProps = {
  readonly payload: readonly { readonly payload?: unknown }[] | undefined;
  readonly currency: string;
  readonly isHidden: boolean;
};

/** What both curves say where the crosshair stands. */
export function CurveTooltip({ payload, currency, isHidden }: CurveTooltipProps) {
  const point = payload?.[0]?.payload as CurvePoint | undefined; // The chart hands back the row it was given.
  if (point === undefined) return null;
  const places = placesOf(currency);
  return (
    <div className="rounded-md border border-line bg-raised px-2.5 py-1.5 text-[11px] shadow-[0_8px_24px_rgb(0_0_0/.32)]">
      <p className="text-fg-3">
        {formatDay(point.at)} {formatClockZone(point.at)}
      </p>
      <p className="mt-0.5 font-semibold">
        {isHidden ? "•••••" : `${formatDecimal(point.equity.toFixed(places), places)} ${currency}`}
      </p>
      <p>
        <span className="text-fg-3">Drawdown </span>
        <Percent fraction={point.drawdown} />
      </p>
    </div>
  );
}
