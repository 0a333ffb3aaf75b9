import { afterAll, beforeAll } from "vitest";
import type { Role } from "../../server/domain/access/role.ts";
import { join, openTestWeb, type TestWeb } from "../api/open-test-web.ts";
import { makePortfolio } from "../db/make-batch.ts";

type MembersDesk = { readonly test: TestWeb; readonly portfolioId: string };

/** Gives the tests of a file a desk of their own, with a portfolio and its members, who have their names for ids. */
export function withMembers(
  members: Readonly<Record<string, Role>>,
  take: (desk: MembersDesk) => void | Promise<void>,
): void {
  let test: TestWeb | undefined;
  beforeAll(async () => {
    test = await openTestWeb();
    const portfolioId = await makePortfolio(test.owner);
    for (const [id, role] of Object.entries(members)) {
      await test.owner`insert into "user" (id, name, email, email_verified, role) values (${id}, ${id}, ${`${id}@desk.example`}, true, ${role})`;
      await join(test, portfolioId, id, role);
    }
    await take({ test, portfolioId });
  });
  afterAll(async () => {
    await test?.close();
  });
}
