/** What a session did that it must never do. */
export class AuditError extends Error {
  override readonly name = "AuditError";
}
