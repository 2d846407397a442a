import { Button } from "@/components/ui/button.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { KnownNode } from "@/server/protocol/nodes.ts";

/** What a node offers and nobody has allowed yet; nothing where all is. */
export function OfferedCommands({
  node,
  onAllowed,
}: {
  node: KnownNode;
  /** Reads the nodes again; left out, nobody here can allow it. */
  onAllowed?: () => unknown;
}) {
  const { trigger, isMutating } = useGatewayRpcMutation("node.pair.approve");
  const { nodeId, displayName, pendingRequestId: requestId, pendingDeclaredCommands: offered = [] } = node;
  const name = displayName || nodeId;
  if (requestId === undefined) return null;

  async function allow() {
    try {
      await trigger({ requestId });
      toast(`What ${name} offers was allowed`, { tone: "good" });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      toast(`What ${name} offers was not allowed`, { tone: "bad", detail });
    }
    await onAllowed?.();
  }

  return (
    <div className="mt-1 flex flex-wrap items-center gap-2 text-warn text-xs">
      <p className="min-w-0 [overflow-wrap:anywhere]">
        Waits for somebody to allow {offered.length > 0 ? offered.join(", ") : "what it offers"}.
      </p>
      {onAllowed && (
        <Button size="sm" aria-label={`Allow what ${name} offers`} busy={isMutating} onClick={allow}>
          Allow
        </Button>
      )}
    </div>
  );
}
