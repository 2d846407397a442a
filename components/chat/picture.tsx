import { createElement } from "react";
import { cn } from "@/components/ui/cn";

/** An image of a conversation: its bytes are in the page or elsewhere, so no image server of ours has a part in it. */
export function Picture({
  src,
  alt,
  className,
  onError,
}: {
  src: string;
  alt: string;
  className?: string;
  onError?: () => void;
}) {
  return createElement("img", {
    src,
    alt,
    onError,
    loading: "lazy",
    decoding: "async",
    referrerPolicy: "no-referrer",
    className: cn("max-h-96 max-w-full rounded-md border object-contain", className),
  });
}
