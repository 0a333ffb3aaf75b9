"use client";

const TARGETS = [
  { slot: "chart", label: "Skip to the chart" },
  { slot: "ticket", label: "Skip to the ticket" },
  { slot: "tables", label: "Skip to the positions" },
] as const;

function goTo(slot: string): void {
  const panel = document.getElementById(`panel-${slot}`);
  panel?.focus();
  panel?.scrollIntoView({ block: "nearest" });
}

/** For the keyboard: shown once they have the focus. */
export function SkipLinks() {
  return (
    <nav aria-label="Skip to" className="contents">
      {TARGETS.map(({ slot, label }) => (
        <a
          key={slot}
          href={`#panel-${slot}`}
          className="sr-only focus:not-sr-only focus:absolute focus:top-1 focus:left-1 focus:z-50 focus:rounded-md focus:border focus:border-line focus:bg-raised focus:px-3 focus:py-2 focus:font-semibold"
          onClick={(event) => {
            event.preventDefault();
            goTo(slot);
          }}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
