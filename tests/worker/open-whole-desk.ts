import { type Desk, type DeskOptions, openDesk } from "../../server/worker/desk.ts";
import { type MarketDataOptions, openMarketData } from "../../server/worker/market-data/market-data.ts";

export type WholeDeskOptions = Omit<DeskOptions, "tape"> & MarketDataOptions;

/** Market data and sessions in one process. */
export async function openWholeDesk(options: WholeDeskOptions): Promise<Desk> {
  const marketData = await openMarketData(options);
  const desk = await openDesk({ ...options, tape: marketData.tape });
  return {
    ended: desk.ended,
    async close() {
      const closed = await desk.close();
      await marketData.close();
      return closed;
    },
  };
}
