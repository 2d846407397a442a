import { useEffect } from "react";
import { Toaster as Sonner } from "sonner";
import { toasterReady } from "@/components/ui/toast.ts";

/** Where short messages appear. */
export default function Toaster() {
  useEffect(() => toasterReady(), []);
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      offset={16}
      mobileOffset={{ bottom: 72 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-[min(356px,calc(100vw-32px))] items-start gap-2 rounded-lg border border-line bg-raised px-3 py-2.5 text-sm text-text shadow-raised",
          icon: "mt-0.5 shrink-0",
          success: "[&_svg]:text-good",
          error: "[&_svg]:text-bad",
          description: "mt-0.5 text-muted text-xs",
        },
      }}
    />
  );
}
