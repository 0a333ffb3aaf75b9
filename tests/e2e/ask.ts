import type { Page } from "@playwright/test";

const QUERY = /\.(list|all|overview|snapshot)$/;

/** Asks a procedure as the person who is signed in on the page. */
export async function ask(page: Page, name: string, input?: unknown) {
  const answer = await page.evaluate(
    async ([procedure, text, isQuery]) => {
      const headers = { "content-type": "application/json", "x-tradewind": "1" };
      const query = isQuery && text !== undefined ? `?input=${encodeURIComponent(text)}` : "";
      const body = text === undefined ? {} : { body: text };
      const how = isQuery ? { headers } : { method: "POST", headers, ...body };
      return (await fetch(`/api/trpc/${procedure}${query}`, how)).json();
    },
    [name, input === undefined ? undefined : JSON.stringify(input), QUERY.test(name)] as const,
  );
  return answer.result?.data;
}
