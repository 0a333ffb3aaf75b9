import type { InstrumentKind, InstrumentStatus } from "../../server/domain/markets/catalogue.ts";
import type { Client } from "../client.ts";

export type FoundInstrument = {
  readonly id: string;
  readonly venue: string;
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly base: string;
  readonly quote: string;
  readonly tick: string;
  readonly status: InstrumentStatus;
  readonly source: string | null;
  readonly isFavourite: boolean;
};

export type SearchFilter = {
  /** What somebody typed; every word must fit. Empty for all. */
  readonly text: string;
  /** Empty lists let everything through. */
  readonly venues: readonly string[];
  readonly kinds: readonly InstrumentKind[];
  readonly statuses: readonly InstrumentStatus[];
  /** Only what is on this list of the person, in its order; null for the whole catalogue. */
  readonly list: string | null;
  readonly userId: string;
};

/** `best`: how well the words fit, then what trades, the desk's own and what has data before the rest; on a list, the list's own order. */
export const SEARCH_ORDERS = ["best", "symbol", "venue", "kind", "status"] as const;
export type SearchOrder = (typeof SEARCH_ORDERS)[number];

export type SearchPage = {
  readonly order: SearchOrder;
  readonly isDescending: boolean;
  readonly offset: number;
  readonly limit: number;
};

const WORDS_MAX = 8;

const wordsOf = (text: string): string[] => text.toUpperCase().split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);

/** What matches, with the sum of its words' ranks: exact code 0, the base itself 1, code prefix 2, in the base 3, quote 4, venue 5. */
function matches(sql: Client, { text, venues, kinds, statuses, list, userId }: SearchFilter) {
  const words = wordsOf(text);
  return sql`
    select i.*, coalesce(fit.rank, 0) as rank, listed.position,
      exists (select from data_series stored
        where stored.source = i.source and stored.symbol = i.symbol and stored.kind = 'candles') as has_data,
      exists (select from watchlist_instrument star
        where star.user_id = ${userId} and star.list = 'favourites' and star.instrument_id = i.id) as is_favourite
    from instrument i
    left join watchlist_instrument listed
      on listed.user_id = ${userId} and listed.list = ${list} and listed.instrument_id = i.id
    cross join lateral (
      select sum(word_rank) as rank, bool_and(word_rank is not null) as is_fit from (
        select case
          when word in (upper(i.id), upper(i.symbol)) or code = bare then 0
          when upper(i.base) = word then 1
          when bare <> '' and (starts_with(code, bare) or starts_with(upper(i.id), word) or starts_with(upper(i.symbol), word)) then 2
          when strpos(upper(i.base), word) > 0 then 3
          when starts_with(upper(i.quote), word) then 4
          when starts_with(upper(i.venue), word) or starts_with(upper(i.kind), word) then 5
        end as word_rank
        from unnest(${words}::text[]) as word
        cross join lateral (select regexp_replace(word, '[^A-Z0-9]', '', 'g') as bare,
          upper(i.base || i.quote) || case when i.kind = 'perpetual' then 'PERP' else '' end as code) as codes
      ) as ranks
    ) as fit
    where (fit.is_fit or ${words.length} = 0)
      and (${venues.length} = 0 or i.venue = any(${[...venues]}))
      and (${kinds.length} = 0 or i.kind = any(${[...kinds]}))
      and (${statuses.length} = 0 or i.status = any(${[...statuses]}))
      and (${list}::text is null or listed.position is not null)`;
}

type FoundRow = Omit<FoundInstrument, "isFavourite"> & { readonly is_favourite: boolean };

const foundFromRow = ({ id, venue, symbol, kind, base, quote, tick, status, source, is_favourite }: FoundRow) => ({
  id,
  venue,
  symbol,
  kind,
  base,
  quote,
  tick,
  status,
  source,
  isFavourite: is_favourite,
});

function orderOf(sql: Client, { order, isDescending }: SearchPage, { list }: SearchFilter) {
  const direction = isDescending ? sql`desc` : sql`asc`;
  const natural = sql`base, quote, kind desc, venue <> 'paper', venue, id`;
  switch (order) {
    case "best":
      return list === null
        ? sql`rank ${direction}, status <> 'trading', venue <> 'paper', has_data desc, ${natural}`
        : sql`rank ${direction}, position, ${natural}`;
    case "symbol":
      return sql`base ${direction}, quote ${direction}, ${natural}`;
    case "venue":
      return sql`venue ${direction}, ${natural}`;
    case "kind":
      return sql`kind ${direction}, ${natural}`;
    case "status":
      return sql`status ${direction}, ${natural}`;
  }
}

/** One page of what matches. */
export async function searchInstruments(
  sql: Client,
  filter: SearchFilter,
  page: SearchPage,
): Promise<{ readonly total: number; readonly found: readonly FoundInstrument[] }> {
  const rows = await sql<(FoundRow & { total: string })[]>`
    with matching as (${matches(sql, filter)})
    select id, venue, symbol, kind, base, quote, trim_scale(tick)::text as tick, status, source, is_favourite,
      count(*) over () as total
    from matching order by ${orderOf(sql, page, filter)} limit ${page.limit} offset ${page.offset}`;
  if (rows.length > 0 || page.offset === 0)
    return { total: Number(rows[0]?.total ?? 0), found: rows.map(foundFromRow) };
  return { total: await countMatches(sql, filter), found: [] }; // A page beyond the end has no row to carry the total.
}

async function countMatches(sql: Client, filter: SearchFilter): Promise<number> {
  const [row] = await sql<{ total: string }[]>`select count(*) as total from (${matches(sql, filter)}) as matching`;
  return Number(row?.total ?? 0);
}

/** The ids of all that matches and its data sources, for an order that the tables do not know. */
export async function matchingInstruments(
  sql: Client,
  filter: SearchFilter,
): Promise<readonly { readonly id: string; readonly source: string | null; readonly symbol: string }[]> {
  return sql<{ id: string; source: string | null; symbol: string }[]>`
    select id, source, symbol from (${matches(sql, filter)}) as matching order by base, quote, venue <> 'paper', venue, id`;
}

/** Rows by id, in the order of the ids; an unknown id has none. */
export async function instrumentsById(
  sql: Client,
  userId: string,
  ids: readonly string[],
): Promise<readonly FoundInstrument[]> {
  const rows = await sql<FoundRow[]>`
    select id, venue, symbol, kind, base, quote, trim_scale(tick)::text as tick, status, source,
      exists (select from watchlist_instrument star
        where star.user_id = ${userId} and star.list = 'favourites' and star.instrument_id = i.id) as is_favourite
    from unnest(${[...ids]}::text[]) with ordinality as wanted (wanted_id, place)
    join instrument i on i.id = wanted_id order by place`;
  return rows.map(foundFromRow);
}

export type VenueCount = { readonly venue: string; readonly instruments: number };

/** How many instruments each venue lists, the desk's own first. */
export async function countByVenue(sql: Client): Promise<readonly VenueCount[]> {
  const rows = await sql<{ venue: string; instruments: string }[]>`
    select venue, count(*) as instruments from instrument group by venue order by venue <> 'paper', venue`;
  return rows.map(({ venue, instruments }) => ({ venue, instruments: Number(instruments) }));
}
