import { expect, test } from "vitest";
import { isBlockedPort, nextOpenPort } from "../../server/start/blocked-ports.ts";

/** Whether this very fetch would not even try. */
async function isBad(port: number): Promise<boolean> {
  const signal = AbortSignal.timeout(60_000); // Something may listen there, and never answer.
  const cause = await fetch(`http://127.0.0.1:${port}/`, { signal }).then(
    (response) => response.body?.cancel(),
    (error: Error) => error.cause,
  );
  return /bad port/.test(String(cause));
}

test("those are blocked that fetch refuses, and no other", async () => {
  for (let port = 1; port < 11_000; port++) {
    const isNear = isBlockedPort(port - 1) || isBlockedPort(port) || isBlockedPort(port + 1) || port % 500 === 0;
    if (isNear) expect([port, await isBad(port)]).toEqual([port, isBlockedPort(port)]);
  }
}, 120_000);

test("another port is one that a browser opens", () => {
  expect([3_000, 4_189, 6_664, 6_665].map(nextOpenPort)).toEqual([3_001, 4_191, 6_670, 6_670]);
});
