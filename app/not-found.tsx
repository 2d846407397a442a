import type { Metadata } from "next";
import { NoSuchPage } from "@/components/shell/no-such-page.tsx";

export const metadata: Metadata = { title: "Not found · Mission Control" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh content-center">
      <NoSuchPage />
    </main>
  );
}
