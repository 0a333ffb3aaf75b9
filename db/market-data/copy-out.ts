import type postgres from "postgres";

const HEADER_BYTES = 19;
const ENDED = -1;

/**
 * Rows of a query as raw bytes in Postgres' binary format: the driver has every `bytea` sent as hexadecimal text, twice its size,
 * unless it is copied. The query must be free of parameters; `onRow` must not throw. Takes a transaction, whose connection nobody
 * else uses meanwhile: the driver sends the queries of a pool down busy connections, and refuses them while one copies.
 */
export async function copyOut(
  sql: postgres.TransactionSql,
  query: string,
  onRow: (fields: readonly (Buffer | null)[]) => void,
): Promise<void> {
  const stream = await sql.unsafe(`copy (${query}) to stdout (format binary)`).readable();
  let pending: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const piece of stream) {
    pending = pending.length === 0 ? (piece as Buffer) : Buffer.concat([pending, piece as Buffer]);
    if (isFirst && pending.length >= HEADER_BYTES) {
      pending = pending.subarray(HEADER_BYTES + pending.readInt32BE(HEADER_BYTES - 4));
      isFirst = false;
    }
    if (!isFirst) pending = takeRows(pending, onRow);
  }
  stream._read(0); // The driver pauses its socket for a slow reader and forgets it paused when the copy ends in the same packet.
}

/** Hands over the rows that are complete and answers what is left. */
function takeRows(bytes: Buffer, onRow: (fields: readonly (Buffer | null)[]) => void): Buffer {
  let start = 0;
  while (start + 2 <= bytes.length) {
    const count = bytes.readInt16BE(start);
    if (count === ENDED) return Buffer.alloc(0);
    const fields: (Buffer | null)[] = [];
    let offset = start + 2;
    while (fields.length < count) {
      if (offset + 4 > bytes.length) return bytes.subarray(start);
      const length = bytes.readInt32BE(offset);
      offset += 4;
      if (offset + length > bytes.length) return bytes.subarray(start);
      fields.push(length < 0 ? null : bytes.subarray(offset, offset + length));
      offset += Math.max(0, length);
    }
    onRow(fields);
    start = offset;
  }
  return bytes.subarray(start);
}
