"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { Pnl } from "../ui/figure.tsx";
import { placesOf } from "../ui/format-amount.ts";
import { formatDecimal } from "../ui/format-decimal.ts";

type Presenter = { readonly isHidden: boolean; readonly toggle: () => void };

const PresenterContext = createContext<Presenter>({ isHidden: false, toggle: () => undefined });

const MASK = "•••••";

/** Hides amounts and keeps percentages, for showing a screen to others. Shift+H turns it on and off. */
export function PresenterMode({ children }: { readonly children: ReactNode }) {
  const [isHidden, setIsHidden] = useState(false);
  const presenter = useMemo(() => ({ isHidden, toggle: () => setIsHidden((was) => !was) }), [isHidden]);
  useEffect(() => {
    const { documentElement } = document;
    if (isHidden) documentElement.setAttribute("data-presenter", "on");
    return () => documentElement.removeAttribute("data-presenter");
  }, [isHidden]);
  useShortcuts([
    {
      id: "portfolio.presenter",
      keys: "Shift+H",
      scope: "global",
      label: "Hide amounts (presenter mode)",
      run: presenter.toggle,
    },
  ]);
  return <PresenterContext value={presenter}>{children}</PresenterContext>;
}

export const usePresenter = () => useContext(PresenterContext);

type AmountProps = { readonly text: string; readonly currency: string };

/** An amount of money, masked for an audience. */
export function Amount({ text, currency }: AmountProps) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  return <span title={text}>{formatDecimal(text, placesOf(currency))}</span>;
}

/** Profit or loss, masked for an audience. */
export function AmountPnl({ text, currency }: { readonly text: string | null; readonly currency: string }) {
  const { isHidden } = usePresenter();
  return isHidden ? <Masked /> : <Pnl amount={text} places={placesOf(currency)} />;
}

/** Money that moved: its sign says which way, and no colour calls it profit or loss. */
export function AmountFlow({ text, currency }: AmountProps) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  const sign = /[1-9]/.test(text) && !text.startsWith("-") ? "+" : "";
  return (
    <span title={text}>
      {sign}
      {formatDecimal(text, placesOf(currency))}
    </span>
  );
}

export function Masked() {
  return (
    <span className="tracking-[.1em] text-fg-3">
      <span aria-hidden="true">{MASK}</span>
      <span className="sr-only">hidden</span>
    </span>
  );
}
