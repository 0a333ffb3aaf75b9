import type { Moment, OrderQuality } from "../../../server/domain/execution-quality/order-quality.ts";
import { type Cost as CostFigure, costBps, type HalfUnits } from "../../../server/domain/execution-quality/slippage.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import { placesOf } from "../../ui/format-amount.ts";
import { gapWords } from "../sheet/order-life-steps.ts";
import { Cost } from "./cost.tsx";
import { halvesText, midWords, whyNoMid } from "./execution-words.ts";
import { MarkoutTable } from "./markout-table.tsx";

type ExecutionPanelProps = { readonly instrument: Instrument; readonly order: Order; readonly quality: OrderQuality };

/** How well the order was executed: what the market showed at each step, what it cost, where the market went after its fills. */
export function ExecutionPanel({ instrument, order, quality }: ExecutionPanelProps) {
  return (
    <section aria-label="Execution of the order" className="flex flex-col gap-2" data-testid="execution">
      <h3 className="text-[12px] font-semibold">
        Execution <span className="font-normal text-fg-3">mid of the book at each step, by the tape</span>
      </h3>
      <Moments instrument={instrument} quality={quality} />
      <Costs instrument={instrument} order={order} quality={quality} />
      {quality.fills.length === 0 ? null : <MarkoutTable instrument={instrument} fills={quality.fills} />}
    </section>
  );
}

type NamedMoment = { readonly name: string; readonly hint: string; readonly moment: Moment | null };

function Moments({ instrument, quality }: Pick<ExecutionPanelProps, "instrument" | "quality">) {
  const { decision, arrival, submit, acknowledge, fills } = quality;
  const last = fills.at(-1);
  const filled: Moment | null = last === undefined ? null : { at: last.fill.at, wallAt: last.wallAt, mid: last.mid };
  const moments: readonly NamedMoment[] = [
    { name: "Decision", hint: "The order was asked for", moment: decision },
    { name: "Arrival", hint: "It began to be worked: at once, or when its trigger fired", moment: arrival },
    { name: "Submit", hint: "It was journaled and sent", moment: submit },
    { name: "Ack", hint: "The venue had it", moment: acknowledge },
    { name: fills.length > 1 ? "Last fill" : "Fill", hint: "The mid before the event that filled it", moment: filled },
  ];
  return (
    <ol className="grid grid-cols-5 gap-px overflow-hidden rounded-md bg-line-subtle max-sm:grid-cols-2">
      {moments.map(({ name, hint, moment }, index) => {
        const before = moments.slice(0, index).findLast((each) => each.moment !== null)?.moment ?? null;
        return (
          <li key={name} className="flex flex-col gap-0.5 bg-panel px-2 py-1.5" title={hint} data-moment={name}>
            <span className="text-[11px] text-fg-3">{name}</span>
            <span
              className="text-[12px] font-medium"
              title={moment === null ? "It has not come to this." : whyOf(moment)}
            >
              {midWords(instrument, moment?.mid ?? null)}
            </span>
            <span className="text-[10px] text-fg-3">{sinceWords(moment, before)}</span>
          </li>
        );
      })}
    </ol>
  );
}

const whyOf = ({ mid }: Moment): string =>
  mid !== null && !("missing" in mid) ? `The book was ${mid.ageMs} ms old` : whyNoMid(mid);

/** How long after the step before, by the tape and, where both were read, by the wall clock. */
function sinceWords(moment: Moment | null, before: Moment | null): string {
  if (moment === null || before === null) return "\u00a0";
  const tape = `+${gapWords(moment.at - before.at)}`;
  if (moment.wallAt === null || before.wallAt === null) return tape;
  return `${tape} · wall +${gapWords(moment.wallAt - before.wallAt)}`;
}

function Costs({ instrument, order, quality }: ExecutionPanelProps) {
  const { againstDecision, againstArrival, shortfall, fills } = quality;
  const none = fills.length === 0 ? "Nothing was filled." : "The mid was not known then.";
  const open = isTerminal(order.status) ? "A part of it is not known." : "The order still works.";
  const part = (name: string, halves: HalfUnits | null) => ({ name, halves });
  const parts = [
    part("delay", shortfall.delayHalves),
    part("trading", shortfall.tradingHalves),
    part("not filled", shortfall.opportunityHalves),
    part("fees", shortfall.feeHalves),
  ];
  const total = shortfall.totalHalves;
  const paper = shortfall.paperHalves;
  const shortfallCost = total === null || paper === null ? null : { costHalves: total, referenceHalves: paper };
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-1">
      <dt className="text-fg-3">Slippage to decision</dt>
      <dd data-testid="slippage-decision">
        <BpsAndMoney instrument={instrument} cost={againstDecision} why={none} />
      </dd>
      <dt className="text-fg-3">Slippage to arrival</dt>
      <dd data-testid="slippage-arrival">
        <BpsAndMoney instrument={instrument} cost={againstArrival} why={none} />
      </dd>
      <dt className="text-fg-3">Shortfall</dt>
      <dd data-testid="shortfall">
        <BpsAndMoney instrument={instrument} cost={shortfallCost} why={open} />
        <span className="flex flex-wrap gap-x-2.5 text-[11px] text-fg-3">
          {parts.map(({ name, halves }) => (
            <span key={name}>
              {name}{" "}
              <Cost
                amount={halves === null ? null : halvesText(instrument, halves)}
                places={placesOf(instrument.quote)}
                unit=""
                why={name === "not filled" ? open : none}
              />
            </span>
          ))}
        </span>
      </dd>
    </dl>
  );
}

type BpsAndMoneyProps = { readonly instrument: Instrument; readonly cost: CostFigure | null; readonly why: string };

function BpsAndMoney({ instrument, cost, why }: BpsAndMoneyProps) {
  const bps = cost === null ? null : costBps(cost);
  if (cost === null || bps === null) return <Cost amount={null} places={0} unit="" why={why} />;
  return (
    <span className="inline-flex flex-wrap gap-x-2.5">
      <Cost amount={bps.toFixed(6)} places={1} unit="bp" why={why} />
      <Cost
        amount={halvesText(instrument, cost.costHalves)}
        places={placesOf(instrument.quote)}
        unit={instrument.quote}
        why={why}
      />
    </span>
  );
}
