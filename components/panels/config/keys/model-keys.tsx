import { KeyRound, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Page } from "@/components/ui/page.tsx";
import { Callout, EmptyState, ErrorState, Loading, RightNeeded, Skeleton } from "@/components/ui/states.tsx";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { useMay } from "@/hooks/use-may.ts";
import { type ModelAuthView, useModelAuth } from "@/hooks/use-model-auth.ts";
import { KeyDialog } from "./key-dialog.tsx";
import { KeysElsewhere } from "./keys-elsewhere.tsx";
import { ProviderRow } from "./provider-row.tsx";

/** Which providers of models the gateway can use; keys are given to it here, and never read back. */
export function ModelKeys({ views }: { views: ReactNode }) {
  const auth = useModelAuth();
  const mayChange = useMay("operator.admin");
  const canSet = useHasMethod("models.authSetApiKey") && mayChange;
  const [isAdding, setIsAdding] = useState(false);

  return (
    <Page
      title="Config"
      actions={
        <>
          {views}
          {canSet && auth.keyable.length > 0 && (
            <Button variant="primary" onClick={() => setIsAdding(true)}>
              <Plus aria-hidden /> Add key
            </Button>
          )}
        </>
      }
      className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 p-4"
    >
      {auth.isOffered && !mayChange && (
        <Callout>
          You may read this. <RightNeeded what="Changing it" scope="operator.admin" />.
        </Callout>
      )}
      <Providers auth={auth} mayChange={mayChange} canSet={canSet} />
      {isAdding && <KeyDialog choices={auth.keyable} onKept={auth.refresh} onClose={() => setIsAdding(false)} />}
    </Page>
  );
}

function Providers({ auth, mayChange, canSet }: { auth: ModelAuthView; mayChange: boolean; canSet: boolean }) {
  const { isOffered, providers, unavailable, isLoading, error, refresh } = auth;
  const canRemove = useHasMethod("models.authLogout") && mayChange;
  const canProbe = useHasMethod("models.probe") && mayChange;
  if (!isOffered) return <KeysElsewhere />;
  if (providers.length > 0) {
    return (
      <ul aria-label="Providers of models" className="max-w-4xl rounded-lg border bg-surface">
        {providers.map((provider) => (
          <ProviderRow
            key={provider.provider}
            provider={provider}
            rights={{ canSet, canRemove, canProbe }}
            onChanged={refresh}
          />
        ))}
      </ul>
    );
  }
  if (error) return <ErrorState error={error} title="The keys could not be told" onRetry={refresh} />;
  if (isLoading) {
    return (
      <Loading label="Loading the providers" className="grid max-w-4xl gap-3 rounded-lg border p-4">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-4 w-56" />
      </Loading>
    );
  }
  return (
    <EmptyState icon={KeyRound} title="No provider has a key">
      {unavailable ?? "Add one: agents of this gateway can use the models of its provider then."}
    </EmptyState>
  );
}
