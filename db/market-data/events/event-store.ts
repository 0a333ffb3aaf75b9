import { firstIndexFrom } from "../../../server/domain/markets/candle-columns.ts";
import type { FoundDefect } from "../../../server/domain/markets/columns/candle-defects.ts";
import { type DataSeries, seriesName } from "../../../server/domain/markets/data-series.ts";
import type { Timestamp } from "../../../server/domain/time/timestamp.ts";
import {
  CorruptChunkError,
  corrupt,
  openChunk,
  type Provenance,
  readChunks,
  repairChunk,
  type StoredChunk,
  writeChunk,
} from "../chunks.ts";
import { pack } from "../codec/compression.ts";
import { addDefects, replaceDefects } from "../defects.ts";
import { findSeries, lockSeries } from "../series.ts";
import { spanOf, splitBySpan } from "../spans.ts";
import { type Connection, inSnapshot, inTransaction } from "../transaction.ts";

export type EventColumns = { readonly length: number; readonly at: Float64Array };

/** How one kind of event is told apart, put together and written. */
export type EventKind<T extends EventColumns> = {
  readonly kind: DataSeries["kind"];
  readonly encoding: number;
  readonly encode: (columns: T) => Buffer;
  readonly decode: (bytes: Buffer) => T;
  /** What tells an event from every other of its span. */
  readonly keyOf: (columns: T, index: number) => string | number;
  /** Whether two with the same key are the same, both in `columns`. */
  readonly isSame: (columns: T, a: number, b: number) => boolean;
  /** For people. */
  readonly describe: (columns: T, index: number) => string;
  /** One after the other, in whatever order. */
  readonly join: (parts: readonly T[]) => T;
  readonly pick: (columns: T, rows: Int32Array) => T;
  /** What is missing or doubtful in a whole series of them. */
  readonly judge: ((columns: T) => readonly FoundDefect[]) | null;
};

type EventConflict = { readonly at: Timestamp; readonly stored: string; readonly given: string };

export type EventWrite = {
  readonly added: number;
  readonly unchanged: number;
  /** Events that differ from the stored one with the same key; none of them was written. */
  readonly conflicts: readonly EventConflict[];
};

export type EventRange = {
  readonly from?: Timestamp;
  /** Exclusive. */
  readonly to?: Timestamp;
};

const FOREVER = 8.64e15;

/** Adds events span by span: known ones are left alone, differing ones reported and not written. All or nothing. */
export async function writeEvents<T extends EventColumns>(
  sql: Connection,
  series: DataSeries,
  kind: EventKind<T>,
  columns: T,
  provenance: Provenance,
): Promise<EventWrite> {
  requireAscending(series, kind, columns);
  return inTransaction(sql, async (transaction) => {
    const seriesId = await lockSeries(transaction, series);
    const total = { added: 0, unchanged: 0, conflicts: [] as EventConflict[] };
    for (const { spanAt, start, end } of splitBySpan(series.kind, columns.at)) {
      const { until } = spanOf(series.kind, spanAt);
      const [chunk] = await readChunks(transaction, seriesId, { from: spanAt, until, hasExtra: false });
      const given = start === 0 && end === columns.length ? columns : kind.pick(columns, rowsBetween(start, end));
      const stored =
        chunk === undefined ? null : await openOrRepair(transaction, series, kind, { seriesId, chunk, given });
      const merge = mergeEvents(kind, stored, given);
      total.added += merge.added;
      total.unchanged += merge.unchanged;
      total.conflicts.push(...merge.conflicts);
      if (merge.added === 0) continue;
      const core = await pack(kind.encode(merge.merged));
      const { length: rows, at } = merge.merged;
      const times = { firstAt: at[0] as number, lastAt: at.at(-1) as number };
      const written = { spanAt, rows, ...times, encoding: kind.encoding, core, extra: null };
      await writeChunk(transaction, seriesId, written, { ...provenance, isCorrection: false });
    }
    await addDefects(transaction, seriesId, conflictDefects(total.conflicts));
    if (total.added > 0 && kind.judge !== null) {
      const whole = await loadEvents(transaction, series, kind, {});
      const found = whole === null ? [] : kind.judge(whole);
      await replaceDefects(transaction, seriesId, { kinds: ["gap", "outlier"], from: 0, until: FOREVER }, found);
    }
    return total;
  });
}

/** One a millisecond, which tells the first and counts the others. */
function conflictDefects(conflicts: readonly EventConflict[]): FoundDefect[] {
  const byTime = new Map<Timestamp, FoundDefect>();
  for (const { at, stored, given } of conflicts) {
    const first = byTime.get(at);
    const rows = (first?.rows ?? 0) + 1;
    const detail = first?.detail ?? `Stored ${stored}, given ${given}`;
    byTime.set(at, { kind: "conflict", fromAt: at, untilAt: at + 1, rows, detail });
  }
  return [...byTime.values()];
}

function requireAscending<T extends EventColumns>(series: DataSeries, kind: EventKind<T>, { at, length }: T): void {
  if (series.kind !== kind.kind) throw new RangeError(`${kind.kind} cannot be stored as ${seriesName(series)}`);
  for (let index = 1; index < length; index += 1) {
    if ((at[index] as number) < (at[index - 1] as number))
      throw new RangeError(`${seriesName(series)}: ${at[index]} comes after ${at[index - 1]}, but is earlier`);
  }
}

const rowsBetween = (start: number, end: number) => Int32Array.from({ length: end - start }, (_, row) => start + row);

function mergeEvents<T extends EventColumns>(kind: EventKind<T>, stored: T | null, given: T) {
  const both = stored === null ? given : kind.join([stored, given]);
  const known = stored?.length ?? 0;
  const rowOf = new Map<string | number, number>();
  const rows: number[] = [];
  const conflicts: EventConflict[] = [];
  for (let row = 0; row < both.length; row += 1) {
    const key = kind.keyOf(both, row);
    const first = rowOf.get(key);
    if (first === undefined) {
      rowOf.set(key, row);
      rows.push(row);
    } else if (!kind.isSame(both, first, row)) {
      const at = both.at[row] as number;
      conflicts.push({ at, stored: kind.describe(both, first), given: kind.describe(both, row) });
    }
  }
  const added = rows.length - known;
  const unchanged = given.length - added - conflicts.length;
  if (added === 0 || rows.length === both.length) return { merged: sorted(kind, both), added, unchanged, conflicts };
  return { merged: sorted(kind, kind.pick(both, Int32Array.from(rows))), added, unchanged, conflicts };
}

/** By time; what shares a millisecond keeps its order. */
function sorted<T extends EventColumns>(kind: EventKind<T>, columns: T): T {
  const { at, length } = columns;
  if (at.every((time, index) => index === 0 || time >= (at[index - 1] as number))) return columns;
  return kind.pick(
    columns,
    rowsBetween(0, length).sort((a, b) => (at[a] as number) - (at[b] as number) || a - b),
  );
}

/** The stored events in `[from, to)`; null when there is none. */
export async function loadEvents<T extends EventColumns>(
  sql: Connection,
  series: DataSeries,
  kind: EventKind<T>,
  { from = 0, to = FOREVER }: EventRange,
): Promise<T | null> {
  return inSnapshot(sql, async (snapshot) => {
    const seriesId = await findSeries(snapshot, series);
    if (seriesId === null) return null;
    const first = spanOf(series.kind, from).from;
    const chunks = await readChunks(snapshot, seriesId, { from: first, until: to, hasExtra: false });
    const parts = await Promise.all(chunks.map((chunk) => openEvents(series, kind, chunk)));
    if (parts.length === 0) return null;
    const all = kind.join(parts);
    const start = firstIndexFrom(all.at, from);
    const end = firstIndexFrom(all.at, to);
    return start === 0 && end === all.length ? all : kind.pick(all, rowsBetween(start, end));
  });
}

/** The chunk's events, after the given ones have put it right if they are what it held. */
async function openOrRepair<T extends EventColumns>(
  sql: Connection,
  series: DataSeries,
  kind: EventKind<T>,
  { seriesId, chunk, given }: { readonly seriesId: number; readonly chunk: StoredChunk; readonly given: T },
): Promise<T> {
  try {
    return await openEvents(series, kind, chunk);
  } catch (cause) {
    if (!(cause instanceof CorruptChunkError)) throw cause;
    const core = await pack(kind.encode(given));
    const repaired = { spanAt: chunk.spanAt, encoding: kind.encoding, core, extra: null };
    if (!(await repairChunk(sql, seriesId, repaired))) throw cause;
    return given;
  }
}

async function openEvents<T extends EventColumns>(
  series: DataSeries,
  kind: EventKind<T>,
  chunk: StoredChunk,
): Promise<T> {
  if (chunk.encoding !== kind.encoding)
    throw corrupt(series, chunk.spanAt, `its encoding is ${chunk.encoding}, which this version cannot read`);
  const { core } = await openChunk(series, chunk);
  try {
    return kind.decode(core);
  } catch (cause) {
    throw corrupt(series, chunk.spanAt, cause);
  }
}
