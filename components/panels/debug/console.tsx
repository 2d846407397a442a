import { Terminal } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { cn } from "@/components/ui/cn.ts";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useMethod, useMethods } from "@/hooks/debug/use-methods.ts";
import { CallLists } from "./call-lists.tsx";
import { MethodConsole } from "./method-console.tsx";
import { MethodList } from "./method-list.tsx";
import { useConsole, useMadeCalls } from "./use-console.ts";
import { useSavedCalls } from "./use-saved-calls.ts";

/** Every method of the gateway in use, to be called by hand. */
export function Console() {
  const { methods, isLoading, error, refresh } = useMethods();
  const [name, setName] = useQueryState("method", parseAsString.withOptions({ history: "push" }));
  const { method: described, isLoading: isReading } = useMethod(name);
  const { calls, add } = useMadeCalls();
  const { saved, save, remove } = useSavedCalls();
  const method = described ?? methods.find((each) => each.name === name);
  const console = useConsole(method, add);

  function choose(next: string) {
    if (next !== name) console.forget();
    setName(next);
  }

  if (methods.length === 0) {
    if (error) return <ErrorState error={error} title="The methods could not be read" onRetry={refresh} />;
    return isLoading ? (
      <Loading label="Loading the methods" className="grid gap-3 p-4">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-4 w-56" />
      </Loading>
    ) : null;
  }
  return (
    <div
      className={cn(
        "grid h-full min-h-0 md:grid-cols-[18rem_minmax(0,1fr)] md:grid-rows-1",
        method ? "grid-rows-[minmax(0,16rem)_minmax(0,1fr)]" : "grid-rows-1",
      )}
    >
      <div className="flex min-h-0 flex-col border-b md:border-r md:border-b-0">
        <MethodList methods={methods} chosen={name} onChoose={choose} className="flex-1" />
        <CallLists
          saved={saved}
          made={calls}
          onRemove={remove}
          onReplay={(call) => {
            choose(call.method);
            console.setText(call.text, call.method);
          }}
        />
      </div>
      {method ? (
        <MethodConsole method={method} isDescribed={!isReading} console={console} onSave={save} />
      ) : (
        <EmptyState
          icon={Terminal}
          className={name ? undefined : "max-md:hidden"}
          title={name ? `There is no method ${name}` : "Choose a method"}
        >
          Its params are filled in as far as they are known; the answer is shown as a tree.
        </EmptyState>
      )}
    </div>
  );
}
