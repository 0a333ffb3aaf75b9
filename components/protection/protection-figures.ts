import { formatQuantity, type Instrument } from "../../server/domain/markets/instrument.ts";
import {
  distanceFraction,
  guardedRiskUnits,
  type IdleReason,
  type ProtectionPlace,
} from "../../server/domain/positions/protection.ts";
import type { DeskState } from "../live/desk-store.ts";
import type { LiveFigure } from "../tables/stream/live-cells.ts";
import { ticksOf } from "../trade/book-depth.ts";
import { priceText } from "../trade/order-words.ts";
import { formatBalance } from "../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../ui/format-decimal.ts";
import { type ProtectedPosition, protectedPositions, uncoveredLots } from "./protected-positions.ts";

/** The worker's sessions are heard once a second: what is older than this proves nothing. */
const PROOF_MS_MAX = 5_000;

/** What the figures are made of: the desk at one moment, by this tab's clock. */
export type ProtectionView = Pick<DeskState, "snapshot" | "marks" | "marksHeardAt" | "feed">;

const positionOf = ({ snapshot }: ProtectionView, positionId: string): ProtectedPosition | undefined =>
  snapshot === null ? undefined : protectedPositions(snapshot).get(positionId);

const sizeText = (instrument: Instrument, lots: number): string =>
  `${groupDigits(formatQuantity(instrument, lots))} ${instrument.base}`;

const muted = (text: string, title: string): LiveFigure => ({ text, value: null, tone: "muted", title });

type Places = ProtectionPlace | "both" | null;

function placesOf({ protection }: ProtectedPosition): Places {
  const places = new Set(protection.guards.map(({ place }) => place));
  if (places.size > 1) return "both";
  return protection.guards[0]?.place ?? null;
}

const PLACE_WORDS: Readonly<Record<ProtectionPlace | "both", string>> = {
  worker: "in the worker: they do not work while the desk is stopped",
  venue: "on the venue",
  both: "in the worker and on the venue",
};

const WHY_IDLE: Readonly<Record<IdleReason, string>> = {
  "not-active": "a stop waits for its activation price or for its entry",
  "not-watched": "a stop is held in the worker, and no session of it runs",
  "too-small": "a stop is held over less than the venue's smallest order, until more is filled",
  cancelling: "a stop is being cancelled",
  unknown: "nobody knows whether the venue has the stop",
  "limit-resting": "a stop has fired, and its limit order waits for a price that has gone",
};

/** Why it is not covered, as far as that is known; one sentence. */
export function whyExposed({ instrument, protection }: ProtectedPosition): string {
  const { idle, ended, coveredLots, positionLots } = protection;
  const reasons = idle.map(({ why }) => WHY_IDLE[why]);
  if (ended !== null && ended.status !== "filled") {
    const word = { rejected: "rejected by the venue", denied: "denied by risk", expired: "expired" } as const;
    const said = ended.status === "canceled" ? "cancelled" : (word[ended.status as keyof typeof word] ?? ended.status);
    reasons.push(`its stop was ${said}${ended.reason === null ? "" : ` (${ended.reason})`}`);
  }
  if (coveredLots > 0) reasons.unshift("the position is larger than its stops");
  const open = sizeText(instrument, positionLots - coveredLots);
  return reasons.length === 0 ? `${open} have no stop.` : `${open} have no live stop: ${reasons.join("; ")}.`;
}

/** When the newest proof came that the least certain of its stops is alive: by the page's clock, or the tape's for the venue's. */
function proofAgeMs({ protection }: ProtectedPosition, { marksHeardAt, feed }: ProtectionView, now: number) {
  let age: number | null = null;
  for (const { place, order } of protection.guards) {
    const at = place === "worker" ? marksHeardAt : order.updatedAt;
    const clock = place === "worker" ? now : (feed?.tapeAt ?? now);
    if (at === null) return Number.POSITIVE_INFINITY;
    age = Math.max(age ?? 0, clock - at);
  }
  return age;
}

/** Only what the worker holds must be heard of all the time: a venue keeps its orders and says nothing. */
function isUnproven(position: ProtectedPosition, { marksHeardAt }: ProtectionView, now: number): boolean {
  const isHeld = position.protection.guards.some(({ place }) => place === "worker");
  return isHeld && (marksHeardAt === null || now - marksHeardAt > PROOF_MS_MAX);
}

/** `100% worker`: how much is covered, and where its stops live. */
export function coveredFigure(view: ProtectionView, positionId: string, now: number): LiveFigure {
  const position = positionOf(view, positionId);
  if (position === undefined) return muted(UNKNOWN, "Nothing is held");
  const { state, protection, instrument } = position;
  const { coveredLots, positionLots } = protection;
  const percent = `${Math.floor((coveredLots / Math.max(1, positionLots)) * 100)}%`;
  switch (state) {
    case "dust":
      return muted(UNKNOWN, "Less than a lot: no order covers it");
    case "none":
      // What is margined can be liquidated; coins that are held can only lose.
      return {
        ...muted("0%", `${sizeText(instrument, positionLots)} have no stop`),
        ...(instrument.kind === "spot" ? {} : { text: "0% no stop", tone: "down" }),
      };
    case "lost":
      return { text: "0% lost", value: null, tone: "down", title: whyExposed(position) };
    case "partly":
    case "some":
    case "covered": {
      if (isUnproven(position, view, now)) {
        const title =
          "The worker that holds its stops has not been heard for a while: nobody can say that they are alive.";
        return { text: `${percent} unproven`, value: null, tone: "down", title };
      }
      const place = placesOf(position);
      const isWhole = state === "covered";
      const all = `All of it is covered. Its stops live ${place === null ? "nowhere" : PLACE_WORDS[place]}.`;
      return {
        text: `${percent} ${place ?? ""}`,
        value: null,
        tone: state === "partly" ? "down" : "plain",
        title: isWhole ? all : whyExposed(position),
      };
    }
  }
}

/** `2.14% · 123.45`: how far the mark is from the stop that fires first, and what is lost until there. */
export function stopFigure(view: ProtectionView, positionId: string, isMoneyHidden = false): LiveFigure {
  const position = positionOf(view, positionId);
  const first = position?.protection.guards[0];
  if (position === undefined || first === undefined) return muted(UNKNOWN, "No live stop");
  const { instrument, protection } = position;
  const mark = view.marks?.positions.find((row) => row.instrumentId === instrument.id)?.mark;
  const priceTicks = ticksOf(instrument, mark) ?? 0;
  const distance = distanceFraction(protection, priceTicks);
  const risk = guardedRiskUnits(position, protection, priceTicks);
  const level = priceText(instrument, first.levelTicks);
  if (distance === null || risk === null) return muted(UNKNOWN, `Its stop is at ${level}; no mark yet`);
  const percent = `${(distance * 100).toFixed(2)}%`;
  const money = formatBalance(risk, instrument.quote);
  const rest = uncoveredLots(position) > 0 ? " What is not covered is not counted." : "";
  return {
    text: isMoneyHidden ? percent : `${percent} · ${money}`,
    value: null,
    tone: "plain",
    title: `The nearest stop is at ${level}, ${percent} from the mark.${isMoneyHidden ? "" : ` Until its stops ${money} ${instrument.quote} are at risk, before slippage and fees.`}${rest}`,
  };
}

/** `0.8 s`: how old the newest proof is that its stops are alive. */
export function proofFigure(view: ProtectionView, positionId: string, now: number): LiveFigure {
  const position = positionOf(view, positionId);
  const age = position === undefined ? null : proofAgeMs(position, view, now);
  if (position === undefined || age === null) return muted(UNKNOWN, "No live stop");
  const isHeld = position.protection.guards.some(({ place }) => place === "worker");
  const how = isHeld
    ? "The session that holds its stops was heard then"
    : "The venue acknowledged its stops then, by the tape";
  if (!Number.isFinite(age)) return { text: "never", value: null, tone: "down", title: how };
  const text = age < 60_000 ? `${(Math.max(0, age) / 1_000).toFixed(1)} s` : `${Math.floor(age / 60_000)} min`;
  return { text, value: null, tone: isUnproven(position, view, now) ? "down" : "plain", title: how };
}

/** For sorting and export: the covered share, the distance as a fraction, where the stops live; null where there is none. */
export function protectionValues(view: ProtectionView, positionId: string) {
  const position = positionOf(view, positionId);
  if (position === undefined || position.state === "dust") return { covered: null, distance: null, place: null };
  const { protection, instrument } = position;
  const mark = view.marks?.positions.find((row) => row.instrumentId === instrument.id)?.mark;
  const distance = distanceFraction(protection, ticksOf(instrument, mark) ?? 0);
  return {
    covered: (protection.coveredLots / protection.positionLots).toFixed(4),
    distance: distance?.toFixed(6) ?? null,
    place: placesOf(position),
  };
}
