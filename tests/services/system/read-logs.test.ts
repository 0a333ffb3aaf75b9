import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { tailLogs } from "../../../server/services/system/read-logs.ts";

let dataDir: string;
const log = () => join(dataDir, "logs", "worker.log");
const line = (msg: string, time = "2026-11-21T10:00:00.000Z", more: object = {}) =>
  `${JSON.stringify({ level: 30, time, name: "worker", msg, ...more })}\n`;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "tradewind-logs-"));
  mkdirSync(join(dataDir, "logs"));
});

afterEach(() => rmSync(dataDir, { recursive: true }));

const textsOf = async (since: Parameters<typeof tailLogs>[1]) => {
  const tail = await tailLogs(dataDir, since);
  return { texts: tail.lines.map(({ text }) => text), places: tail.places };
};

it("goes on where it stopped, and leaves a line that is being written for the next time", async () => {
  writeFileSync(log(), `${line("one")}${line("two")}{"level":30,`);
  const first = await textsOf(null);
  expect(first.texts).toEqual(["one", "two"]);
  writeFileSync(log(), `${line("one")}${line("two")}${line("three")}`);
  const second = await textsOf(first.places);
  expect(second.texts).toEqual(["three"]);
  expect((await textsOf(second.places)).texts).toEqual([]);
});

it("begins anew with a log that was begun anew", async () => {
  writeFileSync(log(), line("a long line of the old log"));
  const { places } = await textsOf(null);
  writeFileSync(log(), line("new"));
  expect((await textsOf(places)).texts).toEqual(["new"]);
});

it("reads only the newest part of a great log, in whole lines", async () => {
  writeFileSync(log(), "");
  for (let i = 0; i < 3_000; i++) appendFileSync(log(), line(`number ${i}`));
  const { texts } = await textsOf(null);
  expect(texts.length).toBeLessThan(3_000);
  expect(texts.at(-1)).toBe("number 2999");
  for (const text of texts) expect(text).toMatch(/^number \d+$/);
});

it("sorts the lines of all processes by time and tells how grave each is", async () => {
  writeFileSync(log(), line("later", "2026-11-21T10:00:02.000Z", { level: 50, err: { message: "no disk" } }));
  writeFileSync(join(dataDir, "logs", "web.log"), `${line("earlier", "2026-11-21T10:00:01.000Z")}Error: last words\n`);
  const { lines } = await tailLogs(dataDir, null);
  expect(lines.map(({ process, level, text }) => [process, level, text])).toEqual([
    ["web", "info", "earlier"],
    ["web", "error", "Error: last words"],
    ["worker", "error", "later: no disk"],
  ]);
});

it("hides secrets, whoever wrote them", async () => {
  writeFileSync(log(), `${line("open", undefined, { token: "abc123" })}postgres://ann:hunter2@host/db\n`);
  const { lines } = await tailLogs(dataDir, null);
  expect(lines.map(({ raw }) => raw).join()).not.toMatch(/abc123|hunter2/);
  expect(lines[1]?.text).toBe("postgres://[redacted]@host/db");
});

it("shows nothing of a secret, wherever somebody asks it to begin", async () => {
  const text = `${line("open", undefined, { token: "abc123" })}${line("next")}`;
  writeFileSync(log(), text);
  for (let worker = 1; worker < text.length; worker++) {
    const { lines } = await tailLogs(dataDir, { worker });
    expect(lines.map(({ raw }) => raw).join()).not.toContain("23");
  }
});
