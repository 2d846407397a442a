import { Badge } from "@/components/ui/badge.tsx";

/** The gateway that a row of a merged list comes from. */
export function OriginBadge({ name }: { name: string }) {
  return (
    <Badge title={`On the gateway ${name}`} className="block max-w-32 truncate leading-5">
      {name}
    </Badge>
  );
}
