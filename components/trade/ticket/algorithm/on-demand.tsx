"use client";

import dynamic from "next/dynamic";

const ticket = () => import("./algorithm-ticket.tsx").then((part) => part.AlgorithmTicket);

export const AlgorithmTicket = dynamic(ticket, { ssr: false, loading: () => <div className="h-[280px]" /> });

/** To be called when a hand comes near the order types. */
export const prepareAlgorithms = (): void => void ticket().catch(() => undefined);
