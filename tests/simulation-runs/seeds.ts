import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";

/**
 * Every seed of a random session that ever failed, and that a fix has made sound since. They stay: what broke once is where the
 * next change breaks first.
 */
export const SEEDS_THAT_FAILED: readonly number[] = [
  59747692, // A market sale just worth the smallest order at the best price, and less at its bound.
  984, // A debt written off was told before the trades that left it.
  5032, // What was sold short by a fill that was told late was written off too.
  967489892, // A cancel was refused a minute after it was asked for; it is the auditor that was in a hurry.
  10288, // A perpetual was liquidated for margin that the fill of that moment had borrowed.
  500375, // A stop had an own order asked to give way by each refusal of the last asking, for ever.
  610372, // A perpetual was liquidated with the wallet as it was before what that very moment sold.
  610583, // A stop that waits at its venue was taken for one that trades at once; it is the auditor that was wrong.
  595045211, // A stop was found to be at its venue after what it guarded had gone.
  39107, // A stop was changed at its venue, unheard, while what it guarded went.
  910343, // A stop that stands beside others was changed after entries had been halted; it is the auditor that was wrong.
  595044551, // It would not go, as it had fired; it is the auditor that was in a hurry.
];

/** The commit that is checked out, or what stands for it where there is none. */
export function commitOf(folder: string): string {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "no commit";
  }
}

/** Seeds that no earlier commit has run, the same for all who check this one out. */
export function freshSeeds(commit: string, count: number): readonly number[] {
  const first = createHash("sha256").update(commit).digest().readUInt32BE(0) % 2 ** 30;
  return Array.from({ length: count }, (_, index) => first + index);
}
