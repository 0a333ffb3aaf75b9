import { rests, TIMES_IN_FORCE, type TimeInForce } from "../../../../server/domain/orders/order-type.ts";
import { mayBePostOnly, type TicketDraft } from "../reading/read-ticket.ts";
import type { Ticket } from "../use-ticket.ts";

const MEANINGS: Readonly<Record<TimeInForce, string>> = {
  GTC: "GTC: works until it is filled or cancelled",
  IOC: "IOC: what does not fill at once is cancelled",
  FOK: "FOK: fills whole at once, or not at all",
  GTD: "GTD: works until it is filled, cancelled or its time has come",
};

/** Everything but a market order that is sent at once, which does not wait. */
export const mayExpire = ({ type, condition }: TicketDraft): boolean => condition !== null || type === "limit";

type FlagProps = {
  readonly label: string;
  readonly title: string;
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
};

function Flag({ label, title, isOn, onToggle }: FlagProps) {
  return (
    <label className="flex items-center gap-1.5 whitespace-nowrap pointer-coarse:min-h-[44px]" title={title}>
      <input
        type="checkbox"
        checked={isOn}
        className="size-[13px] accent-accent-solid pointer-coarse:size-[20px]"
        onChange={(event) => onToggle(event.target.checked)}
      />
      {label}
    </label>
  );
}

/** Turns post-only on or off; what must rest cannot be told to vanish. */
export function togglePostOnly({ draft, change }: Ticket): void {
  const timeInForce = rests(draft.timeInForce) ? draft.timeInForce : "GTC";
  if (draft.isPostOnly) change({ isPostOnly: false });
  else if (mayBePostOnly(draft)) change({ isPostOnly: true, timeInForce });
  else change({ isPostOnly: true, timeInForce, type: "limit", condition: null });
}

/** How the order may trade, and for how long. A market order has but one of these. */
export function OrderFlags({ ticket, isHedged }: { readonly ticket: Ticket; readonly isHedged: boolean }) {
  const { draft, change } = ticket;
  const mayPost = mayBePostOnly(draft);
  // What waits, for a price or in the book, cannot be told to vanish at once.
  const mustRest = draft.condition !== null || (draft.isPostOnly && mayPost);
  const timeInForce = mustRest && !rests(draft.timeInForce) ? "GTC" : draft.timeInForce;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[11px] text-fg-2">
      {mayPost ? (
        <Flag
          label="Post-only"
          title="It must rest in the book: the venue refuses it when it would trade at once (P)"
          isOn={draft.isPostOnly}
          onToggle={() => togglePostOnly(ticket)}
        />
      ) : null}
      {isHedged ? null : (
        <Flag
          label="Reduce-only"
          title="It can close what is held and never open anything (R)"
          isOn={draft.isReduceOnly}
          onToggle={(isReduceOnly) => change({ isReduceOnly })}
        />
      )}
      {mayExpire(draft) ? (
        <select
          aria-label="Time in force"
          title={mustRest ? "It waits: IOC and FOK would not" : MEANINGS[draft.timeInForce]}
          value={timeInForce}
          className="ml-auto h-[24px] rounded-sm border border-line bg-canvas px-1 text-[11px] text-fg pointer-coarse:h-[44px]"
          onChange={(event) =>
            change({ timeInForce: TIMES_IN_FORCE.find((word) => word === event.target.value) ?? "GTC" })
          }
        >
          {TIMES_IN_FORCE.map((word) => (
            <option key={word} value={word} disabled={mustRest && !rests(word)}>
              {word}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
