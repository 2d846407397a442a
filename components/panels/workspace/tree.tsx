import { ChevronRight, FileText, Folder, FolderOpen, Image } from "lucide-react";
import { useState } from "react";
import { folderHref } from "@/components/files/folder-route.ts";
import { Button } from "@/components/ui/button.tsx";
import { cn } from "@/components/ui/cn.ts";
import { byteSize } from "@/components/ui/format.ts";
import { Link } from "@/components/ui/link.tsx";
import { Loading, Skeleton } from "@/components/ui/states.tsx";
import { useWorkspaceFolder } from "@/hooks/use-workspace.ts";
import type { WorkspaceEntry } from "@/server/protocol/workspace.ts";
import type { ChangeMarks } from "./change-marks.ts";
import { FolderMenu } from "./folder-menu.tsx";
import { type GitMark, hasMarks, markOf } from "./git-marks.ts";
import { ChangedDot, GitLetter } from "./marks.tsx";

export interface TreeMarks {
  git: ReadonlyMap<string, GitMark>;
  changed: ChangeMarks;
}

interface BranchProps {
  agentId: string;
  /** The open file. */
  open: string | undefined;
  marks: TreeMarks;
}

/** The agent's folder. Folders are read when they are opened. */
export function Tree(props: BranchProps) {
  return <FolderEntries {...props} path="" depth={0} />;
}

function FolderEntries({ path, depth, ...props }: BranchProps & { path: string; depth: number }) {
  const { entries, more, error, isLoading, refresh } = useWorkspaceFolder(props.agentId, path);
  const indent = { paddingLeft: `${depth * 14 + 8}px` };

  if (error && !entries) {
    return (
      <div role="alert" style={indent} className="grid justify-items-start gap-2 py-2 pr-2 text-muted text-sm">
        <p className="font-medium text-text">{depth === 0 ? "The files" : "These files"} could not be read</p>
        {error.message}
        <Button size="sm" onClick={refresh}>
          Try again
        </Button>
      </div>
    );
  }
  if (isLoading || !entries) return <EntriesSkeleton isRoot={depth === 0} />;
  if (entries.length === 0) {
    return (
      <p style={indent} className="py-1.5 text-faint text-xs">
        {depth === 0 ? "The folder is empty: the first file is made with New, or by the agent." : "Empty"}
      </p>
    );
  }
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.path}>
          {entry.kind === "directory" ? (
            <FolderRow {...props} entry={entry} depth={depth} />
          ) : (
            <FileRow {...props} entry={entry} depth={depth} />
          )}
        </li>
      ))}
      {more > 0 && (
        <li style={indent} className="py-1.5 text-faint text-xs">
          {more} more are not shown
        </li>
      )}
    </ul>
  );
}

const ROW =
  "mx-1.5 flex h-row w-[calc(100%-0.75rem)] items-center gap-1.5 rounded-md pr-2 text-left text-sm transition-colors hover:bg-hover";

function FolderRow({ entry, depth, ...props }: BranchProps & { entry: WorkspaceEntry; depth: number }) {
  const holdsOpen = props.open?.startsWith(`${entry.path}/`) ?? false;
  const [chosen, setChosen] = useState<boolean>();
  const isOpen = chosen ?? holdsOpen;
  const Icon = isOpen ? FolderOpen : Folder;
  return (
    <>
      <div className="group relative">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setChosen(!isOpen)}
          style={{ paddingLeft: `${depth * 14 + 2}px` }}
          className={cn(ROW, "pr-9")}
        >
          <ChevronRight
            aria-hidden
            className={cn("size-3.5 shrink-0 text-faint transition-transform", isOpen && "rotate-90")}
          />
          <Icon aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="min-w-0 flex-1 truncate">{entry.name}</span>
          {!isOpen && <FolderMark marks={props.marks} path={entry.path} />}
        </button>
        <FolderMenu agentId={props.agentId} path={entry.path} name={entry.name} />
      </div>
      {isOpen && <FolderEntries {...props} path={entry.path} depth={depth + 1} />}
    </>
  );
}

/** A closed folder tells what is in it: what was just written before what git says. */
function FolderMark({ marks, path }: { marks: TreeMarks; path: string }) {
  if (hasMarks(marks.changed, path)) return <ChangedDot said="Something in it was written" />;
  if (hasMarks(marks.git, path)) return <ChangedDot tone="warn" said="Something in it differs from the last commit" />;
  return null;
}

function FileRow({ entry, depth, agentId, open, marks }: BranchProps & { entry: WorkspaceEntry; depth: number }) {
  const isOpen = entry.path === open;
  const git = markOf(marks.git, entry.path);
  const change = marks.changed.get(entry.path);
  const Icon = /\.(png|jpe?g|gif|webp|avif|bmp|svg)$/i.test(entry.name) ? Image : FileText;
  return (
    <Link
      href={folderHref("workspace", agentId, entry.path)}
      aria-current={isOpen ? "page" : undefined}
      style={{ paddingLeft: `${depth * 14 + 19}px` }}
      className={cn(ROW, isOpen && "bg-selected")}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{entry.name}</span>
      {change && <ChangedDot said={change === "created" ? "Just made" : "Just written"} />}
      <span className="shrink-0 text-faint text-xs">{entry.size !== undefined && byteSize(entry.size)}</span>
      {git && <GitLetter mark={git} />}
    </Link>
  );
}

function EntriesSkeleton({ isRoot }: { isRoot: boolean }) {
  if (!isRoot) return <Skeleton className="my-1 ml-8 h-5 w-32" />;
  return (
    <Loading label="Loading the files" className="grid gap-2 px-4 py-1">
      {["w-32", "w-40", "w-28", "w-36", "w-24"].map((width) => (
        <Skeleton key={width} className={`h-6 ${width}`} />
      ))}
    </Loading>
  );
}
