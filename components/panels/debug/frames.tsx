import { Download, Pause, Play, Trash2, Waves } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { VList } from "virtua";
import { Button } from "@/components/ui/button.tsx";
import { download } from "@/components/ui/download.ts";
import { SearchField } from "@/components/ui/search-field.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { type LoggedFrame, MOST_FRAMES } from "@/hooks/debug/frame-log.ts";
import { useFrames } from "@/hooks/debug/use-frames.ts";
import { FrameRow } from "./frame-row.tsx";
import { FrameText } from "./frame-text.tsx";

const ROW_PX = 28;

/** The frames of the page's own socket as they pass, the newest first. */
export function Frames() {
  const [isPaused, setIsPaused] = useState(false);
  const { frames, clear } = useFrames(isPaused);
  const [words, setWords] = useQueryState("q", parseAsString.withDefault(""));
  const [chosen, setChosen] = useState<LoggedFrame>();
  const found = useMemo(() => findFrames(frames, words), [frames, words]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b p-2">
        <SearchField
          label="Find frames"
          placeholder="Find in names and texts"
          value={words}
          onValueChange={(value) => setWords(value || null)}
          boxClassName="flex-1"
        />
        <Button onClick={() => setIsPaused(!isPaused)}>
          {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />} {isPaused ? "Go on" : "Pause"}
        </Button>
        <Button onClick={clear} disabled={frames.length === 0}>
          <Trash2 aria-hidden /> Clear
        </Button>
        <Button onClick={() => save(found)} disabled={found.length === 0}>
          <Download aria-hidden /> Download
        </Button>
        <span role="status" className="text-muted text-xs tabular-nums">
          {found.length === frames.length ? frames.length : `${found.length} of ${frames.length}`}
          {frames.length === MOST_FRAMES && ", older ones are gone"}
        </span>
      </div>
      <div className="grid min-h-0 flex-1 grid-rows-2 md:grid-cols-2 md:grid-rows-1">
        {found.length > 0 ? (
          <VList
            role="group"
            aria-label="Frames"
            data={found}
            itemSize={ROW_PX}
            className="border-b md:border-r md:border-b-0"
          >
            {(frame) => (
              <FrameRow
                key={frame.id}
                frame={frame}
                isChosen={frame.id === chosen?.id}
                onChoose={() => setChosen(frame)}
              />
            )}
          </VList>
        ) : (
          <EmptyState icon={Waves} title={words ? "No frame has these words" : "No frame has passed yet"}>
            What this page sends and hears appears here while you look, up to {MOST_FRAMES} frames.
          </EmptyState>
        )}
        <FrameText frame={chosen} />
      </div>
    </div>
  );
}

function findFrames(frames: readonly LoggedFrame[], words: string): LoggedFrame[] {
  const wanted = words.toLowerCase();
  const found = wanted
    ? frames.filter((frame) => `${frame.name} ${frame.text}`.toLowerCase().includes(wanted))
    : frames;
  return found.toReversed();
}

function save(frames: readonly LoggedFrame[]): void {
  const lines = frames.toReversed().map((frame) => `${JSON.stringify(frame)}\n`);
  download(lines, "frames.jsonl", "application/jsonl");
}
