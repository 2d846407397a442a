import { Check, Copy, X } from "lucide-react";
import { useEffect, useState } from "react";
import { ActionButton } from "./action-button.tsx";

const SHOWN_MS = 1_500;
const ICONS = { idle: Copy, copied: Check, failed: X } as const;

/** Copies a text, and shows for a moment whether that worked. */
export function CopyAction({ text, label }: { text: string | (() => string); label: string }) {
  const [state, setState] = useState<keyof typeof ICONS>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      setState("copied");
    } catch {
      setState("failed");
    }
  }
  const said = { idle: label, copied: "Copied", failed: "The browser does not allow copying here" }[state];
  return <ActionButton label={said} icon={ICONS[state]} onClick={copy} />;
}
