import { randomUUID } from "node:crypto";
import type { Client } from "../../db/client.ts";
import type { DataRequest } from "../../server/domain/markets/data-request.ts";

/** Queues a job as a verb does. */
export async function makeDataJob(
  sql: Client,
  { kind, request }: DataRequest,
  status: "queued" | "previewed" = "queued",
  userId: string | null = null,
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into data_job (id, kind, status, user_id, request, progress, created_at)
    values (${id}, ${kind}, ${status}, ${userId}, ${sql.json(request)}, '{}', clock_timestamp())`;
  return id;
}
