import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

export type ConnectionOptions = { readonly max: number; readonly applicationName: string };

export type Client = postgres.Sql;

/** A raw client: jsonb through `sql.json(…)`, numerics and bigints as text. Never hand it to drizzle, which changes its parsers. */
export function connect(url: string, { max, applicationName }: ConnectionOptions): Client {
  return postgres(url, {
    max,
    connection: { application_name: applicationName },
    connect_timeout: 10,
    max_lifetime: null,
    onnotice: () => {},
  });
}

/** Drizzle on a client of its own; close it with `database.$client.end()`. */
export function connectDrizzle<Schema extends Record<string, unknown>>(
  url: string,
  { schema, ...options }: ConnectionOptions & { readonly schema: Schema },
) {
  return drizzle(connect(url, options), { schema });
}
