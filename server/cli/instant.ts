const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE_OR_FINER = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/;
const MILLISECONDS = /^\d{12,14}$/;

/** A day, an instant (UTC unless it says otherwise) or milliseconds since 1970; null for anything else. */
export function parseInstant(text: string): number | null {
  if (MILLISECONDS.test(text)) return Number(text);
  if (!DAY.test(text) && !MINUTE_OR_FINER.test(text)) return null;
  const hasZone = DAY.test(text) || /(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = Date.parse(hasZone ? text : `${text}Z`);
  if (Number.isNaN(at)) return null;
  // February 30 would become March 2 without a word.
  return DAY.test(text) && new Date(at).toISOString().slice(0, 10) !== text ? null : at;
}
