"use client";

import { type FormEvent, useId, useState } from "react";
import { DEFAULT_PREFERENCES } from "../preferences/preference-values.ts";
import { setPreferences, usePreferences } from "../preferences/preferences.ts";
import { Button } from "../ui/button.tsx";
import { SettingGroup, SettingRow } from "./parts/setting-row.tsx";
import { SwitchRow } from "./parts/switch-row.tsx";
import { readShares } from "./read-shares.ts";
import { SelfTradeRow } from "./self-trade-row.tsx";

/** How much the desk asks before it acts. */
export function TradingSection() {
  const { confirm } = usePreferences();
  const change = (part: Partial<typeof confirm>) => setPreferences({ confirm: { ...confirm, ...part } });
  return (
    <>
      <SettingGroup title="Ask before">
        <SwitchRow
          label="Placing an order"
          hint="Says the whole order once more. Absurd prices and sizes are always asked about."
          isOn={confirm.placeOrder}
          onChange={(placeOrder) => change({ placeOrder })}
        />
        <SwitchRow
          label="Closing a position"
          isOn={confirm.closePosition}
          onChange={(closePosition) => change({ closePosition })}
        />
        <SwitchRow
          label="Cancelling all orders of a market"
          isOn={confirm.cancelMarket}
          onChange={(cancelMarket) => change({ cancelMarket })}
        />
      </SettingGroup>
      <SelfTradeRow />
      <SettingGroup title="Ticket">
        <SharesRow />
      </SettingGroup>
      <SettingGroup title="One-click trading">
        <p className="py-3 text-[13px] text-fg-2">
          A press in the book or on the chart sends an order without a question. It is switched on in the ticket, holds
          for this browser until you sign out, and shows a chip in the header while it is on.
        </p>
      </SettingGroup>
    </>
  );
}

function SharesRow() {
  const { sizeChips } = usePreferences();
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? sizeChips.join(" ");
  const read = readShares(shown);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!read.ok) return;
    setPreferences({ sizeChips: read.shares });
    setText(null);
  };
  return (
    <form onSubmit={save}>
      <SettingRow label="Size chips, in percent" labelId={id} hint="One to six whole percentages of what is available.">
        <input
          aria-labelledby={id}
          aria-invalid={!read.ok}
          aria-describedby={read.ok ? undefined : `${id}-problem`}
          value={shown}
          inputMode="numeric"
          className="h-(--ctl) w-[150px] rounded-md border border-line-strong bg-canvas px-2 text-[13px] aria-invalid:border-danger"
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" tone="accent" disabled={!read.ok || text === null}>
          Save
        </Button>
        <Button
          onClick={() => {
            setPreferences({ sizeChips: DEFAULT_PREFERENCES.sizeChips });
            setText(null);
          }}
        >
          Reset
        </Button>
      </SettingRow>
      {read.ok ? null : (
        <p id={`${id}-problem`} role="alert" className="pb-3 text-[12px] text-danger">
          {read.problem}
        </p>
      )}
    </form>
  );
}
