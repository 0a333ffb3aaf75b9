import { type Step, tool } from "./run-step.ts";

/** What looks at the sources without running them. */
export const staticSteps: readonly Step[] = [
  { name: "types of the tests", command: [tool("tsc"), "--noEmit", "-p", "tests/tsconfig.json"] },
  { name: "types", command: [tool("tsc"), "--noEmit", "-p", "tsconfig.json"] },
  { name: "format and lint", command: [tool("biome"), "ci", "--error-on-warnings", "--colors=off", "."] },
  { name: "unused code", command: [tool("knip"), "--no-progress"] },
];

const withoutDatabase = [
  ...["architecture", "domain", "engine", "simulation", "simulation-runs", "strategies", "components", "contracts"],
  ...["adapters", "platform", "parity"],
];

export const unitStep: Step = {
  name: "architecture and unit tests",
  command: [
    ...([tool("vitest"), "run", "--config", "tests/support/vitest.config.ts"] as const),
    ...withoutDatabase.map((folder) => `tests/${folder}/`),
  ],
};
