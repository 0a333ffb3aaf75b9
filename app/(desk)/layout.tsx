import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { cache, type ReactNode } from "react";
import { DeskShell } from "@/components/layout/desk-shell.tsx";
import { deskCaller } from "../desk-caller.ts";

const readDesk = cache(async () => {
  const desk = await deskCaller();
  const viewer = await desk.session.me();
  if (viewer === null) {
    redirect((await desk.setup.isOwnerNeeded()).isOwnerNeeded ? "/welcome" : "/sign-in");
  }
  return { viewer, portfolios: await desk.portfolios.list() };
});

/** Where all money is paper, the window's title and its sign say so on every page. */
export async function generateMetadata(): Promise<Metadata> {
  const { portfolios } = await readDesk();
  const isPaper = portfolios.every((portfolio) => portfolio.mode === "paper");
  const template = isPaper ? "PAPER · %s · Tradewind" : "%s · Tradewind";
  const icon = isPaper ? "/icons/paper.svg" : "/icons/live.svg";
  return { title: { default: "Tradewind", template }, icons: { icon, apple: "/icons/apple-touch-icon.png" } };
}

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { viewer, portfolios } = await readDesk();
  return (
    <DeskShell viewer={viewer} portfolios={portfolios}>
      {children}
    </DeskShell>
  );
}
