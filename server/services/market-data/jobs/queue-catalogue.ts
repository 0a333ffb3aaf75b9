import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { CatalogueRequest } from "../../../domain/markets/data-request.ts";
import { ASKED_EXCHANGES } from "../../../domain/markets/data-source.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { type JobId, queueDataJob } from "./queue-data-job.ts";

/** Asks an exchange for all that it lists, into the catalogue of instruments. */
export async function queueCatalogue(
  desk: Desk,
  actor: Actor,
  { jobId, exchange }: JobId & CatalogueRequest,
): Promise<Result<JobId>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:import", null);
    if (!ASKED_EXCHANGES.some((known) => known.exchange === exchange)) {
      return refuse(
        "exchange-unknown",
        `"${exchange}" is no exchange that the desk can ask. Choose one from the list.`,
      );
    }
    if (await queueDataJob(transaction, actor, { jobId, kind: "catalogue", request: { exchange } })) {
      await recordAudit(transaction, actor, {
        action: "data.catalogue",
        target: jobId,
        portfolioId: null,
        after: { exchange },
      });
    }
    return accept({ jobId });
  });
}
