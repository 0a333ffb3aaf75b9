import type { Client } from "../../db/client.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { Strategy } from "../../server/domain/strategies/strategy.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import { stateOf } from "../../server/worker/sessions/recovery.ts";
import { readOrigin } from "../../server/worker/sessions/session-origin.ts";

/** A session's state as a restart would find it. */
export async function recoveredState(
  sql: Client,
  portfolioId: string,
  findStrategy: (name: string) => Strategy | undefined = () => undefined,
): Promise<EngineState> {
  return stateOf(await readOrigin(sql, portfolioId), findStrategy, DEFAULT_RISK_SETTINGS);
}
