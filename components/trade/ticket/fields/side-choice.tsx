import type { Side } from "../../../../server/domain/orders/order-type.ts";

type SideChoiceProps = { readonly side: Side; readonly onChoose: (side: Side) => void };

export function SideChoice({ side: chosen, onChoose }: SideChoiceProps) {
  return (
    <fieldset className="grid grid-cols-2 gap-1" aria-label="Side">
      {(["buy", "sell"] as const).map((side) => (
        <button
          key={side}
          type="button"
          aria-pressed={chosen === side}
          className={`h-[max(32px,var(--ctl))] rounded-md border border-line font-semibold text-fg-2 aria-pressed:border-transparent aria-pressed:text-on-solid ${side === "buy" ? "aria-pressed:bg-buy-solid" : "aria-pressed:bg-sell-solid"}`}
          onClick={() => onChoose(side)}
        >
          {side === "buy" ? "Buy" : "Sell"}
        </button>
      ))}
    </fieldset>
  );
}
