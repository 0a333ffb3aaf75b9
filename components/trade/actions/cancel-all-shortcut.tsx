"use client";

import { sendCommand } from "../../live/send-command.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { notify } from "../../notices/notify.ts";
import { useShortcuts } from "../../shortcuts/use-shortcuts.ts";
import { cancelQuestion } from "./cancel-question.ts";
import { askOrConfirm } from "./question.ts";

const KEYS = "$mod+Shift+x";

/** One press from anywhere, fields included: every open order of the portfolio, after a question. */
export function CancelAllShortcut() {
  const { store, verbs } = useDesk();
  const run = () => void sendCommand(store, (request) => verbs.cancelAll({ ...request, instrumentId: null }));
  const cancelAll = () => {
    const question = cancelQuestion(store.read().snapshot, null);
    if (question === null) notify({ kind: "info", title: "No open order in this portfolio.", id: "no-order" });
    else askOrConfirm({ ...question, keys: KEYS, run }, null);
  };
  useShortcuts([
    {
      id: "global.cancel-all",
      keys: KEYS,
      scope: "global",
      label: "Cancel all open orders",
      run: cancelAll,
      worksInInputs: true,
    },
  ]);
  return null;
}
