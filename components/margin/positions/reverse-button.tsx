"use client";

import { can } from "../../../server/domain/access/permission.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { haltedReason } from "../../live/frozen.ts";
import { sendCommand } from "../../live/send-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { notify } from "../../notices/notify.ts";
import { currentPreferences } from "../../preferences/preferences.ts";
import { ask } from "../../trade/actions/question.ts";
import { Button } from "../../ui/button.tsx";
import { reverseQuestion } from "./reverse-question.ts";

/** Closes a position and opens as much the other way; asks first, unless the person wants no question of closing. */
export function ReverseButton({ instrument }: { readonly instrument: Instrument }) {
  const { store, verbs } = useDesk();
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const mayTrade = snapshot !== null && can(snapshot.role, "order:place");
  const why = mayTrade ? (frozen ?? haltedReason(snapshot, instrument)) : "Your role does not place orders";
  const reverse = () => {
    const question = reverseQuestion(instrument.id, store.read());
    if ("refusal" in question) {
      notify({ kind: "warn", title: question.refusal, id: "no-reverse" });
      return;
    }
    const run = () =>
      void sendCommand(store, (request) => verbs.reversePosition({ ...request, instrumentId: instrument.id }));
    if (currentPreferences().confirm.closePosition) ask({ ...question, keys: null, run });
    else run();
  };
  return (
    <Button
      size="row"
      disabled={why !== null}
      title={why ?? "Close it and open as much the other way, at market"}
      aria-label={`Reverse ${instrument.name}`}
      onClick={reverse}
    >
      Reverse
    </Button>
  );
}
