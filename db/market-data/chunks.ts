import type postgres from "postgres";
import { present } from "../../server/domain/errors/invariant.ts";
import { type DataSeries, seriesName } from "../../server/domain/markets/data-series.ts";
import { requireInteger } from "../../server/domain/money/integer.ts";
import { formatTimestamp, type Timestamp } from "../../server/domain/time/timestamp.ts";
import { type Packed, unpack } from "./codec/compression.ts";
import { copyOut } from "./copy-out.ts";
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
  sql: postgres.TransactionSql,
  seriesId: number,
  { from, until, hasExtra }: { readonly from: Timestamp; readonly until: Timestamp; readonly hasExtra: boolean },
  onChunk: (chunk: StoredChunk) => void = () => {},
): Promise<StoredChunk[]> {
  for (const number of [seriesId, from, until]) requireInteger(number, "The bound");
  const chunks: StoredChunk[] = [];
  const extra = hasExtra ? "extra" : "null::bytea";
  await copyOut(
    sql,
    `select span_at, encoding, hash, payload, extra_hash, ${extra} from data_chunk
     where series_id = ${seriesId} and is_current and span_at >= ${from} and span_at < ${until} order by span_at`,
    (fields) => {
      const chunk = toChunk(fields);
      chunks.push(chunk);
      onChunk(chunk);
    },
  );
  return chunks;
}

function toChunk([spanAt, encoding, hash, payload, extraHash, extra]: readonly (
  | Buffer
  | null
  | undefined
)[]): StoredChunk {
  return {
    spanAt: Number(present(spanAt ?? undefined, "A chunk has a span").readBigInt64BE()),
    encoding: present(encoding ?? undefined, "A chunk has an encoding").readInt16BE(),
    hash: String(hash),
    payload: present(payload ?? undefined, "A chunk has a payload"),
    extraHash: extraHash?.toString() ?? null,
    extra: extra ?? null,
  };
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
    `The stored ${seriesName(series)} from ${formatTimestamp(spanAt)} on is damaged: ${why}. Import or fetch that whole span again: the same data repair it.`,
    { cause },
  );
}

/**
 * Puts the bytes of a damaged chunk right when `core` and `extra` are what was stored, which their hashes prove. False when they
 * are not.
 */
export async function repairChunk(
  sql: Connection,
  seriesId: number,
  { spanAt, encoding, core, extra }: Pick<NewChunk, "spanAt" | "encoding" | "core" | "extra">,
): Promise<boolean> {
  const repaired = await sql`
    update data_chunk set payload = ${core.payload}, extra = ${extra?.payload ?? null}, encoding = ${encoding}
    where series_id = ${seriesId} and span_at = ${spanAt} and is_current
      and hash = ${core.hash} and extra_hash is not distinct from ${extra?.hash ?? null}::text
    returning 1`;
  return repaired.length > 0;
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
