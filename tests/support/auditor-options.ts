import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import type { RiskSettings } from "../../server/domain/risk/risk-settings.ts";

export type AuditorOptions = {
  readonly instruments: readonly Instrument[];
  readonly opening: readonly Balance[];
  readonly settings: RiskSettings;
  /** Late fills may meet money that a cancel had released: then what is free can fall below zero for good reason. */
  readonly mayOverdraw: boolean;
};
