/** A small number as some programs write it, `5.4e-05`, as the plain decimal that it is; any other text as it stands. */
export function plainDecimal(text: string): string {
  const found = /^(-?)(\d)(?:\.(\d+))?[eE]-0*([1-9]\d?)$/.exec(text);
  if (found === null) return text;
  const [, sign = "", whole = "", fraction = "", exponent = ""] = found;
  return `${sign}0.${"0".repeat(Math.max(0, Number(exponent) - 1))}${whole}${fraction}`;
}
