import { cleanNumber } from "../trade/ticket/reading/read-number.ts";
import { numberSigns } from "../ui/format-locale.ts";

const ONE_POINT = /^[1-9]\d{0,2}\.\d{3}$/;

/**
 * What a person typed or pasted, as a plain decimal: `100,000.50` becomes `100000.50`, and where numbers are written so
 * `1.000,50` becomes `1000.50`. Throws where a point could part thousands as well as decimals: money is not guessed.
 */
export function plainAmount(typed: string): string {
  const text = typed.trim();
  if (numberSigns().group === "." && ONE_POINT.test(text)) {
    throw new Error(`"${text}" can be read in two ways. Write ${text.replace(".", "")} or ${text.replace(".", ",")}.`);
  }
  return cleanNumber(text);
}
