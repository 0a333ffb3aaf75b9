import type { Client } from "../client.ts";

/** What a person asked of the running tape and nobody has answered. */
export type WaitingFeedControl = { readonly id: string; readonly action: unknown; readonly ageMs: number };

/** In the order in which it was asked. */
export async function waitingFeedControls(sql: Client): Promise<WaitingFeedControl[]> {
  const rows = await sql<{ id: string; action: unknown; age: string }[]>`
    select id, action, (extract(epoch from clock_timestamp() - created_at) * 1000)::bigint as age
    from feed_control where outcome is null order by created_at, id`;
  return rows.map(({ id, action, age }) => ({ id, action, ageMs: Number(age) }));
}

/** "done", or why not. */
export async function answerFeedControl(sql: Client, id: string, outcome: string): Promise<void> {
  await sql`update feed_control set outcome = ${outcome} where id = ${id} and outcome is null`;
}
