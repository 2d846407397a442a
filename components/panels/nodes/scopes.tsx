import { Badge } from "@/components/ui/badge.tsx";
import { shortScope } from "./device-facts.ts";

/** Rights, one badge each. */
export function Scopes({ scopes = [] }: { scopes?: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {scopes.map((scope) => (
        <Badge key={scope} tone={scope === "operator.admin" ? "warn" : "neutral"} title={scope}>
          {shortScope(scope)}
        </Badge>
      ))}
    </span>
  );
}
