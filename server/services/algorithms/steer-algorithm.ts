import type { Permission } from "../../domain/access/permission.ts";
import type { AlgorithmSteering } from "../../domain/orders/algorithms/algorithm.ts";
import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, PLACE_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type SteerAlgorithmInput = { readonly portfolioId: string; readonly key: string; readonly algorithmId: string };

/** What sends less takes the right to cancel, what sends more the right to place. */
export const STEERING_PERMISSIONS: Readonly<Record<AlgorithmSteering, Permission>> = {
  pause: "order:cancel",
  cancel: "order:cancel",
  resume: "order:place",
  finish: "order:place",
};

/** Pauses, resumes, finishes or cancels an algorithm. The answer says that the worker has heard; the algorithm itself tells how it went. */
export function steerAlgorithm(
  desk: Desk,
  actor: Actor,
  to: AlgorithmSteering,
  input: SteerAlgorithmInput,
): Promise<ControlAnswer> {
  const { portfolioId, key, algorithmId } = input;
  const permission = STEERING_PERMISSIONS[to];
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission,
    lifeMs: permission === "order:cancel" ? CONTROL_LIFE_MS : PLACE_LIFE_MS,
    action: () => ({ kind: "steer-algorithm", algorithmId, to }),
    deed: { action: `algorithm.${to}`, target: algorithmId, after: { key } },
  });
}
