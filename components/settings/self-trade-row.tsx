"use client";

import { can } from "../../server/domain/access/permission.ts";
import type { SelfTradeMode } from "../../server/domain/orders/self-trade.ts";
import { useCommand } from "../live/use-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { BorrowingRow } from "./borrowing-row.tsx";
import { ChoiceRow } from "./parts/choice-row.tsx";
import { SettingGroup } from "./parts/setting-row.tsx";

const CHOICES: readonly { readonly value: SelfTradeMode; readonly label: string }[] = [
  { value: "cancel-newest", label: "Refuse the new one" },
  { value: "cancel-oldest", label: "Cancel the older" },
  { value: "cancel-both", label: "Neither stays" },
  { value: "off", label: "Off" },
];

const HINTS: Readonly<Record<SelfTradeMode, string>> = {
  "cancel-newest": "An order that would trade with another of this portfolio is not sent.",
  "cancel-oldest": "The order that rests is cancelled first; the new one waits in the worker until it is gone.",
  "cancel-both": "The order that rests is cancelled, and the new one is not sent.",
  off: "Nothing is prevented here: the venue does what it does by itself.",
};

/** A setting of the portfolio that is shown in the header, the same for everybody who trades in it. */
export function SelfTradeRow() {
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const { verbs } = useDesk();
  const { isWaiting, send } = useCommand();
  if (snapshot === null) return null;
  const why = can(snapshot.role, "trading:resume") ? frozen : "A manager of the portfolio may change this.";
  const { selfTrade } = snapshot;
  return (
    <SettingGroup title={`Portfolio “${snapshot.name}”`}>
      <fieldset disabled={why !== null || isWaiting} title={why ?? undefined}>
        <ChoiceRow
          label="Orders that would trade with each other"
          hint={`${HINTS[selfTrade]} Stops and closing orders that are due are never held up: the other order gives way.`}
          value={selfTrade}
          choices={CHOICES}
          onChange={(mode) => send((request) => verbs.setSelfTrade({ ...request, mode }))}
        />
      </fieldset>
      <BorrowingRow />
    </SettingGroup>
  );
}
