import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEnvironment } from "../../../server/platform/env.ts";
import { jobsCommand, marketDataCommand, webCommand, workerCommand } from "../../../server/start/child-commands.ts";
import { makeClosing } from "../../../server/start/closing.ts";
import { freePort } from "../../../server/start/free-port.ts";
import { startDesk } from "../../../server/start/start-desk.ts";
import { planWebBuild } from "../../../server/start/web-build.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export type BenchDesk = {
  readonly origin: string;
  /** Where the market-data process writes what changed when. */
  readonly changesFile: string;
  /** From 10,000 updates a second to 50,000, and then to 10,000 again without the log. */
  goOn(): void;
  close(): Promise<void>;
};

/** The whole desk as `npm start` runs it, but for its market-data process, which is the benchmark's. */
export async function startBenchDesk(): Promise<BenchDesk> {
  const dataDir = mkdtempSync(join(tmpdir(), "tradewind-bench-"));
  const changesFile = join(dataDir, "changes.jsonl");
  const port = await freePort();
  const environment = startEnvironment({ PORT: String(port), TRADEWIND_DATA_DIR: dataDir });
  const options = { host: environment.host, port, isDevelopment: false };
  const closing = makeClosing();
  const started = await startDesk(
    {
      environment,
      migrationsFolder: join(root, "db", "migrations"),
      planBuild: (logFile) => planWebBuild(root, logFile),
      marketData: (links) => {
        const command = marketDataCommand(root, links, false);
        const main = fileURLToPath(new URL("market-data-process.ts", import.meta.url));
        return {
          ...command,
          parameters: [...command.parameters.slice(0, -1), main],
          environment: { ...command.environment, TRADEWIND_BENCH_LOG: changesFile },
        };
      },
      worker: (links) => workerCommand(root, links, false),
      web: (links) => webCommand(root, links, options),
      jobs: (links) => jobsCommand(root, links, false),
      print: (line) => console.error(line),
    },
    closing,
  );
  if (!started.ok) throw new Error(started.rejection.message);
  return {
    origin: `http://localhost:${port}`,
    changesFile,
    goOn: () => {
      const { children } = JSON.parse(readFileSync(join(dataDir, "supervisor.json"), "utf8"));
      process.kill(children["market-data"].pid, "SIGUSR2");
    },
    close: async () => {
      await closing.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
