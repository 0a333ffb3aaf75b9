import { AccessError, type Actor } from "../access/authorize.ts";

/** Orders and switches belong to a person: the command line of the desk's machine has none. */
export function requireUser(actor: Actor): string {
  if (actor.userId === null) throw new AccessError("forbidden");
  return actor.userId;
}
