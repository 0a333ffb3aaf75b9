import { expect, it } from "vitest";
import { PrintTape } from "@/components/live/prices/print-tape.ts";
import type { PricePrint } from "../../../server/domain/markets/price-frames.ts";

const print = (number: number, at = number): PricePrint => ({ number, at, price: "1", quantity: "1", side: "buy" });

it("starts anew with the numbers of a desk that was started again, and counts no print as missed for it", () => {
  const tape = new PrintTape();
  tape.add([print(900, 1_000)]);
  tape.add([print(1, 2_000), print(2, 2_001)]);
  tape.add([print(3, 2_002)]);
  expect([tape.prints.map(({ number }) => number), tape.skipped]).toEqual([[900, 1, 2, 3], 0]);
});

it("keeps the newest five hundred", () => {
  const tape = new PrintTape();
  for (let number = 1; number <= 700; number += 1) tape.add([print(number)]);
  expect([tape.prints.length, tape.prints[0]?.number, tape.skipped]).toEqual([500, 201, 0]);
});
