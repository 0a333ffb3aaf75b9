"use client";

import { useEffect, useId, useState } from "react";
import { useNow } from "../live/use-desk.tsx";
import { setPreferences, usePreferences } from "../preferences/preferences.ts";
import { groupDigits } from "../ui/format-decimal.ts";
import { setFormatLocale } from "../ui/format-locale.ts";
import { formatClockZone, formatDay } from "../ui/format-time.ts";
import { ChoiceRow } from "./parts/choice-row.tsx";
import { SettingGroup, SettingRow } from "./parts/setting-row.tsx";

/** How numbers and times are written. What is typed and what is exported keeps its plain form. */
export function FormatsSection() {
  const { numberFormat, timeZone, hour12 } = usePreferences();
  const now = useNow(1_000);
  // The example below is drawn in this very pass, before the page puts the new formats on.
  if (now !== null) setFormatLocale({ numberFormat, timeZone, hour12 });
  return (
    <>
      <SettingGroup title="Numbers">
        <ChoiceRow
          label="Grouping and decimal sign"
          hint="Fields take a plain decimal with a point, and exports write one."
          value={numberFormat}
          onChange={(value) => setPreferences({ numberFormat: value })}
          choices={[
            { value: "en", label: "1,234.5" },
            { value: "de", label: "1.234,5" },
            { value: "fr", label: "1 234,5" },
          ]}
        />
      </SettingGroup>
      <SettingGroup title="Time">
        <ZoneRow zone={timeZone} />
        <ChoiceRow
          label="Clock"
          value={hour12 ? "12" : "24"}
          onChange={(value) => setPreferences({ hour12: value === "12" })}
          choices={[
            { value: "24", label: "24 hours" },
            { value: "12", label: "12 hours" },
          ]}
        />
      </SettingGroup>
      <SettingGroup title="Example">
        <p className="py-3 text-[13px]" data-testid="format-example">
          {now === null ? " " : `${groupDigits("-1234567.5")} USDT · ${formatDay(now)} · ${formatClockZone(now)}`}
        </p>
      </SettingGroup>
    </>
  );
}

function ZoneRow({ zone }: { readonly zone: string }) {
  const id = useId();
  const [zones, setZones] = useState<readonly string[]>([]);
  useEffect(() => setZones(Intl.supportedValuesOf("timeZone")), []); // The server may know others.
  const known = zone === "UTC" || zone === "local" || zones.includes(zone) ? zones : [zone, ...zones];
  return (
    <SettingRow
      label="Time zone"
      labelId={id}
      hint="The day's profit is counted from midnight there. Stored market data keeps UTC and says so."
    >
      <select
        aria-labelledby={id}
        value={zone}
        className="h-(--ctl) max-w-[260px] rounded-md border border-line-strong bg-canvas px-2 text-[12px] max-sm:w-full"
        onChange={(event) => setPreferences({ timeZone: event.target.value })}
      >
        <option value="UTC">UTC</option>
        <option value="local">This computer's zone</option>
        {known
          .filter((name) => name !== "UTC")
          .map((name) => (
            <option key={name} value={name}>
              {name.replaceAll("_", " ")}
            </option>
          ))}
      </select>
    </SettingRow>
  );
}
