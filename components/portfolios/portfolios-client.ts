import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../../server/api/router.ts";
import { ask, deskClient, deskVerbs } from "../access/desk-client.ts";
import type { VerbAnswer } from "../access/desk-verbs.ts";
import { formatReason } from "../ui/format-reason.ts";
import { WishKeys } from "./wish-keys.ts";

type Outputs = inferRouterOutputs<AppRouter>["portfolios"];
type Inputs = inferRouterInputs<AppRouter>["portfolios"];

export type OwnPortfolio = Outputs["all"][number];
export type Member = Outputs["members"][number];

/** What the desk refused, in its own words; `code` says which rule it was. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly rejection: { readonly code: string; readonly message: string } };

async function accepted<Value>(call: () => Promise<Answer<Value>>): Promise<Value> {
  const answer = await ask(call);
  if (answer.ok) return answer.value;
  throw new Refusal(answer.rejection.code, formatReason(answer.rejection.message));
}

async function done(answer: Promise<VerbAnswer> | VerbAnswer): Promise<void> {
  const outcome = await answer;
  switch (outcome.kind) {
    case "done":
      return;
    case "refused":
      throw new Refusal(outcome.code, formatReason(outcome.message));
    case "expired":
      throw new Refusal("expired", "Not done: the worker did not take it in time. Nothing changed.");
    case "pending":
      throw new Refusal("pending", "Unconfirmed: the worker has not answered yet. It acts as soon as it is back.");
  }
}

const { portfolios, users } = deskClient;
const key = () => crypto.randomUUID();
const payments = new WishKeys({ now: () => Date.now(), makeKey: key });

async function pay(verb: "fund" | "withdraw", portfolioId: string, currency: string, amount: string): Promise<void> {
  const wish = `${verb} ${portfolioId} ${currency} ${amount}`;
  const answer = await deskVerbs[verb]({ portfolioId, key: payments.keyFor(wish), currency, amount });
  if (answer.kind !== "pending") payments.settle(wish);
  await done(answer);
}

/** What can be done with portfolios as wholes; a refusal is thrown with its sentence. */
export const portfoliosClient = {
  all: () => ask(() => portfolios.all.query()),
  create: (input: Inputs["create"]) => accepted(() => portfolios.create.mutate(input)),
  rename: (portfolioId: string, name: string) => accepted(() => portfolios.rename.mutate({ portfolioId, name })),
  reset: (portfolioId: string) => accepted(() => portfolios.reset.mutate({ portfolioId })),
  archive: (portfolioId: string) => accepted(() => portfolios.archive.mutate({ portfolioId })),
  restore: (portfolioId: string, name: string) => accepted(() => portfolios.restore.mutate({ portfolioId, name })),
  fund: (portfolioId: string, currency: string, amount: string) => pay("fund", portfolioId, currency, amount),
  withdraw: (portfolioId: string, currency: string, amount: string) => pay("withdraw", portfolioId, currency, amount),
  cancelAll: (portfolioId: string) => done(deskVerbs.cancelAll({ portfolioId, key: key(), instrumentId: null })),
  members: (portfolioId: string) => ask(() => portfolios.members.query({ portfolioId })),
  addMember: (input: Inputs["addMember"]) => accepted(() => portfolios.addMember.mutate(input)),
  changeRole: (input: Inputs["changeMemberRole"]) => accepted(() => portfolios.changeMemberRole.mutate(input)),
  removeMember: (input: Inputs["removeMember"]) => accepted(() => portfolios.removeMember.mutate(input)),
  /** Everybody on the desk; nobody for those who may not list them. */
  people: () => ask(() => users.list.query()).catch(() => []),
};
