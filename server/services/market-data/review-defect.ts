import { and, eq, sql } from "drizzle-orm";
import { dataDefect, dataSeries } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { DefectKind } from "../../domain/markets/data-quality.ts";
import { type DataSeries, seriesName } from "../../domain/markets/data-series.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type ReviewDefectInput = {
  readonly series: DataSeries;
  readonly kind: DefectKind;
  readonly fromAt: number;
  /** False takes the review back. */
  readonly isReviewed: boolean;
};

/** Notes that a person looked at a defect and lets it stand. The data stay as they are. */
export async function reviewDefect(
  desk: Desk,
  actor: Actor,
  { series, kind, fromAt, isReviewed }: ReviewDefectInput,
): Promise<Result<{ isReviewed: boolean }>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:judge", null);
    const [stored] = await transaction
      .select({ id: dataSeries.id })
      .from(dataSeries)
      .where(
        and(
          eq(dataSeries.source, series.source),
          eq(dataSeries.symbol, series.symbol),
          eq(dataSeries.kind, series.kind),
          eq(dataSeries.timeframe, series.timeframe ?? ""),
        ),
      );
    const reviewed = await transaction
      .update(dataDefect)
      .set(
        isReviewed
          ? { reviewedBy: requireUser(actor), reviewedAt: sql`clock_timestamp()` }
          : { reviewedBy: null, reviewedAt: null },
      )
      .where(and(eq(dataDefect.seriesId, stored?.id ?? -1), eq(dataDefect.kind, kind), eq(dataDefect.fromAt, fromAt)))
      .returning({ fromAt: dataDefect.fromAt });
    if (reviewed.length === 0) {
      return refuse("defect-gone", "This defect is not there any more: the data changed. Look at the list again.");
    }
    await recordAudit(transaction, actor, {
      action: "data.review",
      target: seriesName(series),
      portfolioId: null,
      after: { kind, fromAt, isReviewed },
    });
    return accept({ isReviewed });
  });
}
