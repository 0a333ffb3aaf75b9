import { beforeEach, expect, it } from "vitest";
import { SettingStore } from "../../../components/preferences/setting-store.ts";

type Timer = { readonly ms: number; readonly action: () => void };

let kept: Map<string, string>;
let desk: Map<string, unknown>;
let timers: Timer[];
let isAway: boolean;

/** A browser's page: all pages of one browser share what is kept there. */
function openPage(user = "ada"): SettingStore {
  const store = new SettingStore({
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      keys: () => [...kept.keys()],
    },
    load: async () => (isAway ? Promise.reject(new Error("away")) : Object.fromEntries(desk)),
    save: async (name, value) => {
      if (isAway) throw new Error("away");
      desk.set(name, value);
      return true;
    },
    after: (ms, action) => {
      const timer = { ms, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
  store.open(user);
  return store;
}

beforeEach(() => {
  kept = new Map();
  desk = new Map();
  timers = [];
  isAway = false;
});

it("has a value at once, tells who listens, and sends only the last of several", async () => {
  const page = openPage();
  let heard = 0;
  page.subscribe(() => {
    heard += 1;
  });
  page.write("layout.trade", [1]);
  page.write("layout.trade", [1, 2]);
  expect([page.read("layout.trade"), heard, timers.length]).toEqual([[1, 2], 2, 1]);
  expect(desk.size).toBe(0);
  await page.flush();
  expect([...desk]).toEqual([["layout.trade", [1, 2]]]);
});

it("gives the same object until it is written again", () => {
  const page = openPage();
  page.write("table.orders", { columns: ["a"] });
  expect(page.read("table.orders")).toBe(page.read("table.orders"));
  const next = openPage();
  expect(next.read("table.orders")).toBe(next.read("table.orders"));
});

it("takes what another browser has sent, but not over what waits to be sent from here", async () => {
  desk.set("preferences", { theme: "light" });
  desk.set("layout.trade", ["theirs"]);
  const page = openPage();
  page.write("layout.trade", ["ours"]);
  await page.synchronise();
  expect([page.read("preferences"), page.read("layout.trade")]).toEqual([{ theme: "light" }, ["ours"]]);
  await page.flush();
  expect(desk.get("layout.trade")).toEqual(["ours"]);
});

it("sends after a reload what could not be sent before", async () => {
  isAway = true;
  const before = openPage();
  before.write("chart.BTC-USDT", 5);
  await before.flush();
  expect(timers.some(({ ms }) => ms >= 5_000)).toBe(true);
  isAway = false;
  const after = openPage();
  expect(after.read("chart.BTC-USDT")).toBe(5);
  await after.synchronise();
  await after.flush();
  expect(desk.get("chart.BTC-USDT")).toBe(5);
});

it("keeps a value unsent that was written while an older one was under way", async () => {
  const page = openPage();
  page.write("ticket.size", 1);
  const sending = page.flush();
  page.write("ticket.size", 2);
  await sending;
  expect(desk.get("ticket.size")).toBe(1);
  await page.flush();
  expect(desk.get("ticket.size")).toBe(2);
});

it("shows nobody another person's values", async () => {
  const page = openPage("ada");
  page.write("preferences", { theme: "dark" });
  page.open("bob");
  expect(page.read("preferences")).toBeUndefined();
  page.open("ada");
  expect(page.read("preferences")).toEqual({ theme: "dark" });
});

it("hears what another tab of the browser wrote", () => {
  const [one, other] = [openPage(), openPage()];
  expect(other.read("palette.recent")).toBeUndefined();
  one.write("palette.recent", ["go"]);
  other.heard("tradewind:ada:palette.recent");
  expect(other.read("palette.recent")).toEqual(["go"]);
});
