import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { FloatingRoot } from "./floating.ts";
import { IconButton } from "./icon-button";

interface OverlayProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title; left out, there is none. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the end, the main one last. */
  footer?: ReactNode;
  className?: string;
}

/** A window over the page for one matter. Escape and a click beside it close it. */
export function Dialog({ className, ...props }: OverlayProps) {
  return (
    <Overlay
      {...props}
      className={cn(
        "top-[max(5vh,16px)] left-1/2 max-h-[90dvh] w-[min(560px,calc(100vw-24px))] -translate-x-1/2 animate-fade rounded-xl sm:top-[12vh] sm:max-h-[82dvh]",
        className,
      )}
    />
  );
}

/** A panel at an edge of the window; `side="left"` by default. */
export function Sheet({ side = "left", className, ...props }: OverlayProps & { side?: "left" | "right" | "bottom" }) {
  return (
    <Overlay
      {...props}
      className={cn(
        side === "left" && "inset-y-0 left-0 w-[min(320px,88vw)] animate-slide",
        side === "right" && "inset-y-0 right-0 w-[min(440px,94vw)] animate-fade",
        side === "bottom" && "inset-x-0 bottom-0 max-h-[85dvh] animate-fade rounded-t-xl",
        className,
      )}
    />
  );
}

function Overlay({ open, onOpenChange, title, description, children, footer, className }: OverlayProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn("fixed z-50 flex flex-col border border-line bg-raised shadow-raised", className)}
        >
          <header className="flex items-start gap-3 px-4 pt-3 pb-2">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="font-semibold text-base text-text">{title}</Primitive.Title>
              {description && (
                <Primitive.Description className="mt-0.5 text-muted text-sm">{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <IconButton label="Close" icon={X} />
            </Primitive.Close>
          </header>
          {/* Menus in here belong to the window: what is behind it is hidden from screen readers. */}
          <FloatingRoot value={undefined}>
            <div className="min-h-0 flex-1 overflow-y-auto px-4 py-2">{children}</div>
            {footer && <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
          </FloatingRoot>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
