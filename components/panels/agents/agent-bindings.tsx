import { Plus, X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Section } from "@/components/ui/page.tsx";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useBindings } from "@/hooks/use-bindings.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import type { Binding } from "@/server/protocol/routing.ts";
import { bindingWords } from "./binding-words.ts";

const AddBinding = lazy(() => import("./add-binding.tsx"));

/** Whose messages an agent answers, of those that come by channels. */
export function AgentBindings({ agent, isDefault }: { agent: AgentSummary; isDefault: boolean }) {
  const { isOffered, bindings, isLoading, error, refresh } = useBindings();
  const mayEdit = useMay("operator.admin");
  const [isAdding, setIsAdding] = useState(false);
  const own = bindings.filter(({ agentId }) => agentId === agent.id);
  const answersRest = isDefault && !bindings.some(({ matchKey }) => matchKey === "default");
  return (
    <Section
      title="Answers"
      actions={
        isOffered &&
        mayEdit && (
          <Button size="sm" variant="ghost" onClick={() => setIsAdding(true)}>
            <Plus aria-hidden /> Add binding
          </Button>
        )
      }
    >
      {!isOffered ? (
        <p className="px-3 py-3 text-muted text-sm">
          Which channels and people it answers stands in the gateway’s configuration, under{" "}
          <Link href="/config?at=bindings" className="text-accent-text underline underline-offset-2">
            bindings
          </Link>
          .
        </p>
      ) : error && bindings.length === 0 ? (
        <ErrorState error={error} title="Whom it answers could not be read" onRetry={refresh} />
      ) : isLoading ? (
        <Loading label="Loading whom it answers" className="p-3">
          <Skeleton className="h-6" />
        </Loading>
      ) : (
        <>
          <ul aria-label={`Whom ${agent.name} answers`} className="divide-y empty:hidden">
            {own.map((binding) => (
              <BindingLine key={`${binding.matchKey} ${binding.matchValue}`} binding={binding} mayRemove={mayEdit} />
            ))}
          </ul>
          <p className="px-3 py-2 text-muted text-sm">{restWords({ answersRest, hasOwn: own.length > 0 })}</p>
        </>
      )}
      <Suspense>{isAdding && <AddBinding agent={agent} onClose={() => setIsAdding(false)} />}</Suspense>
    </Section>
  );
}

/** That it is gone the gateway tells. */
function BindingLine({ binding, mayRemove }: { binding: Binding; mayRemove: boolean }) {
  const { trigger, isMutating } = useGatewayRpcMutation("bindings.remove");
  const { matchKey, matchValue, priority } = binding;
  const words = bindingWords(binding);

  async function remove() {
    try {
      await trigger({ matchKey, matchValue });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      toast("The binding was not removed", { tone: "bad", detail });
    }
  }

  return (
    <li className="flex min-h-10 items-center gap-2 px-3 py-1 text-sm">
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{words}</span>
      {priority !== 0 && <Badge title="Higher ones are asked first">priority {priority}</Badge>}
      {mayRemove && <IconButton label={`Stop answering ${words}`} icon={X} disabled={isMutating} onClick={remove} />}
    </li>
  );
}

function restWords({ answersRest, hasOwn }: { answersRest: boolean; hasOwn: boolean }): string {
  if (answersRest) return "It answers whoever writes by a channel and is bound to no other agent.";
  if (hasOwn) return "The narrowest binding that matches decides: a person before a channel.";
  return "No binding: by channels nobody reaches it. In its chats everybody does.";
}
