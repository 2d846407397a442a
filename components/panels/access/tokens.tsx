import { KeyRound, Plus } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { useTokens } from "@/hooks/use-access.ts";
import { inOrder } from "./access-facts.ts";
import { LoadingRows } from "./loading-rows.tsx";
import { TokenRow } from "./token-row.tsx";

/** The tokens that were given out. */
export function Tokens({ onNew }: { onNew: () => void }) {
  const { data, error, refresh } = useTokens();
  if (!data && error) return <ErrorState error={error} title="The tokens could not be read" onRetry={refresh} />;
  if (!data) return <LoadingRows label="Loading the tokens" />;
  if (data.unavailable !== undefined) {
    return (
      <EmptyState icon={KeyRound} title="No tokens here">
        {data.unavailable}
      </EmptyState>
    );
  }
  if (data.tokens.length === 0) {
    return (
      <EmptyState
        icon={KeyRound}
        title="No token was given out yet"
        action={
          <Button onClick={onNew}>
            <Plus aria-hidden /> New token
          </Button>
        }
      >
        Give one to a person, a script or another program: each has a role, may end by itself, and can be taken back.
        The admin token that was made at the first start stays as it is.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Tokens">
      {inOrder(data.tokens, Date.now()).map((token) => (
        <TokenRow key={token.id} token={token} />
      ))}
    </ul>
  );
}
