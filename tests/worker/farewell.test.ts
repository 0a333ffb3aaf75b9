import { expect, it } from "vitest";
import { farewell } from "../../server/worker/farewell.ts";

it("says what becomes of orders, and that stops in the worker protect nothing while it is stopped", () => {
  const kept = "journaled and will work again at the next start.";
  expect(farewell({ workingOrders: 0, heldOrders: 0 })).toBe("No order was working.");
  expect(farewell({ workingOrders: 1, heldOrders: 0 })).toBe(`1 working order stays ${kept}`);
  expect(farewell({ workingOrders: 3, heldOrders: 1 })).toBe(
    `3 working orders stay ${kept} 1 of them waits for its trigger here: it protects nothing until then.`,
  );
  expect(farewell({ workingOrders: 3, heldOrders: 2 })).toContain(
    "2 of them wait for their triggers here: they protect",
  );
});
