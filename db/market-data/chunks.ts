import { type DataSeries, seriesName } from "../../server/domain/markets/data-series.ts";
import { formatTimestamp, type Timestamp } from "../../server/domain/time/timestamp.ts";
import { type Packed, unpack } from "./codec/compression.ts";
import type { Connection } from "./transaction.ts";

/** Why stored data changed, and who did it. */
export type Provenance = { readonly reason: string; readonly userId?: string | null };

export type NewChunk = {
  readonly spanAt: Timestamp;
  readonly rows: number;
  readonly firstAt: Timestamp;
  readonly lastAt: Timestamp;
  readonly encoding: number;
  readonly core: Packed;
  readonly extra: Packed | null;
};

export type StoredChunk = {
  readonly spanAt: Timestamp;
  readonly encoding: number;
  readonly hash: string;
  readonly payload: Buffer;
  readonly extraHash: string | null;
  readonly extra: Buffer | null;
};

/** A stored chunk that is not what was written. */
export class CorruptChunkError extends Error {
  override readonly name = "CorruptChunkError";
}

/** Reads the current chunks of spans in `[from, until)`, oldest first; `extra` only when asked for. */
export async function readChunks(
  sql: Connection,
  seriesId: number,
  { from, until, hasExtra }: { readonly from: Timestamp; readonly until: Timestamp; readonly hasExtra: boolean },
): Promise<StoredChunk[]> {
  const rows = await sql<(Omit<StoredChunk, "spanAt"> & { spanAt: string })[]>`
    select span_at as "spanAt", encoding, hash, payload, extra_hash as "extraHash",
           ${hasExtra ? sql`extra` : sql`null::bytea`} as extra
    from data_chunk
    where series_id = ${seriesId} and is_current and span_at >= ${from} and span_at < ${until}
    order by span_at`;
  return rows.map((row) => ({ ...row, spanAt: Number(row.spanAt) }));
}

/** Inflates the chunk's columns and checks their hash. */
export async function openChunk(
  series: DataSeries,
  chunk: StoredChunk,
): Promise<{ readonly core: Buffer; readonly extra: Buffer | null }> {
  try {
    const { payload, hash, extra, extraHash } = chunk;
    const [core, more] = await Promise.all([
      unpack(payload, hash),
      extra === null || extraHash === null ? null : unpack(extra, extraHash),
    ]);
    return { core, extra: more };
  } catch (cause) {
    throw corrupt(series, chunk.spanAt, cause);
  }
}

/** The error that names what cannot be trusted and what to do. */
export function corrupt(series: DataSeries, spanAt: Timestamp, cause: unknown): CorruptChunkError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new CorruptChunkError(
    `The stored ${seriesName(series)} from ${formatTimestamp(spanAt)} on is damaged: ${why}. Import or fetch that span again after deleting the chunk.`,
    { cause },
  );
}

/**
 * Makes `chunk` the current version of its span. A version that only gained rows replaces the one before, which says nothing
 * more; what was corrected, and every correction, stays.
 */
export async function writeChunk(
  sql: Connection,
  seriesId: number,
  chunk: NewChunk,
  { reason, userId = null, isCorrection }: Provenance & { readonly isCorrection: boolean },
): Promise<void> {
  const { spanAt, rows, firstAt, lastAt, encoding, core, extra } = chunk;
  const [last] = await sql<{ version: number }[]>`
    select version from data_chunk where series_id = ${seriesId} and span_at = ${spanAt} order by version desc limit 1`;
  if (isCorrection)
    await sql`update data_chunk set is_current = false where series_id = ${seriesId} and span_at = ${spanAt} and is_current`;
  else {
    await sql`
      delete from data_chunk where series_id = ${seriesId} and span_at = ${spanAt} and is_current and not is_correction`;
    await sql`update data_chunk set is_current = false where series_id = ${seriesId} and span_at = ${spanAt} and is_current`;
  }
  await sql`
    insert into data_chunk (series_id, span_at, version, is_current, is_correction, rows, first_at, last_at, encoding, hash,
                            payload, extra_hash, extra, reason, user_id)
    values (${seriesId}, ${spanAt}, ${(last?.version ?? 0) + 1}, true, ${isCorrection}, ${rows}, ${firstAt}, ${lastAt},
            ${encoding}, ${core.hash}, ${core.payload}, ${extra?.hash ?? null}, ${extra?.payload ?? null}, ${reason}, ${userId})`;
}
