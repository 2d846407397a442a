import { useGateways } from "@/hooks/use-gateways.ts";
import { GatewayChoice } from "./gateway-choice.tsx";
import { selectGateway } from "./selected-gateway.ts";

/** The fleet; with more than one gateway the panels' can be chosen. */
export function GatewayList({ onChosen }: { onChosen?: () => void }) {
  const { gateways, current, defaultId, error } = useGateways();

  function choose(id: string) {
    selectGateway(id === defaultId ? undefined : id);
    onChosen?.();
  }

  if (error && gateways.length === 0) return <p className="text-muted text-sm">{error.message}</p>;
  return (
    <ul className="grid gap-3">
      {gateways.map((gateway) => (
        <li key={gateway.id}>
          <GatewayChoice
            gateway={gateway}
            isCurrent={gateway.id === current?.id}
            onChoose={gateways.length > 1 ? choose : undefined}
          />
        </li>
      ))}
    </ul>
  );
}
