import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PortfoliosScreen } from "@/components/portfolios/portfolios-screen.tsx";
import { deskCaller } from "../../../desk-caller.ts";

export const metadata: Metadata = { title: "Portfolios" };

export default async function PortfoliosPage() {
  const viewer = await (await deskCaller()).session.me();
  if (viewer === null) redirect("/sign-in");
  return <PortfoliosScreen viewer={viewer} />;
}
