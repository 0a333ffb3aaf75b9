import { redirect } from "next/navigation";

/** The printed address of a desk without an owner carries its one-time code. */
export default async function Home({ searchParams }: { searchParams: Promise<{ code?: string | string[] }> }) {
  const { code } = await searchParams;
  redirect(typeof code === "string" ? `/welcome?code=${encodeURIComponent(code)}` : "/trade");
}
