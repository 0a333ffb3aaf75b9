import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockData } from "../../server/start/data-lock.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tradewind-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("one holds the data, the next is told who", async () => {
  const first = await lockData(folder, "desk");
  expect(first.kind).toBe("held");
  expect(await lockData(folder, "desk")).toMatchObject({
    kind: "refused",
    holder: { pid: process.pid, purpose: "desk" },
  });
});

test("a released lock is free again", async () => {
  const first = await lockData(folder, "desk");
  if (first.kind === "held") first.release();
  expect((await lockData(folder, "desk")).kind).toBe("held");
});

test("takes over the lock of a process that is dead", async () => {
  const child = spawn("true");
  await once(child, "exit");
  writeFileSync(join(folder, "desk.lock"), JSON.stringify({ pid: child.pid, birth: "1", purpose: "desk" }));
  expect((await lockData(folder, "desk")).kind).toBe("held");
  expect(readFileSync(join(folder, "desk.lock"), "utf8")).toContain(`"pid":${process.pid}`);
});

test("takes over the lock whose pid now belongs to another process", async () => {
  writeFileSync(join(folder, "desk.lock"), JSON.stringify({ pid: process.ppid, birth: "never", purpose: "desk" }));
  expect((await lockData(folder, "desk")).kind).toBe("held");
});

test("of many that find a dead lock at once exactly one gets it", async () => {
  writeFileSync(join(folder, "desk.lock"), JSON.stringify({ pid: process.ppid, birth: "never", purpose: "desk" }));
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => lockData(folder, "desk")));
  expect(outcomes.filter(({ kind }) => kind === "held")).toHaveLength(1);
});

test("waits for a command that is about to finish", async () => {
  const command = await lockData(folder, "command");
  setTimeout(() => command.kind === "held" && command.release(), 300);
  expect((await lockData(folder, "desk")).kind).toBe("held");
});
