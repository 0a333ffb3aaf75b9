import { expect, test } from "vitest";
import { parseInstant } from "../../server/cli/instant.ts";
import { makeProgressLine } from "../../server/cli/progress-line.ts";

const noon = Date.UTC(2024, 0, 31, 12);

test.each([
  ["2024-01-31", Date.UTC(2024, 0, 31)],
  ["2024-01-31T12:00", noon],
  ["2024-01-31T12:00:00Z", noon],
  ["2024-01-31T13:00:00.000+01:00", noon],
  [String(noon), noon],
])("reads %s", (text, at) => {
  expect(parseInstant(text)).toBe(at);
});

test.each(["2024-02-30", "yesterday", "", "2024-01", "31.01.2024", "2024-01-31 12:00", "1706702400"])(
  "does not guess what %j means",
  (text) => {
    expect(parseInstant(text)).toBeNull();
  },
);

function lineOn(isTTY: boolean) {
  let text = "";
  const clock = { at: 0 };
  const write = (piece: string) => {
    text += piece;
  };
  const line = makeProgressLine({ isTTY, columns: 62, write }, () => clock.at);
  return { line, clock, text: () => text };
}

const progress = { done: 12_345, total: 50_000, unit: "candles", note: "" };

test("draws a bar on a terminal, in place, and leaves nothing behind", () => {
  const { line, clock, text } = lineOn(true);
  line.show(progress);
  clock.at = 50;
  line.show({ ...progress, done: 12_400 });
  clock.at = 200;
  line.show({ ...progress, done: 25_000 });
  line.end();
  const clear = "\r\u001b[K";
  const drawn = text().split(clear);
  expect(drawn).toEqual([
    "",
    "[███████░░░░░░░░░░░░░░░░░░░░░░░] 12,345 of 50,000 candles (24",
    "[███████████████░░░░░░░░░░░░░░░] 25,000 of 50,000 candles (50",
    "",
  ]);
});

test("writes a plain line every 5 s elsewhere, and at once what is new to say", () => {
  const { line, clock, text } = lineOn(false);
  line.show({ ...progress, done: 0, total: null });
  clock.at = 1_000;
  line.show(progress);
  line.show({ ...progress, note: "Binance asks for fewer requests" });
  clock.at = 6_001;
  line.show(progress);
  line.end();
  expect(text()).toBe(
    "0 candles\n12,345 of 50,000 candles (24 %), Binance asks for fewer requests\n12,345 of 50,000 candles (24 %)\n",
  );
});
