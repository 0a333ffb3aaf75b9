/** A decimal text some steps up or down, never below zero; what is no number counts as zero. */
export function stepText(text: string, step: string, steps: number): string {
  const decimals = Math.max(decimalsOf(step), decimalsOf(text));
  const value = Number(text);
  const next = Math.max(0, (Number.isFinite(value) ? value : 0) + Number(step) * steps);
  return next.toFixed(decimals);
}

const decimalsOf = (text: string): number => (/^\d+\.(\d+)$/.exec(text)?.[1] ?? "").length;
