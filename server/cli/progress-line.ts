import type { DataJobProgress } from "../domain/markets/data-job.ts";

const WIDTH = 30;
const LINE_EVERY_MS = 5_000;

export type Terminal = {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
};

export type ProgressLine = { show(progress: DataJobProgress): void; end(): void };

/** A bar on a terminal, rewritten in place; elsewhere a plain line every 5 s and at the end of each part. */
export function makeProgressLine(terminal: Terminal, now: () => number): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY;
  let note = "";
  let isOpen = false;
  let isEnded = false;
  const isTerminal = terminal.isTTY === true;
  return {
    show(progress) {
      const isNews = progress.note !== note && progress.note !== "";
      note = progress.note;
      const everyMs = isTerminal ? 100 : LINE_EVERY_MS;
      const isWhole = progress.total !== null && progress.done >= progress.total && !isEnded;
      if (!isNews && !isWhole && now() - shownAt < everyMs) return;
      isEnded = isWhole;
      shownAt = now();
      if (isTerminal) {
        terminal.write(`\r\u001b[K${barOf(progress).slice(0, (terminal.columns ?? 80) - 1)}`);
        isOpen = true;
      } else terminal.write(`${lineOf(progress)}\n`);
    },
    end() {
      if (isOpen) terminal.write("\r\u001b[K");
      isOpen = false;
    },
  };
}

function barOf(progress: DataJobProgress): string {
  const { done, total } = progress;
  if (total === null || total === 0) return lineOf(progress);
  const filled = Math.round((done / total) * WIDTH);
  return `[${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}] ${lineOf(progress)}`;
}

function lineOf({ done, total, unit, note }: DataJobProgress): string {
  const count = (value: number) => value.toLocaleString("en-US");
  const share = total === null || total === 0 ? "" : ` (${Math.floor((done / total) * 100)} %)`;
  const figures = total === null ? `${count(done)} ${unit}` : `${count(done)} of ${count(total)} ${unit}${share}`;
  return note === "" ? figures : `${figures}, ${note}`;
}
