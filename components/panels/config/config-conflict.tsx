import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { REDACTED } from "@/server/protocol/config-document.ts";
import { type ConfigMerge, type SettingConflict, type Side, valueText } from "./config-merge.ts";
import type { ConfigDraft } from "./use-config-draft.ts";

const SIDES: readonly { value: Side; label: string }[] = [
  { value: "theirs", label: "Theirs" },
  { value: "mine", label: "Mine" },
];

/** Somebody saved what was changed here too: each setting that both changed is decided, the others are merged. */
export function ConfigConflict({ draft }: { draft: ConfigDraft }) {
  const { merge } = draft;
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const chosen = merge?.conflicts.map(({ path }) => sides[addressOf(path)]) ?? [];
  const isDecided = chosen.every((side) => side !== undefined);
  return (
    <Callout tone="warn" className="grid gap-3">
      <p>
        Somebody saved another version since your changes began.
        {merge && isPartly(merge) && ` ${changesOf(merge)} That is merged by itself.`}
      </p>
      {merge && (
        <ul aria-label="Settings that both changed" className="grid gap-2">
          {merge.conflicts.map((conflict) => (
            <Conflict
              key={addressOf(conflict.path)}
              conflict={conflict}
              side={sides[addressOf(conflict.path)]}
              onChoose={(side) => setSides({ ...sides, [addressOf(conflict.path)]: side })}
            />
          ))}
        </ul>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="sm" onClick={draft.discard}>
          Take theirs
        </Button>
        <Button size="sm" onClick={draft.keepMine}>
          Compare mine with it
        </Button>
        {merge && (
          <Button size="sm" variant="primary" disabled={!isDecided} onClick={() => draft.mergeWith(chosen)}>
            Merge
          </Button>
        )}
      </div>
    </Callout>
  );
}

function Conflict(props: { conflict: SettingConflict; side: Side | undefined; onChoose: (side: Side) => void }) {
  const { path, theirs, mine } = props.conflict;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <div className="min-w-0 flex-1 basis-56 text-xs">
        <p className="break-words font-mono text-sm">{addressOf(path)}</p>
        <p className="break-words">
          Theirs: <code className="font-mono">{valueText(theirs)}</code> · Mine:{" "}
          <code className="font-mono">
            {theirs === REDACTED && mine !== undefined ? "another one" : valueText(mine)}
          </code>
        </p>
      </div>
      <Segmented
        label={`Which ${addressOf(path)}`}
        value={props.side ?? ""}
        choices={SIDES}
        onValueChange={(side) => side !== "" && props.onChoose(side)}
      />
    </li>
  );
}

/** Told after changes of different settings were merged: nothing is left to decide. */
export function ConfigMerged({ merged, onClose }: { merged: Changes; onClose: () => void }) {
  return (
    <Callout className="flex flex-wrap items-center gap-2">
      <span role="status" className="flex-1">
        Somebody saved other settings meanwhile: your changes stand on theirs now. {changesOf(merged)}
      </span>
      <Button size="sm" variant="ghost" onClick={onClose}>
        Dismiss
      </Button>
    </Callout>
  );
}

type Changes = Pick<ConfigMerge, "theirs" | "mine">;

function isPartly({ theirs, mine }: Changes): boolean {
  return theirs.length + mine.length > 0;
}

function changesOf({ theirs, mine }: Changes): string {
  const theyDid = theirs.length > 0 && `They changed ${theirs.map(addressOf).join(", ")}.`;
  const youDid = mine.length > 0 && `You changed ${mine.map(addressOf).join(", ")}.`;
  return [theyDid, youDid].filter(Boolean).join(" ");
}

function addressOf(path: SettingConflict["path"]): string {
  return path.join(".");
}
