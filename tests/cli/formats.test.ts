import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../db/client.ts";
import type { Command } from "../../server/cli/command.ts";
import { dataCatalogueCommand } from "../../server/cli/data/data-catalogue-command.ts";
import { dataExportCommand } from "../../server/cli/data/data-export-command.ts";
import { dataFetchCommand } from "../../server/cli/data/data-fetch-command.ts";
import { dataGapsCommand } from "../../server/cli/data/data-gaps-command.ts";
import { dataImportCommand } from "../../server/cli/data/data-import-command.ts";
import { dataListCommand } from "../../server/cli/data/data-list-command.ts";
import { indicatorsCommand } from "../../server/cli/indicators-command.ts";
import { lotsCommand } from "../../server/cli/lots/lots-command.ts";
import { replayCommand } from "../../server/cli/replay-command.ts";
import { statusCommand } from "../../server/cli/status-command.ts";
import { usersInviteCommand, usersListCommand, usersResetCommand } from "../../server/cli/users-commands.ts";
import { lockData } from "../../server/start/data-lock.ts";
import { announceDesk } from "../../server/start/running-desk.ts";
import { keepSupervisorFile } from "../../server/start/supervisor-file.ts";
import { openPortfolio } from "../crash/crash-desk.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { catalogueWords, exchangeErrors, fetchErrors, fetchWords, serveLocalExchanges } from "./data-fetch-examples.ts";
import { dataStoreExamples, storeExample } from "./data-store-examples.ts";
import { readFormatsPage, rowsOf, typesOfLeaves } from "./formats-page.ts";
import { gainsExample, keepGainsExamples } from "./gains-example.ts";
import { indicatorErrors, indicatorWords, writeCandleExamples } from "./indicators-examples.ts";
import { keepTapeExample } from "./kept-tape-example.ts";
import { lotsErrors, writeExecutions } from "./lots-examples.ts";
import { stopExample } from "./stop-example.ts";
import { runTradewindHere } from "./tradewind-here.ts";
import { runTradewind } from "./tradewind-process.ts";

const page = readFormatsPage();
const { child: exchanges, addresses } = await serveLocalExchanges();
const folder = mkdtempSync(join(tmpdir(), "tradewind-formats-"));
/** Data with a running desk, which this process plays; without one; held by a desk that starts; with a broken file. */
const [running, quiet, held, broken] = ["running", "quiet", "held", "broken"].map((name) => join(folder, name)) as [
  string,
  string,
  string,
  string,
];
const candleFiles = writeCandleExamples(folder);
const executionFiles = writeExecutions(folder);
let database: TestPostgres;

beforeAll(async () => {
  database = await startTestPostgres();
  const owner = connect(database.owner, { max: 1, applicationName: "formats-test" });
  await openPortfolio(owner, "formats01");
  await keepTapeExample(owner, running, { key: "formats02", name: "Kept", isJournaled: true });
  await keepTapeExample(owner, running, { key: "formats03", name: "Parted", isJournaled: false });
  await keepGainsExamples(owner);
  await storeExample(owner, join(folder, "stored"));
  await owner.end();
  await lockData(running, "desk");
  await lockData(held, "desk");
  const supervisorFile = join(running, "supervisor.json");
  keepSupervisorFile(supervisorFile).report("worker", "up", 1);
  announceDesk(running, {
    pid: process.pid,
    origin: "http://localhost:4190",
    ownerUrl: database.owner,
    supervisorFile,
  });
  await lockData(broken, "desk");
  writeFileSync(join(broken, "desk.json"), "{");
});
afterAll(async () => {
  exchanges.disconnect();
  await database.stop();
  rmSync(folder, { recursive: true });
});

const ann = "ann@example.com";
const unreachable = { DATABASE_URL: "postgres://me:hush@127.0.0.1:4198/nowhere" };

type Run = {
  readonly words: readonly string[];
  readonly dataDir: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly interruptOn?: string;
};
type Example = {
  readonly command: Command;
  /** Runs that give the documents, by when their keys are present. */
  readonly answers: readonly (Run & { readonly present: readonly string[] })[];
  /** A run for each code that the command can answer. */
  readonly errors: Readonly<Record<string, Run>>;
};

const always = ["always"];
const replay = (name: string) => ["replay", name];
const usersErrors = (words: readonly string[]): Record<string, Run> => ({
  "data-in-use": { words, dataDir: held },
  "host-without-tls": { words, dataDir: quiet, variables: { HOST: "0.0.0.0" } },
  environment: { words, dataDir: quiet, variables: { PORT: "x" } },
  fault: { words, dataDir: quiet, variables: unreachable },
  usage: { words: [...words, "--wrong"], dataDir: running },
});

const invite = ["users", "invite", ann, "--role", "trader"];
const reset = ["users", "reset", ann];
const list = ["users", "list"];
const onRunning = <Runs extends Record<string, Omit<Run, "dataDir">>>(runs: Runs) =>
  Object.fromEntries(Object.entries(runs).map(([code, each]) => [code, { ...each, dataDir: running }]));
const atBinance = { TRADEWIND_EXCHANGE_URL_BINANCE: addresses.well };
const store = dataStoreExamples(join(folder, "files"));
const [importRun] = store.importAnswers;
const gaps = ["data", "gaps", "--source", "kraken-spot"];
const examples: readonly Example[] = [
  {
    command: statusCommand,
    answers: [
      { words: ["status"], dataDir: quiet, present: always },
      { words: ["status"], dataDir: running, present: ["always", "running"] },
    ],
    errors: {
      usage: { words: ["status", "--wrong"], dataDir: running },
      environment: { words: ["status"], dataDir: running, variables: { PORT: "x" } },
      fault: { words: ["status"], dataDir: broken },
    },
  },
  stopExample(folder, { quiet, silent: running }),
  {
    command: dataImportCommand,
    answers: store.importAnswers.map((answer) => ({ ...answer, dataDir: running })),
    errors: { ...usersErrors(importRun?.words ?? []), ...onRunning(store.importErrors) },
  },
  {
    command: dataListCommand,
    answers: [{ words: ["data", "list"], dataDir: running, present: always }],
    errors: usersErrors(["data", "list"]),
  },
  {
    command: dataGapsCommand,
    answers: [{ words: gaps, dataDir: running, present: always }],
    errors: usersErrors(gaps),
  },
  {
    command: dataExportCommand,
    answers: [{ words: store.exportWords, dataDir: running, present: always }],
    errors: { ...usersErrors(store.exportWords), ...onRunning(store.exportErrors) },
  },
  {
    command: dataFetchCommand,
    answers: [
      { words: fetchWords, dataDir: running, variables: atBinance, present: ["always", "absent"] },
      {
        words: ["data", "fetch", "okx", "BTC/USDT:USDT", "--kind", "funding", "--from", "2025-12-31"],
        dataDir: running,
        variables: { TRADEWIND_EXCHANGE_URL_OKX: addresses.okx },
        present: always,
      },
    ],
    errors: {
      ...usersErrors(fetchWords),
      ...onRunning({ ...exchangeErrors(fetchWords, addresses), ...fetchErrors(addresses) }),
    },
  },
  {
    command: dataCatalogueCommand,
    answers: [{ words: catalogueWords, dataDir: running, variables: atBinance, present: always }],
    errors: { ...usersErrors(catalogueWords), ...onRunning(exchangeErrors(catalogueWords, addresses)) },
  },
  {
    command: indicatorsCommand,
    answers: [
      { words: indicatorWords(candleFiles), dataDir: quiet, present: ["always", "computed"] },
      { words: ["indicators", "--list"], dataDir: quiet, present: ["always", "listed"] },
    ],
    errors: Object.fromEntries(
      Object.entries(indicatorErrors(candleFiles)).map(([code, one]) => [code, { ...one, dataDir: quiet }]),
    ),
  },
  {
    command: lotsCommand,
    answers: [{ words: ["lots", executionFiles.good, "--method", "HIFO"], dataDir: quiet, present: always }],
    errors: Object.fromEntries(
      Object.entries(lotsErrors(executionFiles)).map(([code, one]) => [code, { ...one, dataDir: quiet }]),
    ),
  },
  gainsExample(running, usersErrors),
  {
    command: replayCommand,
    answers: [{ words: replay("Kept"), dataDir: running, present: always }],
    errors: {
      ...usersErrors(replay("Kept")),
      "portfolio-unknown": { words: replay("None such"), dataDir: running },
      "portfolio-ambiguous": { words: replay("all"), dataDir: running },
      "tape-missing": { words: replay("Crash"), dataDir: running },
      "replay-differs": { words: replay("Parted"), dataDir: running },
    },
  },
  {
    command: usersInviteCommand,
    answers: [{ words: [...invite, "--name", "Ann", "--portfolio", "all"], dataDir: running, present: always }],
    errors: {
      ...usersErrors(invite),
      "email-taken": { words: invite, dataDir: running },
      "portfolio-unknown": { words: [...invite, "--portfolio", "None such"], dataDir: running },
    },
  },
  {
    command: usersResetCommand,
    answers: [{ words: reset, dataDir: running, present: always }],
    errors: {
      ...usersErrors(reset),
      "user-unknown": { words: ["users", "reset", "bob@example.com"], dataDir: running },
    },
  },
  {
    command: usersListCommand,
    answers: [{ words: list, dataDir: running, present: always }],
    errors: usersErrors(list),
  },
];

async function run({ words, dataDir, variables, interruptOn }: Run, isOwnProcess = interruptOn !== undefined) {
  const environment = { TRADEWIND_DATA_DIR: dataDir, ...variables };
  const line = [...words, "--json"];
  const { status, stdout, stderr } = isOwnProcess
    ? runTradewind(line, environment, interruptOn)
    : await runTradewindHere(line, environment);
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return { status, document: JSON.parse(stdout) as unknown };
}

test("documents the commands that there are, and no other", async () => {
  const { stdout } = await runTradewindHere([], {});
  const listed = [...stdout.matchAll(/^ {2}([a-z]+(?: [a-z]+)?)\b/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(examples.map(({ command }) => command.name).sort());
  const general = ["Formats", "The command line", "Benchmarks"];
  const commands = [...page.keys()].filter((name) => !general.includes(name) && !name.startsWith("bench "));
  expect(commands.sort()).toEqual(listed);
});

test.each(examples)("$command.name: documents its inputs", ({ command }) => {
  const documented = rowsOf(page, command.name, "input").map(({ input }) => input);
  const words = command.usage.match(/\b[A-Z]{2,}\b/g) ?? [];
  const valueNames = Object.keys(command.options).map((name) => name.toUpperCase());
  const options = Object.keys(command.options).map((name) => `--${name}`);
  expect(documented.sort()).toEqual([...words.filter((word) => !valueNames.includes(word)), ...options].sort());
});

test.each(examples)(
  "$command.name: writes the documented keys with their types, and no other",
  async ({ command, answers }) => {
    for (const [at, answer] of answers.entries()) {
      const { status, document } = await run(answer, at === 0);
      expect(status).toBe(0);
      const rows = rowsOf(page, command.name, "key").filter(({ present = "" }) => answer.present.includes(present));
      const documented = new Map(rows.map(({ key = "", type = "" }) => [key, type.split(" or ")]));
      const found = typesOfLeaves(document);
      expect([...new Set(found.map(([path]) => path))].sort()).toEqual([...documented.keys()].sort());
      for (const [path, type] of found) expect(documented.get(path), path).toContain(type);
    }
  },
);

test.each(examples)(
  "$command.name: answers the documented codes with their exit codes",
  async ({ command, errors }) => {
    const general = rowsOf(page, "The command line", "code");
    const documented = [...general, ...rowsOf(page, command.name, "code")];
    expect(documented.map(({ code }) => code).sort()).toEqual(Object.keys(errors).sort());
    const exitCodes = rowsOf(page, "The command line", "exit code").map((row) => row["exit code"]);
    for (const { code = "", "exit code": exitCode } of documented) {
      const example = errors[code];
      if (example === undefined) throw new Error(`No example of "${code}"`);
      const { status, document } = await run(example);
      expect(document).toMatchObject({ error: { code } });
      expect(typesOfLeaves(document).map(([path]) => path)).toEqual(
        rowsOf(page, "The command line", "key").map(({ key }) => key),
      );
      expect(String(status)).toBe(exitCode);
      expect(exitCodes).toContain(exitCode);
    }
  },
);

test("quotes no password of a database that does not answer", async () => {
  const { document } = await run({ words: list, dataDir: quiet, variables: unreachable });
  expect(JSON.stringify(document)).not.toContain("hush");
});
