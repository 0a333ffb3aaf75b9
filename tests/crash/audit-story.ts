import type { Client } from "../../db/client.ts";
import { readFills, readFinishedOrders } from "../../db/queries/history.ts";
import { readJournal } from "../../db/queries/journal.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { parseExact } from "../../server/domain/money/integer-json.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import { JournalFold } from "../../server/engine/journal/journal-fold.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { fillText, orderText } from "../../server/engine/journal/state-text.ts";
import { recoveredState } from "../support/recovered-state.ts";

export type Story = { readonly problems: string[]; readonly fold: JournalFold; readonly commits: number };

/**
 * Reads the whole journal of a portfolio and holds the tables, the stored hashes and the money against it.
 * Every sentence in `problems` is a lost, doubled or wrong fact.
 */
export async function auditStory(sql: Client, portfolioId: string): Promise<Story> {
  const problems: string[] = [];
  const fold = new JournalFold();
  const handled = new Map<string, number>();
  const commits = await foldJournal(sql, portfolioId, fold, handled, problems);
  for (const [key, times] of handled) if (times > 1) problems.push(`Command ${key} was carried out ${times} times`);

  const state = await recoveredState(sql, portfolioId);
  if (stateHash(state) !== fold.hash())
    problems.push(`Recovered hash ${stateHash(state)} is not the fold's ${fold.hash()}`);
  await compareTables(sql, portfolioId, fold, problems);
  await checkCommands(sql, portfolioId, fold, problems);
  checkMoney(fold, problems);
  return { problems, fold, commits };
}

async function foldJournal(
  sql: Client,
  portfolioId: string,
  fold: JournalFold,
  handled: Map<string, number>,
  problems: string[],
) {
  let expected = 0;
  for (;;) {
    const rows = await readJournal(sql, portfolioId, expected - 1, 500);
    if (rows.length === 0) return expected;
    for (const row of rows) {
      if (row.sequence !== expected) problems.push(`Commit ${expected} is missing: next is ${row.sequence}`);
      expected = row.sequence + 1;
      const changes = parseExact(row.changes) as EngineChange[];
      fold.apply(changes);
      for (const change of changes)
        if (change.kind === "control-handled") handled.set(change.key, (handled.get(change.key) ?? 0) + 1);
      if (row.stateHash !== null && row.stateHash !== fold.hash())
        problems.push(`Commit ${row.sequence} stored hash ${row.stateHash}, the fold has ${fold.hash()}`);
    }
  }
}

async function compareTables(sql: Client, portfolioId: string, fold: JournalFold, problems: string[]): Promise<void> {
  const finished = [...fold.orders.values()]
    .filter((order) => isTerminal(order.status))
    .map(orderText)
    .sort();
  const stored: string[] = [];
  for await (const order of readFinishedOrders(sql, portfolioId)) stored.push(orderText(order));
  if (JSON.stringify(stored.sort()) !== JSON.stringify(finished))
    problems.push("Finished orders in the table differ from the journal");
  const fills: string[] = [];
  for await (const fill of readFills(sql, portfolioId)) fills.push(fillText(fill));
  if (JSON.stringify(fills.sort()) !== JSON.stringify([...fold.fills.values()].map(fillText).sort()))
    problems.push("Fills in the table differ from the journal");
}

/** Each command that was asked is answered once, and made exactly the order it speaks of. */
async function checkCommands(sql: Client, portfolioId: string, fold: JournalFold, problems: string[]): Promise<void> {
  const commands = await sql<
    { key: string; status: string; kind: string; outcome: { kind: string; orderIds?: string[] } | null }[]
  >`
    select key, status, action->>'kind' as kind, outcome from control_command where portfolio_id = ${portfolioId}`;
  const byKey = new Map<string, number>();
  for (const { source } of fold.orders.values())
    if (source.kind === "manual") byKey.set(source.key, (byKey.get(source.key) ?? 0) + 1);
  for (const { key, status, kind, outcome } of commands) {
    if (status !== "handled") problems.push(`Command ${key} was never answered`);
    const orders = byKey.get(key) ?? 0;
    const speaksOfAll = kind === "close-position";
    const isGroup = kind === "place-group"; // Its legs may have successors: it made those it speaks of at least.
    const expected =
      isGroup || speaksOfAll
        ? (outcome?.orderIds?.length ?? 0)
        : kind === "place-order" && outcome?.kind !== "expired"
          ? 1
          : 0;
    if (isGroup ? orders < expected : orders !== expected)
      problems.push(`Command ${key} (${kind}) made ${orders} orders instead of ${expected}`);
  }
}

/** Plain sums over the fills, in bigint, against balances, debts and lots; of spot, where all that is bought is paid or borrowed. */
function checkMoney(fold: JournalFold, problems: string[]): void {
  if ([...fold.fills.values()].some(({ instrumentId }) => findInstrument(instrumentId)?.kind !== "spot")) return;
  const expected = new Map<string, bigint>([["USDT", 100_000n * 10n ** 8n]]);
  const add = (currency: string, units: bigint) => expected.set(currency, (expected.get(currency) ?? 0n) + units);
  for (const fill of fold.fills.values()) {
    const instrument = findInstrument(fill.instrumentId);
    if (instrument === undefined) continue;
    const sign = fill.side === "buy" ? 1n : -1n;
    const notional = BigInt(fill.priceTicks) * BigInt(fill.quantityLots) * BigInt(instrument.quoteUnitsPerTickLot);
    add(instrument.base, sign * BigInt(fill.quantityLots) * BigInt(instrument.baseUnitsPerLot));
    add(instrument.quote, -sign * notional);
    add(fill.feeCurrency, -BigInt(fill.feeUnits));
  }
  let interest = 0n;
  const owed = new Map<string, bigint>();
  for (const { currency, borrowedUnits, interestUnits, chargedTotalUnits } of fold.borrowing.loans) {
    owed.set(currency, BigInt(borrowedUnits) + BigInt(interestUnits));
    interest += BigInt(chargedTotalUnits);
  }
  for (const [currency, units] of expected) {
    const held = BigInt(fold.balances.get(currency)?.totalUnits ?? 0);
    const own = held - (owed.get(currency) ?? 0n) + (currency === "USDT" ? interest : 0n);
    if (own !== units) problems.push(`${currency} is ${own} without debts and interest, the fills say ${units}`);
    if (currency !== "USDT") {
      const lots = BigInt(fold.netUnits(`${currency}-USDT`));
      if (lots !== units) problems.push(`Open lots of ${currency} hold ${lots}, the fills say ${units}`);
    }
  }
  const reserved = new Map<string, bigint>();
  for (const order of fold.orders.values()) {
    const instrument = findInstrument(order.instrumentId);
    const currency = order.side === "buy" ? instrument?.quote : instrument?.base;
    if (currency !== undefined) reserved.set(currency, (reserved.get(currency) ?? 0n) + BigInt(order.reservedUnits));
  }
  for (const { currency, reservedUnits } of fold.balances.values()) {
    if (BigInt(reservedUnits) !== (reserved.get(currency) ?? 0n))
      problems.push(`${currency} reserves ${reservedUnits}, its orders need ${reserved.get(currency) ?? 0n}`);
  }
}
