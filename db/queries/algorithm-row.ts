import { formatQuantity } from "../../server/domain/markets/instrument.ts";
import { parseExact, stringifyExact } from "../../server/domain/money/integer-json.ts";
import {
  ALGORITHM_ENDS,
  type AlgorithmOrder,
  type AlgorithmPlan,
  type AlgorithmProgress,
} from "../../server/domain/orders/algorithms/algorithm.ts";
import { storedInstrument, writeUnits } from "./decimals.ts";
import type { Reader } from "./recovery.ts";

/** An algorithm that was started, or one that has come further: then without its plan. */
export type AlgorithmRecord = {
  readonly algorithmId: string;
  readonly instrumentId: string;
  readonly plan: AlgorithmPlan | null;
  readonly progress: AlgorithmProgress;
};

export function algorithmRow({ algorithmId, instrumentId, plan, progress }: AlgorithmRecord) {
  const instrument = storedInstrument(instrumentId);
  return {
    id: algorithmId,
    instrument_id: instrumentId,
    kind: plan?.method.kind ?? null,
    side: plan?.side ?? null,
    user_id: plan?.userId ?? null,
    control_key: plan?.key ?? null,
    quantity: plan === null ? null : formatQuantity(instrument, plan.quantityLots),
    status: progress.status,
    filled_quantity: formatQuantity(instrument, progress.filledLots),
    filled_notional: writeUnits(progress.filledUnits, instrument.quote),
    plan: plan === null ? null : stringifyExact(plan),
    progress: stringifyExact(progress),
    created_at: plan?.startedAt ?? null,
    updated_at: progress.updatedAt,
  };
}

/** Ended ones that a late fill could still belong to, and that a screen shows. */
const ENDED_READ = 100;

/** All at work and the newest that ended, in the order in which they were started. */
export async function readAlgorithms(tx: Reader, portfolioId: string): Promise<AlgorithmOrder[]> {
  const rows = await tx<{ plan: string; progress: string }[]>`
    select plan, progress from (
      (select * from algorithm_order where portfolio_id = ${portfolioId} and not status = any(${[...ALGORITHM_ENDS]}))
      union all
      (select * from algorithm_order where portfolio_id = ${portfolioId} and status = any(${[...ALGORITHM_ENDS]})
       order by updated_at desc, length(id) desc, id desc limit ${ENDED_READ})
    ) as found order by created_at, length(id), id`;
  return rows.map(({ plan, progress }) => ({
    plan: parseExact(plan) as AlgorithmPlan,
    progress: parseExact(progress) as AlgorithmProgress,
  }));
}
