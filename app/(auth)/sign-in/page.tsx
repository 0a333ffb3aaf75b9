import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/access/sign-in-form.tsx";
import { deskCaller } from "../../desk-caller.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage() {
  const desk = await deskCaller();
  if ((await desk.setup.isOwnerNeeded()).isOwnerNeeded) redirect("/welcome");
  if ((await desk.session.me()) !== null) redirect("/");
  return <SignInForm />;
}
