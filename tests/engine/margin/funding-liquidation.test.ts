import { expect, it } from "vitest";
import { book, funding, HOUR, MarginDeskExample, START } from "./margin-desk-example.ts";

it("funding that takes the last of a wallet liquidates at its stamp, not at the next move of the mark", () => {
  const desk = new MarginDeskExample();
  desk.market(book(START, 500_000));
  desk.order("buy", 1_000);
  desk.market(funding(START + 8 * HOUR, "0.24", 500_000));
  expect(desk.ofKind("funding-booked")).toHaveLength(1);
  expect(desk.account().position.netLots).toBe(0);
  expect(desk.wallet).toBe(0);
});
