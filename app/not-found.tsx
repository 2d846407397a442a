import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not found · Mission Control" };

/** Addresses without a panel. Made of nothing of ours: what it is made of comes with every page. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-2 px-6 text-center">
      <h1 className="font-medium text-text">There is no such page</h1>
      <p className="max-w-md text-muted text-sm">The address may be mistyped, or of another version.</p>
      <a
        href="/"
        className="mt-2 rounded-md bg-accent px-3 py-1.5 font-medium text-on-accent text-sm hover:bg-accent-strong"
      >
        Open Mission Control
      </a>
    </main>
  );
}
