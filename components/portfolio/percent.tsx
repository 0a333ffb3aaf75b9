import { Pnl } from "../ui/figure.tsx";

/** A fraction as a signed percentage with its glyph: `▲ +51.63%`. */
export function Percent({ fraction, places = 2 }: { readonly fraction: number; readonly places?: number }) {
  return (
    <span className="whitespace-nowrap">
      <Pnl amount={(fraction * 100).toFixed(places + 2)} places={places} />
      <span className={fraction > 0 ? "text-up" : fraction < 0 ? "text-down" : "text-flat"}>%</span>
    </span>
  );
}
