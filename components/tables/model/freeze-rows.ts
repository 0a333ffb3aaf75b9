/**
 * The rows while the pointer rests among them: each stays where it was, one that has gone leaves its place empty (null), and new
 * ones come at the end, so that nothing moves under a button. Without a frozen order the rows are as they are.
 */
export function freezeRows<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  frozen: readonly string[] | null,
): (Row | null)[] {
  if (frozen === null) return [...rows];
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const held = new Set(frozen);
  const kept = frozen.map((id) => byId.get(id) ?? null);
  const all = [...kept, ...rows.filter((row) => !held.has(idOf(row)))];
  return all.slice(0, all.findLastIndex((row) => row !== null) + 1);
}
