import { expect, it } from "vitest";
import { haltTrading } from "../../server/services/trading/halt-trading.ts";
import type { TestWeb } from "../api/open-test-web.ts";
import { withMembers } from "./with-members.ts";

let test: TestWeb;
let portfolioId: string;
withMembers({ tom: "trader", vera: "viewer" }, (desk) => {
  ({ test, portfolioId } = desk);
});

const flatten = (userId: string, reason: string) =>
  haltTrading(
    test.web.desk,
    { userId, ip: null },
    { portfolioId, key: crypto.randomUUID(), scope: { kind: "portfolio" }, action: "flatten", reason },
  );

it("closes no position without a reason, and asks nobody who may not", async () => {
  expect(await flatten("tom", "  ")).toMatchObject({ kind: "refused", code: "reason-missing" });
  expect(await test.owner`select 1 from control_command where portfolio_id = ${portfolioId}`).toHaveLength(0);
  await expect(flatten("vera", "Out of here")).rejects.toThrow();
});
