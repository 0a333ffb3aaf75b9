export const STREAMS = ["book", "trades", "candles", "funding"] as const;
export type Stream = (typeof STREAMS)[number];

/** Live: data or a heartbeat came in time. Stale: neither did. Invalid: what came cannot be trusted until it is whole again. */
export const STREAM_STATES = ["live", "stale", "invalid"] as const;
export type StreamState = (typeof STREAM_STATES)[number];

/** Why a stream is what it is, or what was wrong with a piece of data. */
export const QUALITY_CODES = [
  "heartbeat",
  "resynced",
  "silent",
  "sequence-gap",
  "repeated",
  "reordered",
  "checksum-mismatch",
  "crossed",
  "not-positive",
  "not-a-number",
  "absurd",
  "inconsistent",
  "outage",
  "ended",
] as const;
export type QualityCode = (typeof QUALITY_CODES)[number];

/** What is noted about stored data and never silently repaired. */
export const DEFECT_KINDS = ["gap", "duplicate", "conflict", "outlier", "zero-volume", "outage"] as const;
export type DefectKind = (typeof DEFECT_KINDS)[number];
