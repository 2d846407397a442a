import { RotateCcw } from "lucide-react";
import { useId } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useConfigPlace } from "@/hooks/use-config.ts";
import { valueAt } from "@/server/protocol/config-document.ts";
import type { ConfigChild } from "@/server/protocol/configuration.ts";
import { controlOf, issuesAt, pathOf, RELOADS } from "./config-facts.ts";
import { SettingControl } from "./setting-control.tsx";
import type { ConfigDraft } from "./use-config-draft.ts";

/** One setting: its name, what it means, and a control that fits its schema. */
export function SettingField({
  path,
  about,
  schema: known,
  draft,
  mayEdit,
}: {
  path: string;
  about: Pick<ConfigChild, "hint" | "reloadKind">;
  /** Its shape, where the gateway has told it already; undefined asks for it. */
  schema: unknown;
  draft: ConfigDraft;
  mayEdit: boolean;
}) {
  const id = useId();
  const asked = useConfigPlace(known === undefined ? path : null).data;
  const schema = known ?? asked?.schema;
  const { hint, reloadKind } = about;
  const keys = pathOf(path);
  const value = draft.valueAt(keys);
  const reload = reloadKind && RELOADS[reloadKind];
  const [issue] = issuesAt(draft.issues, path);
  const name = hint?.label ?? String(keys.at(-1) ?? path);

  return (
    <div className="grid gap-2 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,20rem)] sm:gap-4">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor={id} className="font-medium text-sm">
            {name}
          </label>
          {reload?.word && <Badge tone={reloadKind === "hot" ? "good" : "neutral"}>{reload.word}</Badge>}
        </div>
        <p id={`${id}-note`} className={issue ? "text-bad text-sm" : "text-muted text-sm"}>
          {issue?.message ?? hint?.help}
        </p>
      </div>
      <div className="flex min-h-control items-start gap-1">
        {schema !== undefined ? (
          <SettingControl
            id={id}
            noteId={`${id}-note`}
            name={name}
            control={controlOf(schema, hint?.sensitive === true)}
            value={value}
            fallback={valueAt(draft.snapshot?.config, keys)}
            isInvalid={issue !== undefined}
            disabled={!mayEdit || !draft.parsed}
            onChange={(next) => draft.setAt(keys, next)}
          />
        ) : (
          <Skeleton className="h-control flex-1" />
        )}
        {value !== undefined && mayEdit && (
          <IconButton
            label={`Back to the default of ${name}`}
            icon={RotateCcw}
            onClick={() => draft.setAt(keys, undefined)}
          />
        )}
      </div>
    </div>
  );
}
