"use client";

import type { TriggerKind } from "../../../server/domain/orders/triggers/trigger.ts";
import { sendCommand } from "../../live/send-command.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { notify } from "../../notices/notify.ts";
import { useCommands } from "../../palette/use-commands.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { useShortcuts } from "../../shortcuts/use-shortcuts.ts";
import { arrowSteps } from "../ticket/fields/number-field.tsx";
import { togglePostOnly } from "../ticket/fields/order-flags.tsx";
import { steppedPrice } from "../ticket/fields/price-field.tsx";
import { blankCondition } from "../ticket/reading/condition-draft.ts";
import { ownBest } from "../ticket/reading/price-source.ts";
import { touchOf } from "../ticket/use-ticket.ts";
import { cancelQuestion, workingOrders } from "./cancel-question.ts";
import type { TableCall, TradeDesk } from "./desk-actions.ts";
import { askOrConfirm } from "./question.ts";

/** The keys of a market's page. They write into the ticket; only Enter on a staged order and a second press send. */
export function useTradeShortcuts(desk: TradeDesk): void {
  const { store, verbs } = useDesk();
  const { confirm } = usePreferences();
  const { instrument, ticket, isStaged } = desk;
  const { draft, change, followed, follow } = ticket;

  const cancelNewest = () => {
    const [newest] = workingOrders(store.read().snapshot, instrument.id);
    if (newest === undefined) notify({ kind: "info", title: `No open order in ${instrument.name}.`, id: "no-order" });
    else desk.cancel(newest.id);
  };
  const showTable = (tab: TableCall["tab"], editId: string | null = null) => {
    if (document.getElementById("panel-tables") !== null) desk.callTable({ tab, editId });
    else
      notify({
        kind: "info",
        title: "The tables are not on screen.",
        detail: "\\ shows all panels again.",
        id: "no-table",
      });
  };
  const changeNewest = () => {
    const newest = workingOrders(store.read().snapshot, instrument.id).find(
      ({ type, status }) => type === "limit" || status === "emulated",
    );
    if (newest === undefined) notify({ kind: "info", title: `No open order in ${instrument.name}.`, id: "no-order" });
    else showTable("Orders", newest.id);
  };
  const cancelMarket = () => {
    const question = cancelQuestion(store.read().snapshot, instrument.id);
    const run = () =>
      void sendCommand(store, (request) => verbs.cancelAll({ ...request, instrumentId: instrument.id }));
    if (question === null) notify({ kind: "info", title: `No open order in ${instrument.name}.`, id: "no-order" });
    else if (confirm.cancelMarket) askOrConfirm({ ...question, keys: "Shift+x", run }, desk.form.current);
    else run();
  };
  // An OCO is a type of its own: whoever leaves it means one order again.
  const plain = draft.exits?.isOco ? { exits: null, isReduceOnly: false } : {};
  const setType = (type: "limit" | "market") => () => change({ ...plain, type, condition: null });
  const setCondition = (kind: TriggerKind) => () => change({ ...plain, condition: blankCondition(kind) });
  const trade = [
    ["trade.buy", "b", "Stage a buy", () => desk.stage("buy")],
    ["trade.sell", "s", "Stage a sell", () => desk.stage("sell")],
    ["trade.limit", "l", "Limit order", setType("limit")],
    ["trade.market", "m", "Market order", setType("market")],
    ["trade.stop", "Shift+s", "Stop order", setCondition("stop-loss")],
    ["trade.profit", "Shift+p", "Take profit", setCondition("take-profit")],
    ["trade.trail", "Shift+t", "Trailing stop", setCondition("trailing-stop")],
    ["trade.post-only", "p", "Post-only on or off", () => togglePostOnly(ticket)],
    ["trade.reduce-only", "r", "Reduce-only on or off", () => change({ isReduceOnly: !draft.isReduceOnly })],
    ["trade.follow", "t", "Follow the best price", () => follow(followed === null ? ownBest(draft.side) : null)],
    ["trade.change-newest", "a", "Change the newest order of this market", changeNewest],
    ["trade.cancel-newest", "x", "Cancel the newest order of this market", cancelNewest],
    ["trade.cancel-market", "Shift+x", "Cancel all orders of this market", cancelMarket],
    ["trade.close", "c", "Close the position", () => desk.closeByKey("all")],
    ["trade.close-half", "Shift+c", "Close half of the position", () => desk.closeByKey("half")],
    ["trade.to-orders", "o", "Go on in the open orders", () => showTable("Orders")],
    ["trade.to-positions", "i", "Go on in the positions", () => showTable("Positions")],
    ["trade.to-table", "j", "Go on in the table", () => showTable(null)],
  ] as const;
  useShortcuts(trade.map(([id, keys, label, run]) => ({ id, keys, label, run, scope: "trade" })));
  useCommands(
    trade.map(([id, shortcut, label, run]) => ({
      id,
      label: `${label} · ${instrument.name}`,
      group: "Trade",
      shortcut,
      run,
    })),
  );

  const step = (event: KeyboardEvent) => {
    const { condition } = draft;
    const price = steppedPrice(
      instrument,
      condition === null ? draft.price : condition.level,
      touchOf(instrument, store.read().prices[instrument.id]),
      arrowSteps(event),
    );
    if (price === null) return;
    if (condition !== null) change({ condition: { ...condition, level: price } });
    else if (draft.type === "limit") change({ price });
  };
  const chip = (place: number) => () => {
    const chips = desk.form.current?.querySelectorAll<HTMLButtonElement>("[data-sizes] button");
    chips?.[place]?.click();
  };
  const staged = [
    ["staged.up", "ArrowUp", "Price a tick up", step],
    ["staged.up-10", "Shift+ArrowUp", "Price ten ticks up", step],
    ["staged.up-100", "Alt+ArrowUp", "Price a hundred ticks up", step],
    ["staged.down", "ArrowDown", "Price a tick down", step],
    ["staged.down-10", "Shift+ArrowDown", "Price ten ticks down", step],
    ["staged.down-100", "Alt+ArrowDown", "Price a hundred ticks down", step],
    ["staged.size-1", "1", "First size", chip(0)],
    ["staged.size-2", "2", "Second size", chip(1)],
    ["staged.size-3", "3", "Third size", chip(2)],
    ["staged.size-4", "4", "Fourth size", chip(3)],
    ["staged.send", "Enter", "Send the order", () => desk.form.current?.requestSubmit()],
    ["staged.discard", "Escape", "Discard the order", desk.discard],
  ] as const;
  useShortcuts(isStaged ? staged.map(([id, keys, label, run]) => ({ id, keys, label, run, scope: "staged" })) : []);
}
