"use client";

import { can } from "../../../server/domain/access/permission.ts";
import { formatQuantity, wholeLots } from "../../../server/domain/markets/instrument.ts";
import { haltedReason } from "../../live/frozen.ts";
import { positionName } from "../../live/hedged.ts";
import { sendCommand } from "../../live/send-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { notify } from "../../notices/notify.ts";
import { currentPreferences } from "../../preferences/preferences.ts";
import { ask } from "../../trade/actions/question.ts";
import type { PositionRow } from "../../trade/position-rows.ts";
import { Button } from "../../ui/button.tsx";
import { groupDigits } from "../../ui/format-decimal.ts";
import { reverseQuestion } from "./reverse-question.ts";

/** Closes a position and opens as much the other way; asks first, unless the person wants no question of closing. */
export function ReverseButton({ row }: { readonly row: PositionRow }) {
  const { instrument, positionSide } = row;
  const { store, verbs } = useDesk();
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const mayTrade = snapshot !== null && can(snapshot.role, "order:place");
  const why = mayTrade ? (frozen ?? haltedReason(snapshot, instrument)) : "Your role does not place orders";
  const reverse = () => {
    const question = reverseQuestion(instrument.id, store.read(), positionSide);
    if ("refusal" in question) {
      notify({ kind: "warn", title: question.refusal, id: "no-reverse" });
      return;
    }
    const run = () =>
      void sendCommand(store, (request) =>
        verbs.reversePosition({ ...request, instrumentId: instrument.id, positionSide }),
      );
    if (currentPreferences().confirm.closePosition) ask({ ...question, keys: null, run });
    else run();
  };
  return (
    <Button
      size="row"
      disabled={why !== null}
      title={why ?? describeReversal(row)}
      aria-label={`Reverse ${positionName(instrument, positionSide)}`}
      onClick={reverse}
    >
      Reverse
    </Button>
  );
}

/** `Close long 0.100 BTC, open short 0.100 BTC, at market` */
function describeReversal({ instrument, direction, quantityUnits }: PositionRow): string {
  const size = `${groupDigits(formatQuantity(instrument, wholeLots(instrument, quantityUnits)))} ${instrument.base}`;
  return `Close ${direction} ${size}, open ${direction === "long" ? "short" : "long"} ${size}, at market`;
}
