"use client";

/** What is shown when the frame itself fails. Made of nothing of ours: it comes with every page, and must work when the rest does not. */
export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <div role="alert" className="grid justify-items-center gap-2 px-6 text-center">
        <h1 className="font-medium text-text">Mission Control met a fault</h1>
        <p className="max-w-md text-muted text-sm">{error.message}</p>
        <button
          type="button"
          onClick={reset}
          className="mt-2 h-control rounded-md border border-line-strong bg-surface px-3 font-medium text-sm hover:bg-hover"
        >
          Try again
        </button>
      </div>
    </main>
  );
}
