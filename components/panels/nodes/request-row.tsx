import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { DevicePairRequest } from "@/server/protocol/devices.ts";
import { factsOf, nameOf } from "./device-facts.ts";
import { Scopes } from "./scopes.tsx";

/** A device that asks to be let in, with what it asks for. */
export function RequestRow({ request, onAnswered }: { request: DevicePairRequest; onAnswered: () => unknown }) {
  const approve = useGatewayRpcMutation("device.pair.approve");
  const reject = useGatewayRpcMutation("device.pair.reject");
  const { requestId, deviceId, role, scopes, commands = [], isRepair, ts } = request;
  const name = nameOf(request);
  const isBusy = approve.isMutating || reject.isMutating;

  async function answer(trigger: typeof approve.trigger | typeof reject.trigger, done: string) {
    try {
      await trigger({ requestId });
      toast(`${name} was ${done}`, { tone: "good" });
    } catch (error) {
      toast(`${name} was not ${done}`, { tone: "bad", detail: error instanceof Error ? error.message : String(error) });
    }
    await onAnswered();
  }

  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2 text-sm last:border-b-0">
      <div className="grid min-w-0 flex-1 basis-56 gap-1">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium text-base">{name}</span>
          {role === "node" && <Badge>node</Badge>}
          {isRepair && <Badge tone="warn">asks for more</Badge>}
          <RelativeTime time={ts} className="shrink-0 text-muted text-xs" />
        </p>
        <p className="truncate text-muted text-xs" title={deviceId}>
          {factsOf(request)} <code className="font-mono">{deviceId.slice(0, 12)}</code>
        </p>
        {role === "node" ? (
          <p className="text-muted text-xs [overflow-wrap:anywhere]">
            {commands.length > 0 ? `can do ${commands.join(", ")}` : "can do nothing that it tells"}
          </p>
        ) : (
          <Scopes scopes={scopes} />
        )}
      </div>
      <div className="flex gap-2">
        <Button
          aria-label={`Reject ${name}`}
          disabled={isBusy}
          busy={reject.isMutating}
          onClick={() => answer(reject.trigger, "rejected")}
        >
          Reject
        </Button>
        <Button
          variant="primary"
          aria-label={`Approve ${name}`}
          disabled={isBusy}
          busy={approve.isMutating}
          onClick={() => answer(approve.trigger, "approved")}
        >
          Approve
        </Button>
      </div>
    </li>
  );
}
