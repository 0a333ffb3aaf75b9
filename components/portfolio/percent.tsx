import { Pnl } from "../ui/figure.tsx";

/** A fraction as a signed percentage with its glyph: `▲ +51.63%`. */
export function Percent({ fraction, places = 2 }: { readonly fraction: number; readonly places?: number }) {
  const percent = fraction * 100;
  // What is shown as nothing has the colour of nothing.
  const shown = Number(percent.toFixed(places));
  return (
    <span className="whitespace-nowrap">
      <Pnl amount={percent.toFixed(places + 2)} places={places} />
      <span className={shown > 0 ? "text-up" : shown < 0 ? "text-down" : "text-flat"}>%</span>
    </span>
  );
}
