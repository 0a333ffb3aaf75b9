import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SystemScreen } from "@/components/system/system-screen.tsx";
import { deskCaller } from "../../desk-caller.ts";

export const metadata: Metadata = { title: "System" };

export default async function SystemPage() {
  const desk = await deskCaller();
  const viewer = await desk.session.me();
  if (viewer === null) redirect("/sign-in");
  return <SystemScreen role={viewer.role} report={await desk.system.report()} />;
}
