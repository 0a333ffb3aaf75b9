"use client";

import { setPreferences, usePreferences } from "../preferences/preferences.ts";
import { Pnl, SidePill } from "../ui/figure.tsx";
import { groupDigits } from "../ui/format-decimal.ts";
import { ChoiceRow } from "./parts/choice-row.tsx";
import { SettingGroup } from "./parts/setting-row.tsx";
import { SwitchRow } from "./parts/switch-row.tsx";

/** How the desk looks, on all of the person's browsers. */
export function AppearanceSection() {
  const { theme, palette, density, hollowUp } = usePreferences();
  return (
    <>
      <SettingGroup title="Colours">
        <ChoiceRow
          label="Theme"
          value={theme}
          onChange={(value) => setPreferences({ theme: value })}
          choices={[
            { value: "dark", label: "Dark" },
            { value: "light", label: "Light" },
            { value: "system", label: "As the system" },
          ]}
        />
        <ChoiceRow
          label="Up and down"
          hint="Blue and orange are told apart by nearly everybody; sign and arrow say the same in any palette."
          value={palette}
          onChange={(value) => setPreferences({ palette: value })}
          choices={[
            { value: "classic", label: "Green up" },
            { value: "inverted", label: "Red up" },
            { value: "cvd", label: "Blue and orange" },
          ]}
        />
        <SwitchRow
          label="Hollow rising candles"
          hint="The shape tells the direction too."
          isOn={hollowUp}
          onChange={(isOn) => setPreferences({ hollowUp: isOn })}
        />
      </SettingGroup>
      <SettingGroup title="Space">
        <ChoiceRow
          label="Density"
          hint="Touch screens always get large targets."
          value={density}
          onChange={(value) => setPreferences({ density: value })}
          choices={[
            { value: "dense", label: "Dense" },
            { value: "comfortable", label: "Comfortable" },
          ]}
        />
      </SettingGroup>
      <Preview hollowUp={hollowUp} />
    </>
  );
}

const CANDLES = [
  { x: 8, open: 44, close: 30, high: 24, low: 50 },
  { x: 26, open: 30, close: 36, high: 26, low: 42 },
  { x: 44, open: 36, close: 18, high: 12, low: 40 },
  { x: 62, open: 18, close: 24, high: 14, low: 32 },
  { x: 80, open: 24, close: 10, high: 6, low: 28 },
] as const;

const ROWS = [
  { side: "long", size: "1250.5", pnl: "1204.31" },
  { side: "short", size: "12.4", pnl: "-66.57" },
] as const;

/** Figures of no market: what the choices above make of them. */
function Preview({ hollowUp }: { readonly hollowUp: boolean }) {
  return (
    <SettingGroup title="Example, no real figures">
      <div className="flex flex-wrap items-center gap-6 py-3">
        <svg width="104" height="60" role="img" aria-label="Five candles, three rising and two falling">
          {CANDLES.map(({ x, open, close, high, low }) => {
            const isUp = close < open;
            const colour = isUp ? "var(--up)" : "var(--down)";
            const fill = isUp && hollowUp ? "var(--panel)" : colour;
            return (
              <g key={x} stroke={colour}>
                <line x1={x + 5} x2={x + 5} y1={high} y2={low} />
                <rect x={x} y={Math.min(open, close)} width="10" height={Math.abs(open - close)} fill={fill} />
              </g>
            );
          })}
        </svg>
        <table className="grid-table min-w-[260px] flex-1" aria-label="Example positions">
          <thead>
            <tr>
              <th className="text">Side</th>
              <th>Size</th>
              <th>PnL</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map(({ side, size, pnl }) => (
              <tr key={side}>
                <td className="text">
                  <SidePill side={side} />
                </td>
                <td>{groupDigits(size)}</td>
                <td>
                  <Pnl amount={pnl} places={2} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </SettingGroup>
  );
}
