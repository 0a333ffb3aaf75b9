import type { TransactionSql } from "postgres";
import type { CatalogueInstrument } from "../../server/domain/markets/catalogue.ts";
import type { Client } from "../client.ts";

const ROWS_AT_ONCE = 500;

export type UpsertInstrumentsOptions = {
  /** The list is all that this venue has: what is stored of it and not in the list is marked delisted. */
  readonly delistMissingOf?: string;
};

export type UpsertedInstruments = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows of fees that were appended, the first ones of new instruments included. */
  readonly fees: number;
  readonly delisted: number;
  /** Symbols left out because another of the list has the same id and is settled in its quote. */
  readonly clashes: readonly { readonly id: string; readonly kept: string; readonly leftOut: string }[];
};

/** Two contracts can share an id, one settled in its quote and one in its base: the former is the one traded here. */
function oneForEachId(instruments: readonly CatalogueInstrument[]) {
  const byId = new Map<string, CatalogueInstrument>();
  const clashes: { id: string; kept: string; leftOut: string }[] = [];
  for (const given of instruments) {
    const known = byId.get(given.id);
    if (known === undefined) {
      byId.set(given.id, given);
      continue;
    }
    const isBetter = given.settle === given.quote && known.settle !== known.quote;
    const [kept, leftOut] = isBetter ? [given, known] : [known, given];
    byId.set(given.id, kept);
    clashes.push({ id: given.id, kept: kept.symbol, leftOut: leftOut.symbol });
  }
  return { rows: [...byId.values()], clashes };
}

/**
 * Brings the catalogue to what is given, in one transaction. What stays the same is not touched. Fees are appended where
 * they differ from those in force at their instant; older ones stay. Throws when `delistMissingOf` names a venue of which
 * nothing is given: an empty answer of a venue is a fault of the line, not the end of the venue.
 */
export async function upsertInstruments(
  sql: Client,
  instruments: readonly CatalogueInstrument[],
  { delistMissingOf }: UpsertInstrumentsOptions = {},
): Promise<UpsertedInstruments> {
  const { rows, clashes } = oneForEachId(instruments);
  if (delistMissingOf !== undefined && !rows.some(({ venue }) => venue === delistMissingOf)) {
    throw new RangeError(
      `Nothing was given of venue "${delistMissingOf}": not all of its instruments can have vanished.`,
    );
  }
  return (await sql.begin(async (transaction): Promise<UpsertedInstruments> => {
    await transaction`select pg_advisory_xact_lock(hashtext('tradewind.catalogue'))`; // Two writers would append one fee twice.
    let [added, changed, fees] = [0, 0, 0];
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const page = rows.slice(from, from + ROWS_AT_ONCE);
      const written = await writeInstruments(transaction, page);
      added += written.filter((row) => row.is_new).length;
      changed += written.filter((row) => !row.is_new).length;
      fees += await appendFees(transaction, page);
    }
    const given = rows.filter(({ venue }) => venue === delistMissingOf).map(({ id }) => id);
    const delisted =
      delistMissingOf === undefined
        ? []
        : await transaction`
            update instrument set status = 'delisted', updated_at = clock_timestamp()
            where venue = ${delistMissingOf} and status <> 'delisted' and not id = any(${given}) returning id`;
    const unchanged = rows.length - added - changed;
    return { added, changed, unchanged, fees, delisted: delisted.length, clashes };
  })) as UpsertedInstruments;
}

function writeInstruments(sql: TransactionSql, rows: readonly CatalogueInstrument[]) {
  const column = <Value>(of: (row: CatalogueInstrument) => Value): Value[] => rows.map(of);
  return sql<{ is_new: boolean }[]>`
    insert into instrument (id, venue, symbol, kind, base, quote, settle, tick, lot, min_notional, contract_size, status, source)
    select * from unnest(
      ${column((row) => row.id)}::text[], ${column((row) => row.venue)}::text[], ${column((row) => row.symbol)}::text[],
      ${column((row) => row.kind)}::text[], ${column((row) => row.base)}::text[], ${column((row) => row.quote)}::text[],
      ${column((row) => row.settle)}::text[], ${column((row) => row.tick)}::numeric[], ${column((row) => row.lot)}::numeric[],
      ${column((row) => row.minNotional)}::numeric[], ${column((row) => row.contractSize)}::numeric[],
      ${column((row) => row.status)}::text[], ${column((row) => row.source)}::text[])
    on conflict (id) do update set (venue, symbol, kind, base, quote, settle, tick, lot, min_notional, contract_size, status,
      source, updated_at) = (excluded.venue, excluded.symbol, excluded.kind, excluded.base, excluded.quote, excluded.settle,
      excluded.tick, excluded.lot, excluded.min_notional, excluded.contract_size, excluded.status,
      excluded.source, clock_timestamp())
    where (instrument.venue, instrument.symbol, instrument.kind, instrument.base, instrument.quote, instrument.settle,
      instrument.tick, instrument.lot, instrument.min_notional, instrument.contract_size, instrument.status, instrument.source)
      is distinct from (excluded.venue, excluded.symbol, excluded.kind, excluded.base, excluded.quote, excluded.settle,
      excluded.tick, excluded.lot, excluded.min_notional, excluded.contract_size, excluded.status, excluded.source)
    returning xmax = 0 as is_new`;
}

/** Appends each row of fees that differs from what is in force just before it, stored or given. */
async function appendFees(sql: TransactionSql, rows: readonly CatalogueInstrument[]): Promise<number> {
  const given = rows.flatMap(({ id, fees }) => fees.map((terms) => ({ id, ...terms })));
  if (given.length === 0) return 0;
  const appended = await sql`
    with given as (
      select *, lag(valid_from) over w as given_before, lag(maker_rate) over w as maker_before, lag(taker_rate) over w as taker_before
      from unnest(${given.map((row) => row.id)}::text[], ${given.map((row) => row.validFrom)}::bigint[],
        ${given.map((row) => row.makerRate)}::numeric[], ${given.map((row) => row.takerRate)}::numeric[])
        as fee (instrument_id, valid_from, maker_rate, taker_rate)
      window w as (partition by instrument_id order by valid_from)
    )
    insert into instrument_fee (instrument_id, valid_from, maker_rate, taker_rate)
    select given.instrument_id, given.valid_from, given.maker_rate, given.taker_rate
    from given left join lateral (
      select * from instrument_fee stored
      where stored.instrument_id = given.instrument_id and stored.valid_from <= given.valid_from
      order by stored.valid_from desc limit 1
    ) stored on true
    where (given.maker_rate, given.taker_rate) is distinct from
      case when given.given_before >= coalesce(stored.valid_from, given.given_before)
        then (given.maker_before, given.taker_before) else (stored.maker_rate, stored.taker_rate) end
    on conflict (instrument_id, valid_from)
      do update set maker_rate = excluded.maker_rate, taker_rate = excluded.taker_rate
    returning instrument_id`;
  return appended.length;
}
