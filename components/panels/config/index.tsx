"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Page } from "@/components/ui/page.tsx";
import { Callout, ErrorState, Loading, RightNeeded, Skeleton } from "@/components/ui/states.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { useMay } from "@/hooks/use-may.ts";
import { ConfigActions } from "./config-actions.tsx";
import { ConfigForm } from "./config-form.tsx";
import { ConfigNotices } from "./config-notices.tsx";
import { ConfigText } from "./config-text.tsx";
import { ModelKeys } from "./keys/model-keys.tsx";
import { useConfigDraft } from "./use-config-draft.ts";

const VIEWS = ["form", "text", "keys"] as const;

/** A phone has no room for more. */
const KEYS = (
  <>
    <span className="max-sm:hidden">Model keys</span>
    <span className="sm:hidden">Keys</span>
  </>
);

/** A gateway's configuration: a form and the text itself, both on one document; and the keys of its models. */
export default function ConfigPanel() {
  const draft = useConfigDraft();
  const mayEdit = useMay("operator.admin");
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("form"));
  const { snapshot, error, refresh } = draft;
  const views = (
    <Segmented
      label="View"
      value={view}
      onValueChange={setView}
      choices={[
        { value: "form", label: "Form" },
        { value: "text", label: "JSON5" },
        { value: "keys", label: KEYS, name: "Model keys" },
      ]}
    />
  );

  if (view === "keys") return <ModelKeys views={views} />;
  if (!snapshot) {
    return (
      <Page title="Config">
        {error ? (
          <ErrorState error={error} title="The configuration could not be read" onRetry={refresh} />
        ) : (
          <Loading label="Loading the configuration" className="grid max-w-4xl gap-4 p-4">
            <Skeleton className="h-9" />
            <Skeleton className="h-64" />
          </Loading>
        )}
      </Page>
    );
  }
  return (
    <Page
      title="Config"
      meta={
        <code className="block truncate font-mono text-xs" title={snapshot.path}>
          {snapshot.path}
        </code>
      }
      actions={
        <>
          {views}
          {mayEdit && <ConfigActions draft={draft} />}
        </>
      }
      className="flex flex-col"
    >
      <ConfigNotices draft={draft} />
      {!mayEdit && (
        <Callout className="m-4 mb-0">
          You may read this. <RightNeeded what="Changing it" scope="operator.admin" />.
        </Callout>
      )}
      {view === "form" ? (
        <ConfigForm draft={draft} mayEdit={mayEdit} />
      ) : (
        <ConfigText draft={draft} mayEdit={mayEdit} />
      )}
    </Page>
  );
}
