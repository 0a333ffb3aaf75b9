import { expect, it } from "vitest";
import { formatCompact } from "../../../components/ui/format-compact.ts";

it.each([
  ["0", "0.00"],
  ["999.994", "999.99"],
  ["1000", "1.00 K"],
  ["707567139.12", "707.57 M"],
  ["1840000000", "1.84 B"],
  ["2500000000000", "2.50 T"],
])("shows %s as %s", (text, shown) => {
  expect(formatCompact(text)).toBe(shown);
});
