import { parseScaled } from "../../../../server/domain/money/decimal.ts";
import { numberSigns } from "../../../ui/format-locale.ts";

export type NumberProblem = "empty" | "not-a-number" | "negative" | "zero" | "too-precise" | "too-large" | "off-grid";

/** Nobody parts thousands after a zero: `0,015` means a decimal comma, and 15 would be a thousand times too much. */
const GROUPED = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
/** `64.210,50`: only a decimal comma leaves no doubt what the points are. */
const GROUPED_BY_POINTS = /^-?[1-9]\d{0,2}(\.\d{3})+,\d*$/;
const COMMA_DECIMAL = /^\d*,\d*$/;

/** What a person typed or pasted, as a plain decimal: spaces and thousands separators go, nothing is guessed. */
export function cleanNumber(typed: string): string {
  const text = typed.replace(/[\s\u00a0\u202f_']/g, "").replace(/\u2212/g, "-");
  const isCommaDecimal = COMMA_DECIMAL.test(text) && numberSigns().point === ",";
  const plain = GROUPED_BY_POINTS.test(text)
    ? text.replace(/\./g, "").replace(",", ".")
    : isCommaDecimal
      ? text.replace(",", ".")
      : GROUPED.test(text)
        ? text.replace(/,/g, "")
        : text;
  return plain.replace(/^\./, "0.").replace(/\.$/, "");
}

/** Reads a positive number on a grid of `mantissa × 10^-decimals` as a count of its steps. */
export function readSteps(
  typed: string,
  grid: { readonly decimals: number; readonly mantissa: number },
): { readonly steps: number } | { readonly problem: NumberProblem } {
  const text = cleanNumber(typed);
  if (text === "") return { problem: "empty" };
  const parsed = parseScaled(text, grid.decimals);
  if ("problem" in parsed) return { problem: parsed.problem };
  if (parsed.value < 0) return { problem: "negative" };
  if (parsed.value === 0) return { problem: "zero" };
  if (typeof parsed.value === "bigint") return { problem: "too-large" };
  if (parsed.value % grid.mantissa !== 0) return { problem: "off-grid" };
  return { steps: parsed.value / grid.mantissa };
}
