import type { QualityCode } from "../../../server/domain/markets/data-quality.ts";

export const QUALITY_WORDS: Readonly<Record<QualityCode, string>> = {
  heartbeat: "Heartbeat",
  resynced: "Whole again",
  silent: "Silent",
  "sequence-gap": "Updates missing",
  repeated: "Repeated",
  reordered: "Out of order",
  "checksum-mismatch": "Checksum wrong",
  crossed: "Crossed",
  "not-positive": "Not positive",
  "not-a-number": "Not a number",
  absurd: "Absurd",
  inconsistent: "Inconsistent",
  outage: "Outage",
  ended: "Recording over",
};

/** The data is whole again, or alive. */
export const isGoodNews = (code: QualityCode) => code === "heartbeat" || code === "resynced";
