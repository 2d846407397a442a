/** A shortcut, keys separated by spaces: `⌘ K`, `g c`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="inline-flex gap-0.5 font-sans">
      {keys.split(" ").map((key) => (
        <span
          key={key}
          className="min-w-4 rounded-sm border border-line bg-sunken px-1 text-center text-2xs text-muted"
        >
          {key}
        </span>
      ))}
    </kbd>
  );
}
