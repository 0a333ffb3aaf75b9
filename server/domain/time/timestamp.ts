/** UTC milliseconds since 1970. */
export type Timestamp = number;

export function formatTimestamp(at: Timestamp): string {
  return new Date(at).toISOString();
}
