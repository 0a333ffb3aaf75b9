import {
  areCapabilitiesKnown,
  type Capabilities,
  capabilitiesOf,
} from "../../../server/domain/venues/venue-capabilities.ts";
import { type Support, VENUE_FEATURES, type VenueFeature } from "../../../server/domain/venues/venue-feature.ts";
import type { Details } from "../catalogue-client.ts";
import { venueName } from "../tradable.ts";
import { Fact, Section } from "./section.tsx";

const NAMES: Readonly<Record<VenueFeature, string>> = {
  "stop-market": "Stop, market",
  "stop-limit": "Stop, limit",
  "take-profit-market": "Take profit, market",
  "take-profit-limit": "Take profit, limit",
  "trailing-amount": "Trailing by an amount",
  "trailing-percent": "Trailing by percent",
  "trailing-activation": "Trailing from a price on",
  oco: "One cancels the other",
  oto: "One triggers the other",
  bracket: "Entry, stop and target",
  gtd: "Good till date, resting",
  "post-only": "Post-only",
  "reduce-only": "Reduce-only",
  "close-position": "Close the whole position",
  "by-last": "Triggered by last",
  "by-mark": "Triggered by mark",
  "by-index": "Triggered by index",
  "by-bid": "Triggered by bid",
  "by-ask": "Triggered by ask",
  amend: "Change a resting order",
  "amend-trigger": "Change a trigger",
};

const WORDS: Readonly<Record<Support, string>> = { native: "on the venue", worker: "in the worker", none: "nowhere" };

/** The venue holds the order and cannot change it where it stands. */
const isReplaced = (can: Capabilities, feature: VenueFeature): boolean =>
  can[feature] === "worker" && (feature === "amend" || (feature === "amend-trigger" && can["stop-limit"] === "native"));

/** What the venue does itself, and what the desk's worker does in its place, which works only while the desk runs. */
export function OrderTypes({ instrument }: { readonly instrument: Details["instrument"] }) {
  const { venue, kind } = instrument;
  if (!areCapabilitiesKnown(venue, kind)) return null;
  const can = capabilitiesOf(venue, kind);
  const name = venueName(venue);
  const titles: Readonly<Record<Support, string>> = {
    native: `${name} does it, whether or not the desk runs`,
    worker: `${name} does not do it: the desk's worker does in its place, while it runs`,
    none: "Neither the venue nor the desk does it",
  };
  return (
    <Section title="Order types" aside="who does it" asideTitle={titles.worker}>
      <dl data-testid="order-types">
        {VENUE_FEATURES.map((feature) => {
          const support = can[feature];
          return (
            <Fact key={feature} name={NAMES[feature]} title={titles[support]}>
              <span className={support === "native" ? "" : "text-fg-3"}>
                {isReplaced(can, feature) ? "cancel and replace" : WORDS[support]}
              </span>
            </Fact>
          );
        })}
      </dl>
    </Section>
  );
}
