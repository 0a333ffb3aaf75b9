import { expect, it } from "vitest";
import { ClientQueue } from "../../server/api/live/client-queue.ts";

const big = "x".repeat(100_000);
const marks = (equity: number) => ({ slot: "p", text: JSON.stringify({ kind: "marks", equity }) }) as const;

async function readAll(queue: ClientQueue): Promise<string> {
  queue.beat();
  let text = "";
  const reader = queue.stream.getReader();
  for (;;) {
    const next = await Promise.race([reader.read(), new Promise<null>((resolve) => setTimeout(resolve, 50, null))]);
    if (next === null || next.done) return text;
    text += new TextDecoder().decode(next.value);
  }
}

it("replaces prices and marks for a slow reader, and keeps every change in order", async () => {
  const queue = new ClientQueue(() => {});
  for (let sequence = 1; sequence <= 6; sequence += 1) {
    expect(queue.pushChanges(JSON.stringify({ sequence, big }), `p:${sequence}`)).toBe(true);
    const parts = ["BTC-USDT", `S${sequence}`].map((id) => ({ id, text: JSON.stringify({ id, sequence }) }));
    queue.pushPrices({ at: sequence, parts });
    queue.pushLatest(marks(sequence));
  }
  const text = await readAll(queue);
  expect([...text.matchAll(/id: p:(\d)/g)].map((match) => match[1])).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect([...text.matchAll(/"equity":(\d)/g)].map((match) => match[1])).toEqual(["1", "2", "6"]);
  expect(text.match(/"kind":"prices"/g)).toHaveLength(3);
  expect(text).toContain('"at":6');
  expect(text).toContain('"id":"S4"');
  expect([...text.matchAll(/"id":"BTC-USDT","sequence":(\d)/g)].map((match) => match[1])).toEqual(["1", "2", "6"]);
});

it("ends rather than dropping a change when too much waits", async () => {
  const queue = new ClientQueue(() => {});
  let sequence = 0;
  while (queue.pushChanges(big, `p:${sequence}`)) sequence += 1;
  expect(sequence).toBeGreaterThan(40);
  expect(sequence).toBeLessThan(60);
  const seen = [...(await readAll(queue)).matchAll(/id: p:(\d+)/g)].map((match) => Number(match[1]));
  expect(seen).toEqual(seen.map((_, index) => index));
  expect(queue.pushLatest(marks(1))).toBe(false);
});
