import { useGateways } from "@/hooks/use-gateways.ts";
import { GatewayChoice } from "./gateway-choice.tsx";
import { selectGateway, useSelectedGateway, WHOLE_FLEET } from "./selected-gateway.ts";
import { WholeFleetChoice } from "./whole-fleet-choice.tsx";

/** The fleet; with more than one gateway the panels' can be chosen. */
export function GatewayList({ onChosen }: { onChosen?: () => void }) {
  const { gateways, current, defaultId, error } = useGateways();

  const isWhole = useSelectedGateway(({ id }) => id === WHOLE_FLEET);

  function choose(id: string) {
    selectGateway(id === defaultId ? undefined : id);
    onChosen?.();
  }

  if (error && gateways.length === 0) return <p className="text-muted text-sm">{error.message}</p>;
  return (
    <ul className="grid gap-3">
      {gateways.length > 1 && (
        <li>
          <WholeFleetChoice gateways={gateways} isCurrent={isWhole} onChoose={() => choose(WHOLE_FLEET)} />
        </li>
      )}
      {gateways.map((gateway) => (
        <li key={gateway.id}>
          <GatewayChoice
            gateway={gateway}
            isCurrent={!isWhole && gateway.id === current?.id}
            onChoose={gateways.length > 1 ? choose : undefined}
          />
        </li>
      ))}
    </ul>
  );
}
