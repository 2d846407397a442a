import { Plus } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";
import { typeWords } from "./json-schema.ts";

/** The params that a method takes; a click puts one into the editor. */
export function ParamsReference({
  schema,
  has,
  onAdd,
}: {
  schema: JsonSchema | undefined;
  /** Stands in the editor already. */
  has: (name: string) => boolean;
  onAdd: (name: string, schema: JsonSchema) => void;
}) {
  if (!schema) return <p className="text-muted text-xs">No schema is published for it: see the gateway's handbook.</p>;
  const params = Object.entries(schema.properties ?? {});
  if (params.length === 0) return <p className="text-muted text-xs">It takes no params.</p>;
  return (
    <ul aria-label="Params" className="grid gap-x-4 gap-y-0.5 text-xs sm:grid-cols-2">
      {params.map(([name, param]) => (
        <li key={name} className="flex min-w-0 items-center gap-1.5">
          <IconButton label={`Add ${name}`} icon={Plus} disabled={has(name)} onClick={() => onAdd(name, param)} />
          <code className="shrink-0 font-mono">{name}</code>
          {schema.required?.includes(name) && <span className="shrink-0 text-warn">required</span>}
          <span className="truncate text-muted" title={param.description}>
            {typeWords(param)}
          </span>
        </li>
      ))}
    </ul>
  );
}
