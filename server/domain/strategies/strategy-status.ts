export const STRATEGY_STATUSES = [
  "draft",
  "ready",
  "warming-up",
  "running",
  "paused",
  "halted",
  "stopping",
  "stopped",
  "faulted",
] as const;
export type StrategyStatus = (typeof STRATEGY_STATUSES)[number];
