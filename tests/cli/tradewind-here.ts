import { runCommandLine } from "../../server/cli/run-command-line.ts";

/** Runs the command line in this process, one call at a time: what a process answers, without the seconds that one takes to start. */
export async function runTradewindHere(words: readonly string[], environment: Readonly<Record<string, string>>) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const kept = process.env;
  process.env = { PATH: kept["PATH"], ...environment } as unknown as NodeJS.ProcessEnv;
  try {
    const status = await runCommandLine(words, {
      answer: (text) => stdout.push(`${text}\n`),
      trouble: (text) => stderr.push(`${text}\n`),
    });
    return { status, stdout: stdout.join(""), stderr: stderr.join("") };
  } finally {
    process.env = kept;
  }
}
