import type { Metadata } from "next";
import { InviteForm } from "@/components/access/invite-form.tsx";

export const metadata: Metadata = { title: "Set your password" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <InviteForm token={token} />;
}
