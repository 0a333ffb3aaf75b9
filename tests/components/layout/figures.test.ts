import fc from "fast-check";
import { expect, it } from "vitest";
import { addDecimals } from "../../../components/layout/header/add-decimals.ts";
import { PaceKeeper } from "../../../components/live/latency/order-pace.ts";
import { rankEntries } from "../../../components/palette/rank-entries.ts";
import { deviceName } from "../../../components/settings/account/device-name.ts";
import { readShares } from "../../../components/settings/read-shares.ts";

it("adds and takes away decimals without losing a unit", () => {
  expect(addDecimals("0.1", "0.2", 1)).toBe("0.3");
  expect(addDecimals("100000", "99999.99999999", -1)).toBe("0.00000001");
  const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      expect(BigInt(addDecimals(String(a), String(b), -1))).toBe(a - b);
    }),
  );
});

it("counts round trips by nearest rank, and only the newest two hundred", () => {
  const pace = new PaceKeeper();
  expect(pace.read()).toBeNull();
  for (let ms = 1; ms <= 100; ms += 1) pace.record(ms);
  expect(pace.read()).toEqual({ orders: 100, p50: 50, p99: 99 });
  for (let turn = 0; turn < 200; turn += 1) pace.record(7);
  expect(pace.read()).toEqual({ orders: 200, p50: 7, p99: 7 });
});

it("finds commands by the beginning of the label first, then of a word, then by all words anywhere", () => {
  const command = (label: string, keywords: readonly string[] = []) => ({
    ...{ id: label, label, keywords },
    ...{ group: "Pages", run: () => undefined },
  });
  const all = [command("Settings: Trading"), command("Data", ["trade prints"]), command("Trade")];
  expect(rankEntries(all, "trad").map(({ label }) => label)).toEqual(["Trade", "Settings: Trading", "Data"]);
  expect(rankEntries(all, " prints data ").map(({ label }) => label)).toEqual(["Data"]);
  expect(rankEntries(all, "zzz")).toEqual([]);
  expect(rankEntries(all, " ")).toEqual(all);
});

it.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Chrome on Linux",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile Safari/604.1",
    "Safari on iPhone",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox on macOS"],
  ["something else", "Unknown browser"],
  [null, "Unknown browser"],
])("names the device of %j", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});

it("reads size chips as people write them, and says which is wrong", () => {
  expect(readShares("50, 25 25% 100")).toEqual({ ok: true, shares: [25, 50, 100] });
  expect(readShares("25 0")).toMatchObject({ ok: false, problem: expect.stringContaining('"0"') });
  expect(readShares("25 1.5")).toMatchObject({ ok: false, problem: expect.stringContaining('"1.5"') });
  expect([readShares(" ").ok, readShares("1 2 3 4 5 6 7").ok]).toEqual([false, false]);
});
