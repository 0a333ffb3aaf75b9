import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { upsertInstruments } from "../../../db/queries/instruments.ts";
import { AccessError } from "../../../server/services/access/authorize.ts";
import { addToWatchlist } from "../../../server/services/instruments/watchlists/add-to-watchlist.ts";
import { createWatchlist } from "../../../server/services/instruments/watchlists/create-watchlist.ts";
import { deleteWatchlist } from "../../../server/services/instruments/watchlists/delete-watchlist.ts";
import { listWatchlists } from "../../../server/services/instruments/watchlists/list-watchlists.ts";
import { removeFromWatchlist } from "../../../server/services/instruments/watchlists/remove-from-watchlist.ts";
import { renameWatchlist } from "../../../server/services/instruments/watchlists/rename-watchlist.ts";
import { reorderWatchlist } from "../../../server/services/instruments/watchlists/reorder-watchlist.ts";
import { makePerson, openTestWeb, type TestWeb } from "../../api/open-test-web.ts";
import { aCatalogueInstrument } from "../../db/queries/catalogue-examples.ts";

let test: TestWeb;
let worker: Client;
let people = 0;
let ann: { userId: string; ip: string };

const BASES = ["BTC", "ETH", "SOL", "XRP"] as const;

beforeAll(async () => {
  test = await openTestWeb();
  worker = connect(test.postgres.worker, { max: 2, applicationName: "test-worker" });
  await upsertInstruments(
    worker,
    BASES.map((base) => aCatalogueInstrument({ base, venue: "paper" })),
  );
});

beforeEach(async () => {
  people += 1;
  ann = { userId: (await makePerson(test, `person${people}`, "viewer")).id, ip: "203.0.113.7" };
});

afterAll(async () => {
  await worker?.end();
  await test?.close();
});

const desk = () => test.web.desk;
const create = (name: string) => createWatchlist(desk(), ann, { name });
const add = (list: string, instrumentId: string) => addToWatchlist(desk(), ann, { list, instrumentId });
const lists = () => listWatchlists(desk(), ann);
const codeOf = (result: { ok: boolean; rejection?: { code: string } }) => result.rejection?.code ?? "ok";
const audited = async () =>
  (
    await test.owner<{ action: string; target: string }[]>`
      select action, target from audit where actor_user_id = ${ann.userId} order by at, id`
  ).map(({ action, target }) => `${action} ${target}`);

describe("watchlists", () => {
  it("live as one makes, fills, orders, renames and deletes them, each deed with an audit row", async () => {
    expect(await create("  Majors   of  mine ")).toEqual({ ok: true, value: { name: "Majors of mine" } });
    for (const base of ["BTC", "ETH", "SOL"]) await add("Majors of mine", `${base}-USDT`);
    await reorderWatchlist(desk(), ann, {
      list: "Majors of mine",
      instrumentIds: ["SOL-USDT", "BTC-USDT", "ETH-USDT"],
    });
    await add("Majors of mine", "XRP-USDT");
    await removeFromWatchlist(desk(), ann, { list: "Majors of mine", instrumentId: "BTC-USDT" });
    await renameWatchlist(desk(), ann, { list: "Majors of mine", name: "majors of mine" });
    expect(await lists()).toEqual([
      { name: "favourites", instrumentIds: [] },
      { name: "majors of mine", instrumentIds: ["SOL-USDT", "ETH-USDT", "XRP-USDT"] },
    ]);
    expect(await deleteWatchlist(desk(), ann, { list: "majors of mine" })).toEqual({
      ok: true,
      value: { instrumentIds: ["SOL-USDT", "ETH-USDT", "XRP-USDT"] },
    });
    expect(await lists()).toEqual([{ name: "favourites", instrumentIds: [] }]);
    expect(await audited()).toEqual([
      "watchlist.create Majors of mine",
      ...["add", "add", "add", "reorder", "add", "remove"].map((verb) => `watchlist.${verb} Majors of mine`),
      "watchlist.rename majors of mine",
      "watchlist.delete majors of mine",
    ]);
  });

  it("take the same deed twice without a second effect or audit row", async () => {
    expect([await add("favourites", "BTC-USDT"), await add("favourites", "BTC-USDT")]).toEqual([
      { ok: true, value: { isAdded: true } },
      { ok: true, value: { isAdded: false } },
    ]);
    const remove = () => removeFromWatchlist(desk(), ann, { list: "favourites", instrumentId: "BTC-USDT" });
    expect([await remove(), await remove()]).toMatchObject([
      { value: { isRemoved: true } },
      { value: { isRemoved: false } },
    ]);
    expect(await audited()).toEqual(["watchlist.add favourites", "watchlist.remove favourites"]);
  });

  it("belong to one person: another sees, changes and removes nothing", async () => {
    await create("Mine");
    await add("Mine", "BTC-USDT");
    const bob = { userId: (await makePerson(test, `bob${people}`, "owner")).id, ip: null };
    expect(await listWatchlists(desk(), bob)).toEqual([{ name: "favourites", instrumentIds: [] }]);
    expect(codeOf(await addToWatchlist(desk(), bob, { list: "Mine", instrumentId: "ETH-USDT" }))).toBe("list-unknown");
    expect(codeOf(await renameWatchlist(desk(), bob, { list: "Mine", name: "Bob's" }))).toBe("list-unknown");
    expect(codeOf(await deleteWatchlist(desk(), bob, { list: "Mine" }))).toBe("list-unknown");
    await removeFromWatchlist(desk(), bob, { list: "Mine", instrumentId: "BTC-USDT" });
    expect((await lists())[1]).toEqual({ name: "Mine", instrumentIds: ["BTC-USDT"] });
    await expect(createWatchlist(desk(), { userId: "nobody", ip: null }, { name: "x" })).rejects.toThrow(AccessError);
  });

  it("refuse names that are empty, too long, taken or the stars' own, and say what to do", async () => {
    await create("Alts");
    await create("Other");
    const refused = ["", "   ", "x".repeat(41), "Favourites", "ALTS"].map(create);
    expect((await Promise.all(refused)).map(codeOf)).toEqual([
      "list-name-empty",
      "list-name-empty",
      "list-name-too-long",
      "list-name-reserved",
      "list-name-taken",
    ]);
    const rename = (list: string, name: string) => renameWatchlist(desk(), ann, { list, name });
    expect(codeOf(await rename("Alts", "other"))).toBe("list-name-taken");
    expect(codeOf(await rename("Gone", "New"))).toBe("list-unknown");
    expect(codeOf(await rename("favourites", "New"))).toBe("list-unknown");
    expect(codeOf(await rename("Alts", "Alts"))).toBe("ok");
    expect(codeOf(await deleteWatchlist(desk(), ann, { list: "favourites" }))).toBe("list-unknown");
    expect(codeOf(await add("favourites", "NO-SUCH"))).toBe("instrument-unknown");
    expect((await lists()).map(({ name }) => name)).toEqual(["favourites", "Alts", "Other"]);
  });

  it("refuse an order made on an older list", async () => {
    await add("favourites", "BTC-USDT");
    await add("favourites", "ETH-USDT");
    const reorder = (...instrumentIds: string[]) =>
      reorderWatchlist(desk(), ann, { list: "favourites", instrumentIds });
    expect(codeOf(await reorder("ETH-USDT"))).toBe("list-changed");
    expect(codeOf(await reorder("ETH-USDT", "ETH-USDT"))).toBe("list-changed");
    expect(codeOf(await reorder("ETH-USDT", "BTC-USDT"))).toBe("ok");
    expect((await lists())[0]?.instrumentIds).toEqual(["ETH-USDT", "BTC-USDT"]);
  });

  it("keep their places apart when several tabs add at once, and end at fifty lists", async () => {
    await Promise.all(BASES.flatMap((base) => [add("favourites", `${base}-USDT`), add("favourites", `${base}-USDT`)]));
    const rows = await test.owner<{ position: string }[]>`
      select position from watchlist_instrument where user_id = ${ann.userId} order by position`;
    expect(rows.map(({ position }) => Number(position))).toEqual([1, 2, 3, 4]);
    for (let count = 1; count < 50; count += 1) await create(`List ${count}`);
    expect(codeOf(await create("One more"))).toBe("lists-too-many");
  });

  it("hold five hundred instruments and no more", async () => {
    await test.owner`insert into watchlist (user_id, name) values (${ann.userId}, 'Full')`;
    await test.owner`insert into watchlist_instrument (user_id, list, instrument_id, position)
      select ${ann.userId}, 'Full', 'X' || n, n from generate_series(1, 500) n`;
    expect(codeOf(await add("Full", "BTC-USDT"))).toBe("list-full");
  });
});
