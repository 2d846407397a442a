import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Elapsed } from "@/components/ui/elapsed.tsx";
import { compactNumber, duration, money } from "@/components/ui/format.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Meter } from "@/components/ui/meter.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Sparkline } from "@/components/ui/sparkline.tsx";
import { Specimen } from "./specimen.tsx";

const SURFACES = ["background", "sidebar", "surface", "raised", "sunken", "hover", "selected"] as const;
const TEXTS = ["text", "text-muted", "text-faint", "accent-text", "good", "warn", "bad", "info"] as const;
const OPENED = Date.now();

export function Foundations() {
  return (
    <>
      <Specimen name="Text on every surface">
        {SURFACES.map((surface) => (
          <div
            key={surface}
            className="grid w-full grid-cols-4 gap-x-3 rounded-md border px-3 py-2 text-xs"
            style={{ background: `var(--${surface})` }}
          >
            <span className="col-span-4 pb-1 font-medium">{surface}</span>
            {TEXTS.map((text) => (
              <span key={text} style={{ color: `var(--${text})` }}>
                {text}
              </span>
            ))}
          </div>
        ))}
      </Specimen>
      <Specimen name="Sizes">
        <div className="grid gap-1">
          <p className="text-2xl">text-2xl, for a number that counts</p>
          <p className="text-lg">text-lg, for a page of its own</p>
          <p className="text-base">text-base, what is read</p>
          <p className="text-sm">text-sm, rows and controls</p>
          <p className="text-xs">text-xs, what stands beside</p>
          <p className="font-mono text-xs">font-mono 0123456789 agent:main:main</p>
        </div>
      </Specimen>
      <Specimen name="Numbers and times">
        <span>{compactNumber(3_214)} tokens</span>
        <span>{money(0.0123)}</span>
        <span>{duration(8_200)}</span>
        <RelativeTime time={OPENED} />
        <Elapsed since={OPENED} />
        <Elapsed since={OPENED} frozen className="text-faint" />
      </Specimen>
      <Specimen name="Meter, sparkline">
        <Meter value={0.4} label="Context, well" />
        <Meter value={0.8} label="Context, filling" />
        <Meter value={0.95} label="Context, nearly full" />
        <Sparkline values={[1, 3, 2, 5, 4, 6, 9]} label="Seven days" className="h-8 w-28" />
        <Sparkline values={[0, 0, 0, 0, 0, 0, 0]} label="Seven days of nothing" className="h-8 w-28" />
      </Specimen>
      <Specimen name="Keys, copying">
        <Kbd keys="⌘ K" />
        <Kbd keys="g c" />
        <CopyButton text="copied" />
      </Specimen>
    </>
  );
}
