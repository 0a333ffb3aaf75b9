import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { systemBrowser } from "../support/ensure-browser.ts";
import type { Figures } from "./main.ts";
import { type BenchDesk, startBenchDesk } from "./ui/bench-desk.ts";
import { delays, percentile, readChanges, type SeenFrame } from "./ui/change-log.ts";
import { installProbe, type Probe } from "./ui/page-probe.ts";

const WARM_MS = 10_000;
const MEASURED_MS = 20_000;
const FAST_MS = 15_000;
const BARE_MS = 3_000;
const MEMORY_MS = 5 * 60_000;
const HIDDEN_MS = 10 * 60_000;
const CLICK_MS = 200;
const HOURS = 3_600_000;

const round = (value: number, digits = 1) => Number(value.toFixed(digits));
const probeOf = (page: Page) => page.evaluate(() => (window as unknown as { probe: Probe }).probe.read());

/** What the Trade screen does while prices come in thick and fast: all processes, the database and the browser share this machine. */
export async function benchUi(): Promise<Figures> {
  const desk = await startBenchDesk();
  const path = systemBrowser();
  const browser = await chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    args: ["--disable-gpu", "--enable-precise-memory-info"],
  });
  try {
    return await measure(desk, browser);
  } finally {
    await browser.close();
    await desk.close();
  }
}

async function measure(desk: BenchDesk, browser: Browser): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  // What compiles these functions wraps the named ones in a call that no page knows.
  await context.addInitScript("globalThis.__name ??= (named) => named");
  const bare = await bareFrames(context);
  const page = await openTrade(desk, context);
  await sleep(WARM_MS);

  const before = readChanges(desk.changesFile).observed;
  await probeOf(page);
  const stopClicks = clickAlong(page);
  await sleep(MEASURED_MS);
  await stopClicks();
  const seen = await probeOf(page);
  await sleep(1_000);
  const { observed, changes } = readChanges(desk.changesFile);
  const watched = changes.filter(({ at }) => at >= (seen.canvas[0]?.at ?? 0));
  const book = delays(watched, seen.canvas, ({ texts }, shown) => texts.every((text) => isDrawn(shown, text)));
  const table = delays(watched, seen.marks, ({ mark }, shown) => isDrawn(shown, mark));
  const heldBack = gaps(seen.canvas);

  desk.goOn();
  await sleep(WARM_MS / 2);
  await probeOf(page);
  await sleep(FAST_MS);
  const fast = await probeOf(page);

  desk.goOn();
  const visible = await growth(page, MEMORY_MS);
  await page.evaluate(() => (window as unknown as { probe: Probe }).probe.hide(true));
  const hidden = await growth(page, HIDDEN_MS);
  await probeOf(page);
  const shownAt = await page.evaluate(() => (window as unknown as { probe: Probe }).probe.hide(false));
  await sleep(1_000);
  const back = await probeOf(page);

  const fps = (reading: { frames: number; ms: number }) => (reading.frames / reading.ms) * 1_000;
  return {
    updates_per_s: Math.round((observed - before) / ((MEASURED_MS + 1_000) / 1_000)),
    book_to_pixel_ms_p95: round(percentile(book, 0.95)),
    table_to_pixel_ms_p95: round(percentile(table, 0.95)),
    book_frames_per_s: round((seen.canvas.length / seen.ms) * 1_000),
    book_gap_ms_p99: round(percentile(heldBack, 0.99)),
    fps: round(fps(seen)),
    fps_bare_page: round(bare),
    fps_share_of_bare: round(fps(seen) / bare, 3),
    inp_ms_p98: round(percentile(seen.inputs, 0.98)),
    fps_at_50k: round(fps(fast)),
    trade_js_kb_gz: await pageWeight(desk, context),
    memory_growth_mb_per_h: round(visible, 2),
    memory_growth_hidden_mb_per_h: round(hidden, 2),
    back_to_fresh_book_ms: round((back.canvas[0]?.at ?? Number.NaN) - shownAt),
  };
}

/** Grouped digits or none: the screen may write 64,210.00 for 64210.00. */
const isDrawn = (shown: ReadonlySet<string>, text: string): boolean => {
  if (shown.has(text)) return true;
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return shown.has(fraction === undefined ? grouped : `${grouped}.${fraction}`);
};

const gaps = (frames: readonly SeenFrame[]): number[] =>
  frames.slice(1).map(({ at }, index) => at - (frames[index]?.at ?? at));

async function bareFrames(context: BrowserContext): Promise<number> {
  const page = await context.newPage();
  await page.goto("about:blank");
  const frames = await page.evaluate(
    (ms) =>
      new Promise<number>((done) => {
        let count = 0;
        const began = performance.now();
        const step = () => {
          count += 1;
          const spent = performance.now() - began;
          if (spent < ms) requestAnimationFrame(step);
          else done((count / spent) * 1_000);
        };
        requestAnimationFrame(step);
      }),
    BARE_MS,
  );
  await page.close();
  return frames;
}

/** Signed in, with a position whose mark the tables show. */
async function openTrade(desk: BenchDesk, context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(installProbe);
  await page.goto(desk.origin);
  await page.getByLabel("Name").fill("Bench");
  await page.getByLabel("Email").fill("bench@example.com");
  await page.getByLabel("Password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("button", { name: "Start paper trading" }).click();
  await page.getByRole("button", { name: "Dismiss the first steps" }).click();
  const ticket = page.getByRole("form", { name: "Order ticket" });
  await ticket.getByRole("button", { name: "Market", exact: true }).click();
  await ticket.getByLabel("Size", { exact: true }).fill("0.1");
  await ticket.locator("[type=submit]").click();
  await page.locator('[data-instrument="BTC-USDT"] [data-cell=mark]').first().waitFor();
  return page;
}

/** A click each 200 ms on the ticket's sides, as someone at work would. */
function clickAlong(page: Page): () => Promise<void> {
  let isOver = false;
  const sides = ["Buy", "Sell"].map((name) =>
    page.getByRole("form", { name: "Order ticket" }).getByRole("button", { name, exact: true }),
  );
  const clicking = (async () => {
    for (let count = 0; !isOver; count += 1) {
      await sides[count % sides.length]?.click({ noWaitAfter: true });
      await sleep(CLICK_MS);
    }
  })();
  return async () => {
    isOver = true;
    await clicking;
  };
}

/** Megabytes an hour by which the page's heap grows, collected before and after. */
async function growth(page: Page, ms: number): Promise<number> {
  const client = await page.context().newCDPSession(page);
  const heap = async () => {
    await page.evaluate(() => (window as unknown as { probe: Probe }).probe.read());
    await client.send("HeapProfiler.collectGarbage");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    return usedSize / 1_000_000;
  };
  const before = await heap();
  // The probe itself remembers frames: it is emptied often, or it would be what grows.
  for (let spent = 0; spent < ms; spent += WARM_MS) {
    await sleep(WARM_MS);
    await probeOf(page);
  }
  return ((await heap()) - before) * (HOURS / ms);
}

/** All scripts that the Trade page loads until it is live, compressed as a server would, in kB. */
async function pageWeight(desk: BenchDesk, context: BrowserContext): Promise<number> {
  const fresh = await context.browser()?.newContext({ storageState: await context.storageState() });
  const page = await fresh?.newPage();
  if (page === undefined) return Number.NaN;
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    const type = response.request().resourceType();
    if (type === "script")
      sizes.push(
        response.body().then(
          (body) => gzipSync(body).length,
          () => 0,
        ),
      );
  });
  await page.goto(`${desk.origin}/trade/BTC-USDT`);
  await page.locator("[data-testid=last-price]").waitFor();
  await sleep(3_000);
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await fresh?.close();
  return round(total / 1_000);
}
