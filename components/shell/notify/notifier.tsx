import { lazy, Suspense } from "react";
import { useNotifyChoice } from "./notify-choice.ts";

const Notices = lazy(() => import("./notices.tsx"));

/** Tells of what happens while the page is not looked at, if this browser shall; else it is not even loaded. */
export function Notifier() {
  const isOn = useNotifyChoice((choice) => choice.isOn);
  return (
    isOn && (
      <Suspense>
        <Notices />
      </Suspense>
    )
  );
}
