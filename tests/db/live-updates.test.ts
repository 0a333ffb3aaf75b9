import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { type LiveUpdates, openLiveUpdates } from "../../db/live-updates.ts";
import { commitBatch } from "../../db/queries/commit-batch.ts";
import { acquireLease } from "../../db/queries/lease.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { emptyBatch, makePortfolio } from "./make-batch.ts";

let postgres: TestPostgres;
let owner: Client;
let web: Client;
let updates: LiveUpdates;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 2, applicationName: "test-owner" });
  web = connect(postgres.web, { max: 2, applicationName: "test-live" });
  updates = await openLiveUpdates(web);
});

afterAll(async () => {
  await updates?.close();
  await web?.end({ timeout: 1 });
  await owner?.end();
  await postgres?.stop();
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !isTrue(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isTrue()).toBe(true);
}

it("hands every follower each row once and in order, also who comes late and when the connection breaks", async () => {
  const id = await makePortfolio(owner);
  const lease = await acquireLease(owner, id, "x", 60_000);
  const commit = (sequence: number) => commitBatch(owner, emptyBatch(id, lease?.epoch ?? 0, sequence));
  const first: number[] = [];
  const late: number[] = [];
  updates.follow(id, 0, (row) => first.push(row.sequence));
  for (let sequence = 1; sequence <= 20; sequence += 1) await commit(sequence);
  updates.follow(id, 5, (row) => late.push(row.sequence));
  for (let sequence = 21; sequence <= 40; sequence += 1) await commit(sequence);
  await until(() => first.length === 40 && late.length === 35);
  await owner`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'test-live' and datname = current_database()`;
  for (let sequence = 41; sequence <= 60; sequence += 1) await commit(sequence);
  await until(() => first.length === 60 && late.length === 55);
  expect(first).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  expect(late).toEqual(Array.from({ length: 55 }, (_, index) => index + 6));
});

it("stops when asked", async () => {
  const id = await makePortfolio(owner);
  const lease = await acquireLease(owner, id, "x", 60_000);
  const seen: number[] = [];
  const unfollow = updates.follow(id, 0, (row) => seen.push(row.sequence));
  await commitBatch(owner, emptyBatch(id, lease?.epoch ?? 0, 1));
  await until(() => seen.length === 1);
  unfollow();
  await commitBatch(owner, emptyBatch(id, lease?.epoch ?? 0, 2));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(seen).toEqual([1]);
});
