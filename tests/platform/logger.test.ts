import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLogger } from "../../server/platform/logger.ts";
import { redact } from "../../server/platform/redact.ts";

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = "";
  const sink = {
    write: (line: string) => {
      text += line;
    },
  };
  write(createLogger({ name: "test", level: "info" }, sink));
  return text;
}

const canary = "c4nary-Value";

test.each([
  ["a password in a URL", { url: `postgres://desk:${canary}@127.0.0.1:5432/desk` }],
  ["a password without a user", { url: `redis://:${canary}@127.0.0.1` }],
  ["a nested password", { user: { email: "a@b.example", password: canary } }],
  ["a value with an escaped quote", { password: `a"${canary}` }],
  ["an API key of any spelling", { apiKey: canary, api_key: canary, "x-api-key": canary }],
  ["a session token", { sessionToken: canary }],
  ["a cookie", { headers: { cookie: `session=${canary}` } }],
  ["an authorization header in text", { line: `Authorization: Bearer ${canary}` }],
  ["the one-time code in an address", { address: `http://desk:3000/?code=${canary}` }],
  ["a signature in a query", { path: `/order?quantity=1&signature=${canary}&x=1` }],
])("hides %s", (_, facts) => {
  const line = logged((logger) => logger.info(facts, "with facts"));
  expect(line).not.toContain(canary);
  expect(JSON.parse(line)).toMatchObject({ name: "test", msg: "with facts" });
});

test("hides a secret in the message itself", () => {
  expect(logged((logger) => logger.info(`connecting to postgres://desk:${canary}@db/desk`))).not.toContain(canary);
});

test("logs a failed statement without its parameters", () => {
  const error = Object.assign(new Error(`Failed query: insert into x values ($1)\nparams: ${canary}`), {
    params: [canary],
    code: "23505",
  });
  const line = logged((logger) => logger.error({ err: error }, "failed"));
  expect(line).not.toContain(canary);
  expect(JSON.parse(line).err).toMatchObject({ code: "23505", message: "Failed query: insert into x values ($1)" });
});

test("keeps what is no secret", () => {
  const line = '{"instrumentId":"BTC/USDT","quantity":"0.5","address":"http://127.0.0.1:3000/trade"}';
  expect(redact(line)).toBe(line);
});

test("writes to a file, from its level up", () => {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-log-"));
  const file = join(folder, "logs", "worker.log");
  const logger = createLogger({ name: "test", level: "warn", file });
  logger.info("unheard");
  logger.warn({ token: canary }, "heard");
  logger.flush();
  const text = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  expect(text).toContain("heard");
  expect(text).not.toContain("unheard");
  expect(text).not.toContain(canary);
});
