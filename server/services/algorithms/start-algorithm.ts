import type { AlgorithmIntent } from "../../domain/orders/algorithms/algorithm.ts";
import { type AlgorithmText, parseAlgorithm } from "../../domain/orders/algorithms/algorithm-text.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { PLACE_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";
import { volumeHistory } from "./volume-history.ts";

export type StartAlgorithmInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly algorithm: AlgorithmText;
};

/**
 * Reads an algorithm onto its instrument's grid, finds the volume profile of a VWAP, and puts it into the worker's queue, where
 * risk judges the whole and later each of its orders. The answer names it.
 */
export async function startAlgorithm(desk: Desk, actor: Actor, input: StartAlgorithmInput): Promise<ControlAnswer> {
  const { portfolioId, key, algorithm } = input;
  await authorize(desk.database, actor, "order:place", portfolioId);
  const parsed = parseAlgorithm(algorithm);
  if (!parsed.ok) return refused(parsed.rejection);
  const { profileSource, ...wanted } = parsed.value;
  let { method } = wanted;
  if (method.kind === "vwap" && profileSource === "history") {
    const history = await volumeHistory(desk, wanted.instrumentId, method.durationMs);
    if (!history.ok) return refused(history.rejection);
    method = { ...method, profile: history.value };
  }
  const intent: Omit<AlgorithmIntent, "userId"> = { ...wanted, method, key };
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: PLACE_LIFE_MS,
    action: (userId) => ({ kind: "start-algorithm", intent: { ...intent, userId } }),
    deed: { action: "algorithm.start", target: key, after: algorithm },
  });
}
