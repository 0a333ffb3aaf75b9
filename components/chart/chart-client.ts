import type { CandlePage } from "../../server/domain/markets/candle-page.ts";
import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import { ask, deskClient } from "../access/desk-client.ts";

type CandlesWish = {
  readonly instrumentId: string;
  readonly timeframe: Timeframe;
  readonly before: number | null;
  readonly limit: number;
};

/** A page of candles; a refusal is thrown with its sentence. */
export async function loadCandlePage(wish: CandlesWish): Promise<CandlePage> {
  const answer = await ask(() => deskClient.data.candles.query(wish));
  if (answer.ok) return answer.value;
  throw new Error(answer.rejection.message);
}
