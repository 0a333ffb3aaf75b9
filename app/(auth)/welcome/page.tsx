import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { WelcomeForm } from "@/components/access/welcome-form.tsx";
import { deskCaller } from "../../desk-caller.ts";

export const metadata: Metadata = { title: "Welcome" };

export default async function WelcomePage({ searchParams }: { searchParams: Promise<{ code?: string | string[] }> }) {
  const { code } = await searchParams;
  const setup = await (await deskCaller()).setup.isOwnerNeeded();
  if (!setup.isOwnerNeeded) redirect("/sign-in");
  return <WelcomeForm isCodeNeeded={setup.isCodeNeeded} code={typeof code === "string" ? code : ""} />;
}
