import { CircleAlert, CircleHelp, Clock, type LucideIcon } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Delivery, UserItem } from "@/hooks/chat/items.ts";
import { useChatActions } from "../chat-actions.ts";

/** Where a message stands on its way, with what can be done when it did not arrive. */
export function DeliveryState({ item }: { item: UserItem }) {
  const actions = useChatActions();
  const { delivery, idempotencyKey } = item;
  const shown = stateOf(delivery);
  if (!shown) return null;
  const stuck = delivery.state === "failed" || delivery.state === "unconfirmed";
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 text-xs" role={stuck ? "alert" : undefined}>
      <span className={cn("inline-flex items-center gap-1", shown.className)}>
        <shown.icon aria-hidden className="size-3.5" />
        {shown.text}
      </span>
      {stuck && idempotencyKey && (
        <Button size="sm" onClick={() => actions.retryDelivery(idempotencyKey)}>
          Retry
        </Button>
      )}
      {idempotencyKey && (
        <Button size="sm" variant="ghost" onClick={() => actions.discardDelivery(idempotencyKey)}>
          Discard
        </Button>
      )}
    </div>
  );
}

function stateOf(delivery: Delivery): { icon: LucideIcon; text: string; className: string } | undefined {
  switch (delivery.state) {
    case "waiting":
      return { icon: Clock, text: "Will be sent when the connection is back", className: "text-warn" };
    case "failed":
      return { icon: CircleAlert, text: `Not sent: ${delivery.message}`, className: "text-bad" };
    case "unconfirmed":
      return { icon: CircleHelp, text: `Not confirmed: ${delivery.message}`, className: "text-warn" };
    // Said beside the time: a line that comes and goes within a moment would move what is below.
    case "sending":
    case "sent":
      return undefined;
  }
}
