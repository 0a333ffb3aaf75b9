import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { AlgorithmText } from "../../../server/domain/orders/algorithms/algorithm-text.ts";
import { AccessError } from "../../../server/services/access/authorize.ts";
import { startAlgorithm } from "../../../server/services/algorithms/start-algorithm.ts";
import { steerAlgorithm } from "../../../server/services/algorithms/steer-algorithm.ts";
import type { TestWeb } from "../../api/open-test-web.ts";
import { withMembers } from "../with-members.ts";

let test: TestWeb;
let portfolioId: string;
const trader = { userId: "tim", ip: null };
const viewer = { userId: "vic", ip: null };

withMembers({ tim: "trader", vic: "viewer" }, (desk) => {
  ({ test, portfolioId } = desk);
});

const TWAP: AlgorithmText = {
  ...{ instrumentId: "BTC-USDT", side: "buy", kind: "twap", quantity: "0.5", limitPrice: null, isReduceOnly: false },
  ...{ minutes: "30", slices: "60", randomPercent: "20", visible: null, ratePercent: null, profile: null },
  deadlineAt: null,
};

const queued = async (key: string) =>
  (await test.owner<{ action: object }[]>`select action::jsonb as action from control_command where key = ${key}`)[0]
    ?.action;
const audited = (target: string) =>
  test.owner<
    { action: string; actor_user_id: string }[]
  >`select action, actor_user_id from audit where target = ${target}`;

it("queues an algorithm on the grid under its key, audited", async () => {
  const key = randomUUID();
  await startAlgorithm(test.web.desk, trader, { portfolioId, key, algorithm: TWAP });
  expect(await queued(key)).toMatchObject({
    kind: "start-algorithm",
    intent: { quantityLots: 50_000, method: { kind: "twap", durationMs: 1_800_000 }, userId: "tim", key },
  });
  expect(await audited(key)).toMatchObject([{ action: "algorithm.start", actor_user_id: "tim" }]);
});

it("refuses what cannot be read, and a VWAP whose volume nobody has kept, before it is queued", async () => {
  for (const [change, code] of [
    [{ slices: "1" }, "slices-out-of-range"],
    [{ kind: "vwap" }, "volume-profile-missing"],
  ] as const) {
    const key = randomUUID();
    const answer = await startAlgorithm(test.web.desk, trader, { portfolioId, key, algorithm: { ...TWAP, ...change } });
    expect(answer).toMatchObject({ kind: "refused", code });
    expect(await queued(key)).toBeUndefined();
  }
  const key = randomUUID();
  await startAlgorithm(test.web.desk, trader, {
    portfolioId,
    key,
    algorithm: { ...TWAP, kind: "vwap", profile: "flat" },
  });
  expect(await queued(key)).toMatchObject({ intent: { method: { kind: "vwap", profile: null } } });
});

it("lets those steer who may, and says what is asked", async () => {
  for (const to of ["pause", "resume", "finish", "cancel"] as const) {
    const key = randomUUID();
    await steerAlgorithm(test.web.desk, trader, to, { portfolioId, key, algorithmId: `a-${to}` });
    expect(await queued(key)).toEqual({ kind: "steer-algorithm", algorithmId: `a-${to}`, to });
    expect(await audited(`a-${to}`)).toMatchObject([{ action: `algorithm.${to}` }]);
    const asViewer = steerAlgorithm(test.web.desk, viewer, to, { portfolioId, key: randomUUID(), algorithmId: "a" });
    await expect(asViewer).rejects.toThrow(AccessError);
  }
});
