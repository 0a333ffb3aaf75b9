import { TIMES_IN_FORCE } from "../../../../server/domain/orders/order-type.ts";
import type { Ticket } from "../use-ticket.ts";

/** GTD needs a time, which the ticket does not ask for. */
const TICKET_TIMES = TIMES_IN_FORCE.filter((word) => word !== "GTD");

const MEANINGS: Readonly<Record<string, string>> = {
  GTC: "GTC: works until it is filled or cancelled",
  IOC: "IOC: what does not fill at once is cancelled",
  FOK: "FOK: fills whole at once, or not at all",
};

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
  change(draft.isPostOnly ? { isPostOnly: false } : { isPostOnly: true, timeInForce: "GTC", type: "limit" });
}

/** How the order may trade, and for how long. A market order has but one of these. */
export function OrderFlags({ ticket }: { readonly ticket: Ticket }) {
  const { draft, change } = ticket;
  const isLimit = draft.type === "limit";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[11px] text-fg-2">
      {isLimit ? (
        <Flag
          label="Post-only"
          title="It must rest in the book: the venue refuses it when it would trade at once (P)"
          isOn={draft.isPostOnly}
          onToggle={() => togglePostOnly(ticket)}
        />
      ) : null}
      <Flag
        label="Reduce-only"
        title="It can close what is held and never open anything (R)"
        isOn={draft.isReduceOnly}
        onToggle={(isReduceOnly) => change({ isReduceOnly })}
      />
      {isLimit ? (
        <select
          aria-label="Time in force"
          title={draft.isPostOnly ? "Post-only must rest: IOC and FOK would not" : MEANINGS[draft.timeInForce]}
          value={draft.isPostOnly ? "GTC" : draft.timeInForce}
          className="ml-auto h-[24px] rounded-sm border border-line bg-canvas px-1 text-[11px] text-fg pointer-coarse:h-[44px]"
          onChange={(event) =>
            change({ timeInForce: TICKET_TIMES.find((word) => word === event.target.value) ?? "GTC" })
          }
        >
          {TICKET_TIMES.map((word) => (
            <option key={word} value={word} disabled={draft.isPostOnly && word !== "GTC"}>
              {word}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
