type Step = { readonly close: () => Promise<void>; readonly force: () => void };

/** What was opened, to be closed in reverse order; opened while closing, it closes at once. */
export type Closing = {
  add(step: Step): void;
  close(): Promise<void>;
  /** Ends everything without a word. */
  force(): void;
};

export function makeClosing(): Closing {
  const steps: Step[] = [];
  let running: Promise<void> | undefined;
  let current: Step | undefined;
  async function run(): Promise<void> {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      current = step;
      await step.close();
    }
  }
  return {
    add: (step) => {
      steps.push(step);
      if (running !== undefined) running = running.then(run);
    },
    close: () => {
      running ??= run();
      return running;
    },
    force: () => {
      current?.force();
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) step.force();
    },
  };
}
