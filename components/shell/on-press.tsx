import { type ComponentType, lazy, type ReactElement, Suspense, useMemo, useState } from "react";

/** Shows a button alone until it is pressed; then loads what the button opens, which brings the button along. */
export function OnPress({
  button: Button,
  load,
}: {
  button: ComponentType<{ onClick?: () => void }>;
  load: () => Promise<{ default: ComponentType }>;
}): ReactElement {
  const [isWanted, setIsWanted] = useState(false);
  const Full = useMemo(() => lazy(load), [load]);
  const button = <Button onClick={() => setIsWanted(true)} />;
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <Full />
    </Suspense>
  );
}
