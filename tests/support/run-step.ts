import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export type Step = {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
};
export type StepOutcome = { readonly name: string; readonly hasPassed: boolean };

export const tool = (name: string) => join(root, "node_modules", ".bin", name);

/** Runs a step, its output held back until it ends so that parallel steps do not mix. */
async function runStep({ name, command: [program, ...parameters], environment }: Step): Promise<StepOutcome> {
  const began = performance.now();
  const child = spawn(program, parameters, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = await new Promise<number>((done) => {
    child.once("error", (cause) => {
      output += cause.message;
      done(1);
    });
    child.once("close", (exitCode) => done(exitCode ?? 1));
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (code !== 0) console.log(output.trimEnd());
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${seconds.padStart(6)} s  ${name}`);
  return { name, hasPassed: code === 0 };
}

/** Runs all steps, two at a time, also after one has failed. */
export async function runSteps(steps: readonly Step[]): Promise<StepOutcome[]> {
  const waiting = [...steps];
  const outcomes: StepOutcome[] = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) outcomes.push(await runStep(step));
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}
