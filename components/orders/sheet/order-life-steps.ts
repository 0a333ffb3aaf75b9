import { isLiquidationCode, PARTIALLY_LIQUIDATED } from "../../../server/domain/margin/account-event.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { OrderLife, OrderStepDetail } from "../../../server/domain/orders/order-listing.ts";
import { statusWords } from "../../trade/order-words.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { formatReason } from "../../ui/format-reason.ts";

export type LifeStep = {
  readonly key: string;
  readonly title: string;
  /** In plain words. */
  readonly text: string;
  /** The venue's or the risk gate's own word. */
  readonly code: string | null;
  readonly tone: "good" | "bad" | "plain";
  readonly tapeAt: number;
  readonly wallAt: number | null;
  /** Since the step before, in ms; null for the first. */
  readonly tapeMs: number | null;
  readonly wallMs: number | null;
};

type Words = Pick<LifeStep, "title" | "text" | "tone">;

/** The story of an order in words; one from before the desk kept steps is told from what is known of it. */
export function lifeSteps(instrument: Instrument, life: OrderLife): LifeStep[] {
  const { order } = life.listed;
  const steps = life.steps.length > 0 ? life.steps : rememberedSteps(life);
  return steps.map((step, index) => {
    const before = steps[index - 1];
    return {
      key: `${index} ${step.kind}`,
      ...(index === 0 && isLiquidationCode(order.reasonCode)
        ? liquidated(order)
        : wordsOf(instrument, step.kind, step.detail)),
      code: step.detail.code ?? null,
      tapeAt: step.at,
      wallAt: step.wallAt,
      tapeMs: before === undefined ? null : step.at - before.at,
      wallMs:
        before === undefined || step.wallAt === null || before.wallAt === null ? null : step.wallAt - before.wallAt,
    };
  });
}

/** Nobody here placed it: the venue closed a position whose margin was used up, or a part of it. */
const liquidated = ({ reasonCode, reason }: OrderLife["listed"]["order"]): Words => ({
  title: reasonCode === PARTIALLY_LIQUIDATED ? "Partly liquidated by the venue" : "Liquidated by the venue",
  text:
    reasonCode === PARTIALLY_LIQUIDATED
      ? `${reason ?? "The margin behind the position was used up"}: with the rest it is enough again.`
      : `${reason ?? "The margin behind the position was used up"}.`,
  tone: "bad",
});

type Remembered = {
  readonly kind: string;
  readonly at: number;
  readonly wallAt: number | null;
  readonly detail: OrderStepDetail;
};

function rememberedSteps({ listed: { order } }: OrderLife): Remembered[] {
  const { reasonCode, reason } = order;
  return [
    { kind: "placed", at: order.createdAt, wallAt: null, detail: {} },
    { kind: order.status, at: order.updatedAt, wallAt: null, detail: { code: reasonCode, reason } },
  ];
}

function wordsOf(instrument: Instrument, kind: string, detail: OrderStepDetail): Words {
  const { base, quote } = instrument;
  const size = detail.quantity ? `${groupDigits(detail.quantity)} ${base}` : "";
  const price = detail.price
    ? ` at ${groupDigits(detail.price)} ${quote}`
    : detail.limitDistance
      ? ` with its limit ${groupDigits(detail.limitDistance)} ${quote} beyond the stop`
      : " at market";
  const because = formatReason(detail.reason ?? "");
  const instead = detail.replaces
    ? ` It takes the place of order "${detail.replaces}", which its venue cannot change where it stands.`
    : "";
  switch (kind) {
    case "placed":
      if (detail.waitsFor === "entry") {
        const text = `${size}${price}, once its entry fills and the ${detail.triggerBy ?? ""} price then ${triggerWords(detail)}. The desk holds it until then.`;
        return {
          title: detail.role === "stop" ? "Stop placed with its entry" : "Target placed with its entry",
          text,
          tone: "plain",
        };
      }
      if (detail.trigger) {
        const text = `${size}${price}, once the ${detail.triggerBy ?? ""} price ${triggerWords(detail)}. The desk holds it until then.${instead}`;
        return { title: "Placed and held", text, tone: "plain" };
      }
      return {
        title: "Placed and sent",
        text: size === "" ? "" : `${size}${price}, past risk and on its way.${instead}`,
        tone: "plain",
      };
    case "armed":
      return { title: "Armed by its entry", text: `It guards the ${size} that its entry has filled.`, tone: "good" };
    case "resized":
      return { title: "Size follows", text: `Now ${size}: as much as is left for it.`, tone: "plain" };
    case "released": {
      const { trailReference: best, releasedPrice } = detail;
      const followed = best ? `It followed the price to ${groupDigits(best)}, then` : "The";
      const text = releasedPrice
        ? `${followed} ${best ? "the " : ""}price reached ${groupDigits(releasedPrice)} ${quote}.`
        : "";
      return { title: "Trigger reached", text, tone: "plain" };
    }
    case "denied":
      return { title: "Denied by risk", text: because || "Nothing was sent.", tone: "bad" };
    case "accepted":
      return { title: "Accepted by the venue", text: "It works there now.", tone: "good" };
    case "partially-filled":
    case "filled": {
      const fee = detail.fee ? `, fee ${groupDigits(detail.fee)} ${detail.feeCurrency ?? ""}` : "";
      const as = detail.liquidity ? ` as ${detail.liquidity}` : "";
      const title = kind === "filled" ? "Filled" : "Partly filled";
      return { title, text: size === "" ? "" : `${size}${price}${as}${fee}.`, tone: "good" };
    }
    case "amend-requested":
    case "amended": {
      if (!detail.newQuantity) {
        const text = `Now ${size}${price}, once the ${detail.triggerBy ?? ""} price ${triggerWords(detail)}.`;
        return { title: "Changed", text, tone: "good" };
      }
      const to = detail.newQuantity ? `${groupDigits(detail.newQuantity)} ${base}` : "";
      const toPrice = detail.newPrice ? ` at ${groupDigits(detail.newPrice)} ${quote}` : "";
      const title = kind === "amended" ? "Changed" : "Change asked for";
      if (detail.newTriggerPrice) {
        const at = (trigger: string | null | undefined) => `its trigger at ${groupDigits(trigger ?? "")} ${quote}`;
        const text = `From ${size} with ${at(detail.triggerPrice)} to ${to} with ${at(detail.newTriggerPrice)}.`;
        return { title, text, tone: kind === "amended" ? "good" : "plain" };
      }
      return { title, text: `From ${size}${price} to ${to}${toPrice}.`, tone: kind === "amended" ? "good" : "plain" };
    }
    case "replaced":
      return { title: "Replaced", text: because, tone: "good" };
    case "amend-rejected":
      return { title: "Change refused", text: because || "It works on as it was.", tone: "bad" };
    case "cancel-requested":
      return { title: "Cancel asked for", text: "It may still fill until the venue answers.", tone: "plain" };
    case "cancel-rejected":
      return { title: "Cancel refused", text: because || "It works on.", tone: "bad" };
    case "canceled":
      return { title: "Cancelled", text: because, tone: "plain" };
    case "expired":
      return { title: "Expired", text: because || "What had not filled was taken back.", tone: "plain" };
    case "rejected":
      return { title: "Rejected by the venue", text: because, tone: "bad" };
    case "lost":
      return {
        title: "Unconfirmed",
        text: because || "The venue's answer is unclear; it is asked again.",
        tone: "bad",
      };
    default:
      return { title: titleOf(kind), text: because, tone: "plain" };
  }
}

function triggerWords({ triggerPrice, trailDistance, trailPercent }: OrderStepDetail): string {
  const price = triggerPrice ? groupDigits(triggerPrice) : "";
  const back = trailDistance ? groupDigits(trailDistance) : trailPercent ? `${trailPercent}%` : "";
  if (back === "") return `reaches ${price}`;
  return price === "" ? `goes back by ${back}` : `has reached ${price} and goes back by ${back}`;
}

function titleOf(kind: string): string {
  const known = ["submitted", "pending-cancel", "pending-update", "unknown"] as const;
  const status = known.find((word) => word === kind);
  return status === undefined ? kind : statusWords(status);
}

/** `38 ms`, `2.4 s`, `3 min 20 s`: between two steps. */
export function gapWords(ms: number): string {
  if (ms < 0) return `−${gapWords(-ms)}`;
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((ms % 60_000) / 1_000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
