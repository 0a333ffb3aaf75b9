import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DataScreen } from "@/components/data/data-screen.tsx";
import { deskCaller } from "../../desk-caller.ts";

export const metadata: Metadata = { title: "Data" };

export default async function DataPage() {
  const desk = await deskCaller();
  const viewer = await desk.session.me();
  if (viewer === null) redirect("/sign-in");
  const [coverage, jobs] = await Promise.all([desk.data.coverage(), desk.data.jobs()]);
  return <DataScreen role={viewer.role} coverage={coverage} jobs={jobs} at={Date.now()} />;
}
