import type { FormEvent, ReactNode } from "react";
import { BrandMark } from "../layout/brand-mark.tsx";
import { Button } from "../ui/button.tsx";

type AuthCardProps = {
  readonly title: string;
  readonly lead: string;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  readonly problem: string | null;
  readonly onSubmit: (fields: FormData) => void;
  readonly children: ReactNode;
};

/** The one form of a page before the desk. */
export function AuthCard({ title, lead, submitLabel, isBusy, problem, onSubmit, children }: AuthCardProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isBusy) onSubmit(new FormData(event.currentTarget));
  };
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="flex w-full max-w-[380px] flex-col gap-5">
        <p className="flex items-center gap-2.5 text-[18px] font-bold tracking-[-.02em]">
          <BrandMark size={24} /> Tradewind
        </p>
        <form noValidate className="flex flex-col gap-4 rounded-xl border border-line bg-panel p-5" onSubmit={submit}>
          <div className="flex flex-col gap-1">
            <h1 className="text-[18px] font-[650] tracking-[-.01em]">{title}</h1>
            <p className="text-[13px] text-fg-2">{lead}</p>
          </div>
          {children}
          <div role="alert">
            {problem === null ? null : (
              <p className="rounded-md border border-danger/40 px-3 py-2 text-[13px] text-danger">{problem}</p>
            )}
          </div>
          <Button type="submit" tone="accent" size="large" disabled={isBusy}>
            {isBusy ? "One moment…" : submitLabel}
          </Button>
        </form>
      </div>
    </main>
  );
}
