import { beforeEach, expect, it, vi } from "vitest";

const verbs = vi.hoisted(() => ({ fund: vi.fn(), withdraw: vi.fn() }));
vi.mock("../../../components/access/desk-client.ts", async () => ({
  ask: (call: () => unknown) => call(),
  deskClient: { portfolios: {}, users: {} },
  deskVerbs: verbs,
}));
const { portfoliosClient } = await import("../../../components/portfolios/portfolios-client.ts");
const { WishKeys } = await import("../../../components/portfolios/wish-keys.ts");

const keys = () => verbs.fund.mock.calls.map(([request]) => request.key);
const fund = (amount: string) => portfoliosClient.fund("p", "USDT", amount);

beforeEach(() => {
  verbs.fund.mockReset();
  verbs.withdraw.mockReset();
});

it("pays in once, however often somebody presses while nobody knows whether it was done", async () => {
  verbs.fund.mockRejectedValueOnce(new Error("The desk could not be reached."));
  verbs.fund.mockResolvedValueOnce({ kind: "pending" });
  verbs.fund.mockResolvedValue({ kind: "done", orderIds: [] });
  await expect(fund("500")).rejects.toThrow("could not be reached");
  await expect(fund("500")).rejects.toThrow("Unconfirmed");
  await fund("500");
  expect(new Set(keys()).size).toBe(1);
  await fund("500"); // Its outcome is known: this is another payment.
  expect(new Set(keys()).size).toBe(2);
});

it("takes another amount, another direction and what was refused for something new", async () => {
  verbs.fund.mockResolvedValueOnce({ kind: "pending" });
  verbs.fund.mockResolvedValueOnce({ kind: "refused", code: "no", message: "No.", facts: {}, orderIds: [] });
  verbs.fund.mockResolvedValue({ kind: "done", orderIds: [] });
  verbs.withdraw.mockResolvedValue({ kind: "done", orderIds: [] });
  await expect(fund("7")).rejects.toThrow("Unconfirmed");
  await expect(fund("8")).rejects.toThrow("No.");
  await fund("8");
  await portfoliosClient.withdraw("p", "USDT", "7");
  expect(new Set([...keys(), verbs.withdraw.mock.calls[0]?.[0].key]).size).toBe(4);
});

it("forgets a wish that the desk cannot carry out any more", () => {
  let now = 0;
  let made = 0;
  const wishes = new WishKeys({ now: () => now, makeKey: () => `k${++made}` });
  const asked = [0, 119_999, 120_000].map((at) => {
    now = at;
    return wishes.keyFor("pay");
  });
  now = 400_000;
  expect([...asked, wishes.keyFor("pay")]).toEqual(["k1", "k1", "k1", "k2"]);
});
