"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { can } from "../../../server/domain/access/permission.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { OrderLife, OrderNote } from "../../../server/domain/orders/order-listing.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { DetailSheet } from "../../ui/detail-sheet.tsx";
import { SidePill } from "../../ui/figure.tsx";
import { ExecutionPanel } from "../execution/execution-panel.tsx";
import { ordersClient } from "../orders-client.ts";
import { NoteEditor } from "./note-editor.tsx";
import { OrderFacts, OrderFills } from "./order-facts.tsx";
import { lifeSteps } from "./order-life-steps.ts";
import { OrderTimeline } from "./order-timeline.tsx";

type OrderSheetProps = {
  readonly orderId: string;
  readonly onClose: () => void;
  readonly onNoted?: (orderId: string, note: OrderNote) => void;
};

/** Everything about one order: its figures, its life step by step, its fills and what is noted beside it. */
export function OrderSheet({ orderId, onClose, onNoted }: OrderSheetProps) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const query = useSearchParams();
  const { portfolioId } = store;
  const [life, setLife] = useState<OrderLife | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // While the order lives each of its changes is a reason to read its story again.
  const updatedAt = snapshot?.orders.find((order) => order.id === orderId)?.updatedAt ?? null;
  const fillCount = snapshot?.fills.filter((fill) => fill.orderId === orderId).length ?? 0;
  // What comes after its fills is told by commits of their own.
  const isPending = life?.quality.fills.some((fill) => fill.isPending) ?? false;
  const commit = isPending ? (snapshot?.sequence ?? null) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the order has changed.
  useEffect(() => {
    let isCurrent = true;
    ordersClient.life({ portfolioId, orderId }).then(
      (read) => isCurrent && setLife(read),
      (error: unknown) => isCurrent && setProblem(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [portfolioId, orderId, updatedAt, fillCount, commit]);
  const instrument = life === null ? undefined : findInstrument(life.listed.order.instrumentId);
  if (life === null || instrument === undefined) {
    return (
      <DetailSheet title="Order" isWide onClose={onClose}>
        <p role="status" className="text-fg-3">
          {problem ?? "Loading the order…"}
        </p>
      </DetailSheet>
    );
  }
  const portfolio = query.get("portfolio");
  const addressOf = (id: string) => {
    const address = new URLSearchParams({ ...(portfolio === null ? {} : { portfolio }), tab: "history", order: id });
    return `/orders?${address.toString()}`;
  };
  const { replaces } = life.listed.order;
  const { replacedBy } = life;
  return (
    <DetailSheet
      title={`${instrument.name} order`}
      note={<SidePill side={life.listed.order.side} />}
      isWide
      onClose={onClose}
    >
      <div className="flex flex-col gap-4 text-[12px]">
        <OrderFacts instrument={instrument} life={life} />
        <ExecutionPanel instrument={instrument} order={life.listed.order} quality={life.quality} />
        <OrderTimeline steps={lifeSteps(instrument, life)} />
        <Part title="Fills">
          <OrderFills instrument={instrument} life={life} />
        </Part>
        <Part title="Remarks">
          <NoteEditor
            key={life.listed.note?.at ?? 0}
            portfolioId={portfolioId}
            orderId={orderId}
            note={life.listed.note}
            mayWrite={snapshot !== null && can(snapshot.role, "order:annotate")}
            onSaved={(note) => {
              setLife({ ...life, listed: { ...life.listed, note } });
              onNoted?.(orderId, note);
            }}
          />
        </Part>
        {replaces ? <OrderLink href={addressOf(replaces)}>The order whose place it takes</OrderLink> : null}
        {replacedBy === null ? null : <OrderLink href={addressOf(replacedBy)}>The order that took its place</OrderLink>}
        <OrderLink href={addressOf(orderId)}>Link to this order</OrderLink>
      </div>
    </DetailSheet>
  );
}

function OrderLink({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <Link href={href} className="self-start text-accent underline">
      {children}
    </Link>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}
