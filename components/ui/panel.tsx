"use client";

import { Component, type ReactNode } from "react";
import { Button } from "./button.tsx";

type PanelProps = { readonly name: string; readonly className?: string; readonly children: ReactNode };
type PanelState = { readonly problem: string | null };

/** One region of the desk. What breaks inside stays inside: the other panels go on. */
export class Panel extends Component<PanelProps, PanelState> {
  override state: PanelState = { problem: null };

  static getDerivedStateFromError(error: unknown): PanelState {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { name, className, children } = this.props;
    const { problem } = this.state;
    return (
      <section aria-label={name} className={`flex min-h-0 min-w-0 flex-col bg-panel ${className ?? ""}`}>
        {problem === null ? children : this.#apology(name, problem)}
      </section>
    );
  }

  #apology(name: string, problem: string) {
    return (
      <div role="alert" className="flex flex-col items-start gap-2 p-3">
        <strong className="font-semibold">{name} could not be drawn.</strong>
        <p className="text-fg-2">
          Orders and money are not affected; the worker goes on. What failed: {problem.slice(0, 200)}
        </p>
        <Button onClick={() => this.setState({ problem: null })}>Draw it again</Button>
      </div>
    );
  }
}

type PanelHeadProps = {
  readonly title: string;
  readonly count?: number;
  readonly aside?: ReactNode;
  readonly className?: string;
};

/** A panel's name, how many rows it has, and what can be done with all of them. */
export function PanelHead({ title, count, aside, className }: PanelHeadProps) {
  return (
    <div
      className={`flex min-h-(--head) shrink-0 items-center gap-1.5 border-b border-line-subtle px-(--pad) ${className ?? ""}`}
    >
      <h2 className="text-[12px] font-semibold whitespace-nowrap">
        {title}
        {count === undefined ? null : <span className="ml-1.5 font-medium text-fg-3">{count}</span>}
      </h2>
      <div className="ml-auto flex items-center gap-1.5">{aside}</div>
    </div>
  );
}

type NoteProps = { readonly children: ReactNode };

/** What an empty table says, in one sentence. */
export function EmptyNote({ children }: NoteProps) {
  return <p className="px-(--pad) py-3 text-fg-3">{children}</p>;
}
