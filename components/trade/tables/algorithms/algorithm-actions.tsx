"use client";

import { can } from "../../../../server/domain/access/permission.ts";
import { type AlgorithmSteering, isEnded } from "../../../../server/domain/orders/algorithms/algorithm.ts";
import { useCommand } from "../../../live/use-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { Button } from "../../../ui/button.tsx";
import { ask } from "../../actions/question.ts";
import { ALGORITHM_NAMES } from "../../algorithm-words.ts";
import type { AlgorithmRow } from "./algorithm-row.ts";

/** Pause, resume, finish now, cancel. */
export function AlgorithmActions({ row }: { readonly row: AlgorithmRow }) {
  const { verbs } = useDesk();
  const frozen = useFrozen();
  const snapshot = useSnapshot();
  const { isWaiting, send } = useCommand();
  const { plan, progress } = row.algorithm;
  const { status } = progress;
  if (isEnded(status)) return null;
  const why =
    frozen ??
    (snapshot === null || !can(snapshot.role, "order:place") ? "Your role does not steer algorithms" : null) ??
    (status === "ending" ? "It is ending: only its last orders are waited for" : null);
  const steer = (to: AlgorithmSteering) =>
    send((request) => verbs.steerAlgorithm({ ...request, algorithmId: plan.id, to }));
  const finish = () =>
    ask({
      id: `finish-${plan.id}`,
      title: `Finish the ${ALGORITHM_NAMES[plan.method.kind]} now?`,
      effects: [
        plan.limitTicks === null
          ? "All that is left is sent at once, at market."
          : "All that is left is sent at once, at its limit or better.",
        "Its schedule ends and cannot be taken up again.",
      ],
      confirmLabel: "Finish now",
      keys: null,
      run: () => steer("finish"),
    });
  const button = (to: AlgorithmSteering, label: string, hint: string, isOff = false) => (
    <Button
      size="row"
      disabled={why !== null || isWaiting || isOff}
      title={why ?? hint}
      onClick={() => (to === "finish" ? finish() : steer(to))}
    >
      {label}
    </Button>
  );
  return (
    <>
      {status === "paused"
        ? button("resume", "Resume", "Its schedule goes on where it stood")
        : button("pause", "Pause", "Sends nothing until it is resumed; its schedule waits", status === "finishing")}
      {button("finish", "Finish now", "Sends all that is left at once, within its limit", status === "finishing")}
      {button("cancel", "Cancel", "Ends it; what is filled stays")}
    </>
  );
}
