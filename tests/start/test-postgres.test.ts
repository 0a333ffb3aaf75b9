import { expect, test } from "vitest";
import { connect } from "../../db/client.ts";
import { killCluster, startTestPostgres } from "../support/postgres.ts";

test("two databases of one run share a cluster and nothing else, and web is not the owner", async () => {
  const [one, two] = await Promise.all([startTestPostgres(), startTestPostgres()]);
  const owner = connect(one.owner, { max: 1, applicationName: "tests" });
  const other = connect(two.owner, { max: 1, applicationName: "tests" });
  const web = connect(one.web, { max: 1, applicationName: "tests" });
  try {
    expect(one.cluster.port).toBe(two.cluster.port);
    await owner`create table only_here (id int)`;
    expect(await other`select to_regclass('only_here')::text as name`).toEqual([{ name: null }]);
    if (one.areSeparate) await expect(web`select * from only_here`).rejects.toThrow("permission denied");
    const crossed = new URL(two.web);
    crossed.pathname = `/${one.database}`;
    const stranger = connect(crossed.href, { max: 1, applicationName: "tests" });
    await expect(stranger`select 1`).rejects.toThrow("permission denied for database");
    await stranger.end();
  } finally {
    await Promise.all([owner.end(), other.end(), web.end()]);
    await Promise.all([one.stop(), two.stop()]);
  }
});

test("a durable cluster keeps a committed row through kill -9", async () => {
  const own = await startTestPostgres({ isDurable: true });
  try {
    const before = connect(own.owner, { max: 1, applicationName: "tests" });
    await before`create table kept (id int)`;
    await before`insert into kept values (7)`;
    await killCluster(own.cluster);
    await before.end({ timeout: 1 });
    await own.cluster.revive();
    const after = connect(own.owner, { max: 1, applicationName: "tests" });
    expect(await after`select id from kept`).toEqual([{ id: 7 }]);
    await after.end();
  } finally {
    await own.stop();
  }
});
