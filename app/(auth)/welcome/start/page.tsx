import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { StartChoice } from "@/components/welcome/start-choice.tsx";
import { deskCaller } from "../../../desk-caller.ts";

export const metadata: Metadata = { title: "Welcome" };

export default async function StartPage() {
  const viewer = await (await deskCaller()).session.me();
  if (viewer === null) redirect("/sign-in");
  return <StartChoice viewer={viewer.id} name={viewer.name} />;
}
