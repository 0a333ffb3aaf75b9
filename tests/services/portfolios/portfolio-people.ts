import { createPortfolio } from "../../../server/services/portfolios/create-portfolio.ts";
import { makePerson, openTestWeb, type TestWeb } from "../../api/open-test-web.ts";

export type Person = { readonly userId: string; readonly ip: null };

/** A desk with an owner, and a portfolio of theirs. */
export async function openPortfolioDesk() {
  const test = await openTestWeb();
  const ann = await person(test, "ann", "owner");
  const portfolioId = await made(test, ann, "Paper", "100000");
  return { test, desk: test.web.desk, ann, portfolioId };
}

export async function person(test: TestWeb, name: string, role: "owner" | "admin" | "viewer"): Promise<Person> {
  const { id } = await makePerson(test, name, role);
  return { userId: id, ip: null };
}

export async function made(test: TestWeb, actor: Person, name: string, openingBalance: string): Promise<string> {
  const made = await createPortfolio(test.web.desk, actor, { name, openingBalance, feedKind: "synthetic" });
  if (!made.ok) throw new Error(made.rejection.message);
  return made.value.portfolioId;
}

export const codeOf = (answer: { ok: true } | { ok: false; rejection: { code: string } }): string =>
  answer.ok ? "ok" : answer.rejection.code;
