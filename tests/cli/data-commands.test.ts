import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { announceDesk } from "../../server/start/running-desk.ts";
import { keepSupervisorFile } from "../../server/start/supervisor-file.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { runTradewind } from "./tradewind-process.ts";

const folder = mkdtempSync(join(tmpdir(), "tradewind-data-"));
let database: TestPostgres;

beforeAll(async () => {
  database = await startTestPostgres();
  const supervisorFile = join(folder, "supervisor.json");
  keepSupervisorFile(supervisorFile).report("worker", "up", 1);
  const ownerUrl = database.owner;
  announceDesk(folder, { pid: process.pid, origin: "http://localhost:4191", ownerUrl, supervisorFile });
});
afterAll(async () => {
  await database.stop();
  rmSync(folder, { recursive: true });
});

const tradewind = (...words: string[]) => runTradewind(words, { TRADEWIND_DATA_DIR: folder });
const path = (name: string) => join(folder, name);
const put = (name: string, lines: readonly string[]) => {
  writeFileSync(path(name), lines.join("\n"));
  return path(name);
};

const HEADER = "open_time,open,high,low,close,volume";
const hours = (count: number) =>
  Array.from({ length: count }, (_, row) => `${Date.UTC(2023, 0, 1) + row * 3_600_000},2,3,1,2.${10 + row},10`);
const series = ["--source", "kraken-spot", "--symbol", "BTC/USDT", "--kind", "candles", "--timeframe", "1h"];

test("imports, lists, shows gaps, exports, and imports the export without adding anything", () => {
  const lines = [HEADER, ...hours(30).filter((_, row) => row !== 10)];
  const imported = tradewind("data", "import", put("kraken-spot-BTCUSDT-1h-2023.csv", lines));
  expect(imported).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("kraken-spot BTC/USDT candles 1h: 29 rows"),
    stderr: expect.stringContaining("kraken-spot-BTCUSDT-1h-2023.csv"),
  });
  expect(imported.stdout).toContain("29 added, 0 stored already");
  expect(tradewind("data", "list").stdout).toMatch(/^kraken-spot BTC\/USDT candles 1h +29 .* 1 missing in 1 gap /m);
  expect(tradewind("data", "gaps", "--source", "kraken-spot").stdout).toBe(
    "kraken-spot BTC/USDT candles 1h: 1 candle missing in 1 gap\n  2023-01-01T10:00:00.000Z to 2023-01-01T11:00:00.000Z  1\n",
  );
  expect(tradewind("data", "gaps", "--source", "okx-spot").stdout).toBe("Nothing is missing.\n");
  const out = path("any name.csv");
  expect(tradewind("data", "export", ...series, "--out", out)).toMatchObject({
    status: 0,
    stdout: `29 rows of kraken-spot BTC/USDT candles 1h are in ${out}\n`,
  });
  expect(readFileSync(out, "utf8").split("\n")[1]).toBe(`${Date.UTC(2023, 0, 1)},2,3,1,2.1,10,,,,true`);
  expect(existsSync(`${out}.partial`)).toBe(false);
  expect(tradewind("data", "import", out, ...series).stdout).toContain("0 added, 29 stored already");
});

test("exports a book as the event lines that it was imported from", () => {
  const lines = [
    '{"tradewind":"events","version":1,"source":"binance-usdm","symbol":"BTC/USDT:USDT"}',
    '{"at":1723161256501,"book":"snapshot","update":7,"bids":[["61800.2","2.909"]],"asks":[["61800.3","1.5"]]}',
    '{"at":1723161256552,"book":"diff","update":9,"bids":[["61800.2","0"],["61799","0.04"]],"asks":[]}',
    "",
  ];
  expect(tradewind("data", "import", put("events.jsonl", lines)).stdout).toContain("2 added, 0 stored already");
  const out = path("book.jsonl");
  const book = ["--source", "binance-usdm", "--symbol", "BTC/USDT:USDT", "--kind", "book"];
  expect(tradewind("data", "export", ...book, "--from", "1723161256552", "--out", out)).toMatchObject({
    status: 0,
    stdout: `2 rows of binance-usdm BTC/USDT:USDT book are in ${out}\n`,
  });
  expect(readFileSync(out, "utf8").split("\n")).toEqual(lines);
});

test("reports bad rows and what differs in words, and corrects for a reason", () => {
  const bad = put("kraken-spot-ETHUSDT-1h-2023.csv", [HEADER, ...hours(30), "soon,2,3,1,2,10"]);
  const refused = tradewind("data", "import", bad);
  expect(refused).toMatchObject({ status: 1, stdout: "" });
  expect(refused.stderr).toContain("1 bad row, so nothing was imported.");
  expect(refused.stderr).toContain('row 32: Time "soon" is no instant');
  expect(tradewind("data", "import", bad, "--bad-rows", "keep-good").stdout).toContain("1 bad row was left out:");
  const other = put("kraken-spot-ETHUSDT-1h-2023.csv", [
    HEADER,
    ...hours(30).with(3, (hours(30)[3] ?? "").replace(/10$/, "11")),
  ]);
  expect(tradewind("data", "import", other).stdout).toMatch(
    /1 differs from what is stored\n.*--correct --reason TEXT.*\n {2}2023-01-01T03.*volume 10; given .*volume 11\n/,
  );
  const corrected = tradewind("data", "import", other, "--correct", "--reason", "Kraken published it anew");
  expect(corrected.stdout).toContain("1 differs from what is stored and was corrected in 1 new version");
});

test("reads and checks without a desk or a database in a dry run", () => {
  const file = put("BTC_USDT-1h.csv", [HEADER, ...hours(30)]);
  const words = ["data", "import", file, "--dry-run", "--source", "binance-spot"];
  const { status, stdout } = runTradewind(words, { TRADEWIND_DATA_DIR: path("nowhere") });
  expect(status).toBe(0);
  expect(stdout).toContain("binance-spot BTC/USDT candles 1h: 29 rows");
  expect(stdout).toContain("1 candle was left out, perhaps still forming");
  expect(stdout).toContain("Only read: nothing was written.");
  expect(existsSync(path("nowhere"))).toBe(false);
});

test.each([
  [["import"], "Name at least one FILE."],
  [["import", "a.csv", "--kind", "candels"], '--kind is "candels". Use one of candles, mark-candles'],
  [["import", "a.csv", "--timeframe", "7m"], '--timeframe is "7m"'],
  [["import", "a.csv", "--bad-rows", "ignore"], '--bad-rows is "ignore". Use one of refuse, keep-good.'],
  [["import", "a.csv", "--map", "open_time"], '--map has "open_time".'],
  [["import", "a.csv", "--map", "opened=Date"], 'There is no field "opened".'],
  [["import", "a.csv", "--time-unit", "h"], 'The time unit is "h".'],
  [["import", "a.csv", "--correct"], "--correct and --reason TEXT belong together"],
  [["list", "all"], 'data list takes no "all".'],
  [["export"], "Say what to export with --source, --symbol and --kind"],
  [["export", ...series.with(5, "quotes")], '--kind is "quotes"'],
  [["export", ...series.with(5, "book")], "Only candles have a timeframe"],
  [["export", ...series.slice(0, 4), "--kind", "book", "--format", "csv"], '--format is "csv". Use jsonl.'],
  [["export", ...series.slice(0, 6)], '--timeframe is ""'],
  [["export", ...series, "--from", "Tuesday"], '--from is "Tuesday"'],
  [["export", ...series, "--from", "2023-02-01", "--to", "2023-01-01"], "must be before"],
  [["export", ...series, "--format", "xlsx"], '--format is "xlsx". Use csv.'],
])("refuses data %j as misuse", (words, message) => {
  expect(tradewind("data", ...words)).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining(message),
  });
});
