import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEnvironment } from "../../server/platform/env.ts";
import { makeBackOff } from "../../server/start/back-off.ts";
import { makeClosing } from "../../server/start/closing.ts";
import { publicAddress } from "../../server/start/public-address.ts";
import { sourceHash } from "../../server/start/source-hash.ts";

test("waits twice as long after each death, up to 10 s, and anew after 30 s of health", () => {
  const backOff = makeBackOff();
  expect([0, 0, 0, 0, 0, 0, 0].map((livedMs) => backOff.next(livedMs))).toEqual([
    500, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ]);
  expect(backOff.next(29_999)).toBe(10_000);
  expect(backOff.next(30_000)).toBe(500);
});

test.each(["127.0.0.1", "localhost", "::1", "127.1.2.3"])("%s needs no proxy", (HOST) => {
  expect(publicAddress(startEnvironment({ HOST, PORT: "4100" }))).toEqual({
    ok: true,
    value: { origin: "http://localhost:4100", isLoopback: true },
  });
});

test.each([
  [{ HOST: "0.0.0.0" }],
  [{ HOST: "192.168.1.4", TRADEWIND_TRUSTED_PROXY: "1" }],
  [{ HOST: "0.0.0.0", TRADEWIND_ORIGIN: "https://desk.example" }],
  [{ HOST: "0.0.0.0", TRADEWIND_TRUSTED_PROXY: "1", TRADEWIND_ORIGIN: "http://desk.example" }],
  [{ HOST: "127.0.0.1.evil.example" }],
])("refuses to serve others without declared TLS: %o", (environment) => {
  expect(publicAddress(startEnvironment(environment))).toMatchObject({
    ok: false,
    rejection: { code: "host-without-tls" },
  });
});

test("closes in reverse order and only once", async () => {
  const said: string[] = [];
  const closing = makeClosing();
  for (const name of ["postgres", "worker", "web"]) {
    closing.add({ close: async () => void said.push(name), force: () => said.push(`force ${name}`) });
  }
  await Promise.all([closing.close(), closing.close()]);
  closing.force();
  expect(said).toEqual(["web", "worker", "postgres", "force postgres"]);
});

test("what opens while closing is closed too", async () => {
  const said: string[] = [];
  const closing = makeClosing();
  closing.add({ close: async () => void said.push("early"), force: () => {} });
  const first = closing.close();
  closing.add({ close: async () => void said.push("late"), force: () => {} });
  await first;
  await new Promise((done) => setTimeout(done, 10));
  expect(said.sort()).toEqual(["early", "late"]);
});

test("the hash of the sources follows their bytes and names, and nothing else", () => {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-hash-"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, "app", "deep"), { recursive: true });
  write("app/deep/page.tsx", "one");
  write("package-lock.json", "{}");
  const hash = () => sourceHash(folder, ["app", "package-lock.json", "absent.js"]);
  const first = hash();
  write("elsewhere.ts", "x");
  write("app/deep/page.tsx", "one");
  expect(hash()).toBe(first);
  write("app/deep/page.tsx", "two");
  const second = hash();
  expect(second).not.toBe(first);
  write("app/new.ts", "");
  expect(hash()).not.toBe(second);
  rmSync(folder, { recursive: true });
});
