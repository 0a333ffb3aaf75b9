import { afterAll, beforeAll } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";

type Roles = { readonly owner: Client; readonly worker: Client };

/** Gives the tests of a file a database of their own, seen by its owner and by the worker. */
export function withDatabase(take: (roles: Roles) => void): void {
  let postgres: TestPostgres | undefined;
  let roles: Roles | undefined;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    roles = {
      owner: connect(postgres.owner, { max: 1, applicationName: "test-owner" }),
      worker: connect(postgres.worker, { max: 1, applicationName: "test-worker" }),
    };
    take(roles);
  });
  afterAll(async () => {
    await roles?.owner.end();
    await roles?.worker.end();
    await postgres?.stop();
  });
}
