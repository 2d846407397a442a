import { createElement } from "react";
import { cn } from "@/components/ui/cn";
import type { ImagePart } from "@/server/protocol/messages.ts";

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

/** Images of one message, each called by its number: "Attached image 2". */
export function Pictures({
  images,
  altOf,
  className,
}: {
  images: readonly ImagePart[];
  altOf: (number: number) => string;
  className?: string;
}) {
  return images.map(({ data, mimeType }, index) => (
    <Picture
      // biome-ignore lint/suspicious/noArrayIndexKey: their order never changes, and one picture may be there twice
      key={index}
      src={`data:${mimeType};base64,${data}`}
      alt={altOf(index + 1)}
      className={className}
    />
  ));
}
