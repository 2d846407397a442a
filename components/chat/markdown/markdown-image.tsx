import { ImageOff } from "lucide-react";
import { useState } from "react";
import { Picture } from "../picture.tsx";
import { safeImage } from "./safe-url.ts";

/** An image that an answer shows: bounded in size, loaded when it comes into view, from elsewhere only when asked. */
export function MarkdownImage({ src, alt }: { src: string; alt: string }) {
  const [allowed, setAllowed] = useState(false);
  const [failed, setFailed] = useState(false);
  const image = safeImage(src);
  const name = alt || "Image";
  if (!image || failed) {
    return (
      <span className="inline-flex items-center gap-1.5 text-muted">
        <ImageOff className="size-3.5" aria-hidden />
        {name} {failed ? "could not be loaded" : "has no address that can be shown"}
      </span>
    );
  }
  if (image.from === "elsewhere" && !allowed) {
    return (
      <button
        type="button"
        onClick={() => setAllowed(true)}
        className="my-1 inline-flex h-16 items-center rounded-md border border-dashed px-3 text-muted hover:text-text"
      >
        Show “{name}” from {image.host}
      </button>
    );
  }
  return <Picture src={image.src} alt={name} onError={() => setFailed(true)} className="my-1" />;
}
