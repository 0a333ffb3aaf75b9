import { UNKNOWN } from "../../ui/format-decimal.ts";
import { formatClock, formatDay } from "../../ui/format-time.ts";
import type { Figures } from "../live-figures.ts";
import { Percent } from "../percent.tsx";
import type { Stretch } from "../portfolio-client.ts";
import { Amount, AmountFlow, AmountPnl } from "../presenter.tsx";
import { KpiCard } from "./kpi-card.tsx";

const DAY_MS = 86_400_000;

type KpiRowProps = {
  readonly stretch: Stretch | null;
  readonly figures: Figures | null;
  readonly currency: string;
};

/** The figures of the range on screen. */
export function KpiRow({ stretch, figures, currency }: KpiRowProps) {
  const of = (render: (stretch: Stretch, figures: Figures) => React.ReactNode) =>
    stretch === null || figures === null ? <span className="text-fg-3">{UNKNOWN}</span> : render(stretch, figures);
  const sample = stretch === null ? "" : `${stretch.points.toLocaleString("en-US")} recorded points`;
  return (
    <div className="grid grid-cols-6 gap-2 max-xl:grid-cols-3 max-sm:grid-cols-2" data-testid="kpis">
      <KpiCard
        name="Equity"
        value={of((_, { equity }) => <Amount text={equity} currency={currency} />)}
        sub={of((_, { dayProfit }) => (
          <>
            {currency} · {dayProfit === null ? UNKNOWN : <AmountPnl text={dayProfit} currency={currency} />} today
          </>
        ))}
        how={
          <>
            <p>
              All balances at their marks less what is owed, in {currency}: what the portfolio would be worth if it
              ended now.
            </p>
            <p>Today: equity now less equity at midnight in your time zone, less what was paid in since.</p>
          </>
        }
      />
      <KpiCard
        name="Profit and loss"
        value={of((_, { profit }) => <AmountPnl text={profit} currency={currency} />)}
        sub={of((_, { totalProfit }) => (
          <>
            in this range · <AmountPnl text={totalProfit} currency={currency} /> in all
          </>
        ))}
        how={
          <p>
            Equity gained over the range less what was paid in. Fees, funding and borrow interest are in it. Exact to
            the last digit.
          </p>
        }
      />
      <KpiCard
        name="Return (TWR)"
        value={of((_, { returnFraction }) => <Percent fraction={returnFraction} />)}
        sub={of(() => "time-weighted, net of fees")}
        how={
          <>
            <p>
              Each stretch between two points returns (equity − flow) ÷ equity before − 1; chained they are the
              time-weighted return, so paying in or out is neither profit nor loss. Not annualised.
            </p>
            <p className="text-fg-3">Bacon, 2nd ed., 2.4 · {sample}</p>
          </>
        }
      />
      <KpiCard
        name="Max drawdown"
        value={of(({ drawdown }, { drawdownNow }) => (
          <Percent fraction={Math.min(drawdown?.fraction ?? 0, drawdownNow)} />
        ))}
        sub={of(({ drawdown }) => (drawdown === null ? "never below its high" : spanOf(drawdown)))}
        how={
          <>
            <p>The deepest fall of the time-weighted curve below its highest point before.</p>
            {stretch?.drawdown == null ? null : (
              <p>
                From {formatDay(stretch.drawdown.peakAt)} {formatClock(stretch.drawdown.peakAt)} to{" "}
                {formatDay(stretch.drawdown.troughAt)} {formatClock(stretch.drawdown.troughAt)}.
              </p>
            )}
            <p className="text-fg-3">Older than a week it is measured on hours, older than a year on days. {sample}</p>
          </>
        }
      />
      <KpiCard
        name="Realised"
        value={of((_, { realised }) => <AmountPnl text={realised} currency={currency} />)}
        sub={of((_, { unrealised }) => (
          <>
            <AmountPnl text={unrealised} currency={currency} /> unrealised now
          </>
        ))}
        how={
          <>
            <p>
              Realised: proceeds less cost of the lots that were closed in the range, first in, first out, and funding.
            </p>
            <p>Unrealised: what is open now at its mark, less what it cost.</p>
          </>
        }
      />
      <KpiCard
        name="Fees"
        value={of(({ fees }) => <Amount text={fees.total} currency={currency} />)}
        sub={of(({ fees, netFlow }) => (
          <>
            {fees.fills === 1 ? "1 fill" : `${fees.fills.toLocaleString("en-US")} fills`} · net flow{" "}
            <AmountFlow text={netFlow} currency={currency} />
          </>
        ))}
        how={
          <>
            <p>Fees of the fills of the range. Those charged in a coin count at the price of their fill.</p>
            <p>Net flow: paid in less paid out in the range.</p>
          </>
        }
      />
    </div>
  );
}

function spanOf({ peakAt, recoveredAt }: NonNullable<Stretch["drawdown"]>): string {
  if (recoveredAt === null) return `since ${formatDay(peakAt)}, not recovered`;
  const days = (recoveredAt - peakAt) / DAY_MS;
  const span =
    days >= 1
      ? `${Math.round(days)} d`
      : days >= 1 / 24
        ? `${Math.round(days * 24)} h`
        : `${Math.round(days * 1_440)} min`;
  return `${span}, recovered ${formatDay(recoveredAt)}`;
}
