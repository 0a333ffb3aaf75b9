import { makeClosing } from "./closing.ts";
import { type DeskPlan, type StartedDesk, startDesk } from "./start-desk.ts";

const sameKeyPressMs = 700; // npm passes a terminal's Ctrl-C on once more.

/** Runs a desk until a signal: the first drains it in order, the second ends everything at once. Sets the exit code. */
export async function runDesk(plan: DeskPlan, onStarted: (desk: StartedDesk) => void = () => {}): Promise<void> {
  const closing = makeClosing();
  let closingSince: number | undefined;
  const hear = (signal: NodeJS.Signals) => {
    if (closingSince === undefined) {
      closingSince = Date.now();
      plan.print(`\n${signal}: stopping in order; once more forces it.`);
      void closing.close().then(() => {
        plan.print("Stopped.");
        process.exit(0);
      });
    } else if (Date.now() - closingSince > sameKeyPressMs) {
      plan.print("Forced.");
      closing.force();
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, hear);
  process.stdout.on("error", () => {}); // The terminal may go away before the desk does.
  try {
    const started = await startDesk(plan, closing);
    if (started.ok) return onStarted(started.value);
    console.error(started.rejection.message);
  } catch (cause) {
    if (closingSince !== undefined) return; // A step broke because its process is being ended.
    console.error(cause instanceof Error ? cause.message : cause);
  }
  closingSince = Date.now();
  await closing.close();
  process.exit(1);
}
