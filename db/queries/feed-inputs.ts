import type { Client } from "../client.ts";

/** What acts on a tape from outside: after `position` events, those of one position in the order of their `number`. */
export type StoredFeedInput = { readonly position: number; readonly number: number; readonly input: unknown };

export async function readFeedInputs(sql: Client, feedKey: string): Promise<StoredFeedInput[]> {
  const rows = await sql<{ position: string; number: number; input: unknown }[]>`
    select position, number, input from feed_input where feed_key = ${feedKey} order by position, number`;
  return rows.map(({ position, number, input }) => ({ position: Number(position), number, input }));
}

/** Resolves when they are durable; the same ones a second time change nothing. */
export async function writeFeedInputs(sql: Client, feedKey: string, inputs: readonly StoredFeedInput[]): Promise<void> {
  const positions = inputs.map(({ position }) => position);
  const numbers = inputs.map(({ number }) => number);
  const texts = inputs.map(({ input }) => JSON.stringify(input));
  await sql`
    insert into feed_input (feed_key, position, number, input)
    select ${feedKey}, position, number, input::jsonb
    from unnest(${positions}::bigint[], ${numbers}::int[], ${texts}::text[]) as given(position, number, input)
    on conflict do nothing`;
}
