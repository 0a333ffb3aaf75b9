import { randomUUID } from "node:crypto";
import { type Client, connect } from "../../../db/client.ts";
import { ROLES, type Role } from "../../../server/domain/access/role.ts";
import type { Actor } from "../../../server/services/access/authorize.ts";
import { type Desk, openDesk } from "../../../server/services/desk.ts";
import { startTestPostgres } from "../../support/postgres.ts";

export type MarketDataDesk = {
  readonly desk: Desk;
  readonly owner: Client;
  readonly worker: Client;
  readonly as: Readonly<Record<Role, Actor>>;
  /** Actions in the audit trail, oldest first. */
  audited(): Promise<string[]>;
  close(): Promise<void>;
};

/** A desk on a database of its own with one person of each role. */
export async function openMarketDataDesk(): Promise<MarketDataDesk> {
  const postgres = await startTestPostgres();
  const owner = connect(postgres.owner, { max: 2, applicationName: "tests" });
  const worker = connect(postgres.worker, { max: 2, applicationName: "tests" });
  const desk = await openDesk(postgres.web);
  const actors = ROLES.map((role) => [role, { userId: randomUUID(), ip: null }] as const);
  for (const [role, { userId }] of actors) {
    await owner`insert into "user" (id, name, email, role) values (${userId}, ${role}, ${`${role}@desk.example`}, ${role})`;
  }
  return {
    desk,
    owner,
    worker,
    // One entry a role, from the very list of roles.
    as: Object.fromEntries(actors) as Record<Role, Actor>,
    audited: async () => {
      const rows = await owner<{ action: string }[]>`select action from audit order by id`;
      return rows.map(({ action }) => action);
    },
    async close() {
      await desk.close();
      await Promise.all([owner.end(), worker.end()]);
      await postgres.stop();
    },
  };
}
