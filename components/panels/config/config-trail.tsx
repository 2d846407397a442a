/** Where one is in the configuration, and the way back up. */
export function ConfigTrail({ at, onOpen }: { at: string; onOpen: (path: string) => void }) {
  const keys = at === "." ? [] : at.split(".");
  return (
    <nav aria-label="Part" className="flex min-h-control flex-wrap items-center gap-1.5 text-sm">
      <Step name="All settings" path="." isHere={keys.length === 0} onOpen={onOpen} />
      {keys.map((key, i) => {
        const path = keys.slice(0, i + 1).join(".");
        return (
          <span key={path} className="flex items-center gap-1.5">
            <span aria-hidden className="text-faint">
              /
            </span>
            <Step name={key} path={path} isHere={i === keys.length - 1} onOpen={onOpen} />
          </span>
        );
      })}
    </nav>
  );
}

function Step(props: { name: string; path: string; isHere: boolean; onOpen: (path: string) => void }) {
  const { name, path, isHere, onOpen } = props;
  if (isHere) {
    return (
      <span aria-current="page" className="font-medium">
        {name}
      </span>
    );
  }
  return (
    <button type="button" onClick={() => onOpen(path)} className="rounded-sm text-muted hover:text-text">
      {name}
    </button>
  );
}
