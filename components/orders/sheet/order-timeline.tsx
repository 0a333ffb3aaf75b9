import { formatClock, formatRowTime, zoneLabel } from "../../ui/format-time.ts";
import { gapWords, type LifeStep } from "./order-life-steps.ts";

const DOTS = { good: "bg-ok", bad: "bg-danger", plain: "bg-fg-3" } as const;

/** An order's life from top to bottom: what happened, when by both clocks, and how long after the step before. */
export function OrderTimeline({ steps }: { readonly steps: readonly LifeStep[] }) {
  const first = steps[0];
  return (
    <section aria-label="Life of the order" className="flex flex-col gap-1">
      <h3 className="text-[12px] font-semibold">
        Life{" "}
        <span className="font-normal text-fg-3">times in {zoneLabel(first?.tapeAt ?? 0)}, tape and wall clock</span>
      </h3>
      <ol className="flex flex-col" data-testid="timeline">
        {steps.map((step, index) => (
          <li key={step.key} className="grid grid-cols-[12px_minmax(0,1fr)_auto] gap-x-2" data-step={step.title}>
            <span className="flex flex-col items-center pt-[5px]" aria-hidden="true">
              <span className={`size-[7px] shrink-0 rounded-full ${DOTS[step.tone]}`} />
              {index === steps.length - 1 ? null : <span className="w-px flex-1 bg-line" />}
            </span>
            <div className="pb-2.5">
              <p className={`text-[13px] font-medium ${step.tone === "bad" ? "text-danger" : ""}`}>{step.title}</p>
              {step.text === "" ? null : <p className="text-fg-2">{step.text}</p>}
              {step.code === null ? null : <code className="text-[11px] text-fg-3">{step.code}</code>}
            </div>
            <div className="pb-2.5 text-right text-[11px] text-fg-3">
              <p title="By the tape">
                {formatRowTime(step.tapeAt)}
                {step.tapeMs === null ? null : <span className="text-fg-2"> +{gapWords(step.tapeMs)}</span>}
              </p>
              {step.wallAt === null ? null : (
                <p title={`By the wall clock: ${new Date(step.wallAt).toISOString()}`}>
                  wall {formatClock(step.wallAt)}
                  {step.wallMs === null ? null : <span className="text-fg-2"> +{gapWords(step.wallMs)}</span>}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
