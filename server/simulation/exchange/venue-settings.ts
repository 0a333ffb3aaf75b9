import { type CandleFillSettings, DEFAULT_CANDLE_FILLS } from "./fill-model.ts";
import { DEFAULT_LATENCY, type LatencySettings } from "./latency-model.ts";
import { DEFAULT_SLIPPAGE, type SlippageSettings } from "./slippage-model.ts";

/** How the simulated venue imitates a real one; each default is on the strict side and each is shown in reports. */
export type VenueSettings = {
  readonly latencyMs: LatencySettings;
  readonly fills: CandleFillSettings;
  readonly slippage: SlippageSettings;
};

export const DEFAULT_VENUE_SETTINGS: VenueSettings = {
  latencyMs: DEFAULT_LATENCY,
  fills: DEFAULT_CANDLE_FILLS,
  slippage: DEFAULT_SLIPPAGE,
};
