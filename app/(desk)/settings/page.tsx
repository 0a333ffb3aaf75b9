import { redirect } from "next/navigation";

type SettingsPageProps = { readonly searchParams: Promise<{ portfolio?: string | string[] }> };

export default async function SettingsPage({ searchParams }: SettingsPageProps) {
  const { portfolio } = await searchParams;
  redirect(`/settings/profile${typeof portfolio === "string" ? `?portfolio=${encodeURIComponent(portfolio)}` : ""}`);
}
