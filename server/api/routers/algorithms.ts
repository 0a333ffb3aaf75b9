import { z } from "zod";
import type { AlgorithmSteering } from "../../domain/orders/algorithms/algorithm.ts";
import { startAlgorithm } from "../../services/algorithms/start-algorithm.ts";
import { STEERING_PERMISSIONS, steerAlgorithm } from "../../services/algorithms/steer-algorithm.ts";
import { id, key, rawText } from "../inputs.ts";
import { inPortfolio, router } from "../procedures.ts";

const optional = rawText.nullable().default(null);

/** As a person writes it: everything is text, the domain reads and refuses it. */
const algorithm = z.object({
  key,
  instrumentId: rawText,
  side: rawText,
  kind: rawText,
  quantity: rawText,
  limitPrice: optional,
  isReduceOnly: z.boolean().default(false),
  positionSide: rawText.nullable().default(null),
  minutes: optional,
  slices: optional,
  randomPercent: optional,
  visible: optional,
  ratePercent: optional,
  profile: optional,
  deadlineAt: z.number().nullable().default(null),
});

const steering = (to: AlgorithmSteering) =>
  inPortfolio(STEERING_PERMISSIONS[to])
    .input(z.object({ key, algorithmId: id }))
    .mutation(({ ctx, input }) => steerAlgorithm(ctx.web.desk, ctx.actor, to, input));

export const algorithmsRouter = router({
  start: inPortfolio("order:place")
    .input(algorithm)
    .mutation(({ ctx, input: { portfolioId, key: commandKey, ...text } }) =>
      startAlgorithm(ctx.web.desk, ctx.actor, { portfolioId, key: commandKey, algorithm: text }),
    ),
  pause: steering("pause"),
  resume: steering("resume"),
  finish: steering("finish"),
  cancel: steering("cancel"),
});
