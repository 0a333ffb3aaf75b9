import { staticSteps, unitStep } from "./check-steps.ts";
import { runSteps } from "./run-step.ts";

const began = performance.now();
const outcomes = await runSteps([unitStep, ...staticSteps]);
const failed = outcomes.filter(({ hasPassed }) => !hasPassed).map(({ name }) => name);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(
  failed.length === 0 ? `All checks passed in ${seconds} s.` : `Failed: ${failed.join(", ")} (${seconds} s).`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
