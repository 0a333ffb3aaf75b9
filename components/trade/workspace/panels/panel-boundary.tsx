"use client";

import { Component, type ReactNode } from "react";
import { Button } from "../../../ui/button.tsx";

type PanelBoundaryProps = { readonly name: string; readonly children: ReactNode };
type PanelBoundaryState = { readonly fault: string | null };

/** What breaks inside a panel stays inside; the others go on. */
export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { fault: null };

  static getDerivedStateFromError(error: unknown): PanelBoundaryState {
    return { fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }

  override render() {
    const { name, children } = this.props;
    const { fault } = this.state;
    if (fault === null) return children;
    return (
      <div role="alert" className="flex min-h-0 flex-1 flex-col items-start gap-2 overflow-auto p-3">
        <strong className="font-semibold">{name} could not be drawn.</strong>
        <p className="text-fg-2">Orders and money are not affected: the worker goes on, and so do the other panels.</p>
        <div className="flex gap-1.5">
          <Button onClick={() => this.setState({ fault: null })}>Draw it again</Button>
          <Button onClick={() => void navigator.clipboard.writeText(fault)}>Copy what failed</Button>
        </div>
      </div>
    );
  }
}
