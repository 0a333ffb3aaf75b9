import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { account, rateLimit, session, user, verification } from "../../../db/schema/index.ts";
import type { Desk } from "../desk.ts";

/** The door through which the auth library reaches its tables, and only those. */
export const authAdapter = (desk: Desk) =>
  drizzleAdapter(desk.database, { provider: "pg", schema: { account, rateLimit, session, user, verification } });
