import { KeyRound } from "lucide-react";
import { Link } from "@/components/ui/link.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { useGateways } from "@/hooks/use-gateways.ts";

/** Where the keys of a gateway are that does not tell of them. */
export function KeysElsewhere() {
  const { current } = useGateways();
  if (current?.kind !== "embedded") {
    return (
      <EmptyState icon={KeyRound} title="Keys are set on the gateway's machine">
        {current?.name ?? "This gateway"} does not tell of them here. Run{" "}
        <code className="font-mono text-xs">openclaw models auth</code> there.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={KeyRound} title="Keys are set where Mission Control runs">
      The built-in gateway takes them from <code className="font-mono text-xs">OPENAI_API_KEY</code> and{" "}
      <code className="font-mono text-xs">ANTHROPIC_API_KEY</code>, or from{" "}
      <Link href="/config?at=models" className="rounded-sm underline underline-offset-2 hover:text-text">
        models
      </Link>{" "}
      in its configuration.
    </EmptyState>
  );
}
