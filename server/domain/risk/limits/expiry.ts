import type { RiskLimit } from "../risk-limit.ts";

/** A GTD order ends later than now, by the tape. */
export const expiryLimit: RiskLimit = ({ expiresAt }, { now }) => {
  if (expiresAt === null || expiresAt > now) return null;
  const at = new Date(expiresAt).toISOString();
  const tape = new Date(now).toISOString();
  return {
    code: "expiry-passed",
    message: `The order would expire at "${at}", and the tape stands at "${tape}". Give a later time.`,
    facts: { expiresAt: String(expiresAt), now: String(now) },
  };
};
