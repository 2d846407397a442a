import { PanelLeft, Search } from "lucide-react";
import { contextShareOf } from "@/components/sessions/session-state.ts";
import { useModKey } from "@/components/shell/use-mod-key.ts";
import { Badge } from "@/components/ui/badge";
import { compactNumber, money } from "@/components/ui/format";
import { IconButton } from "@/components/ui/icon-button";
import { Meter } from "@/components/ui/meter";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { SessionMenu, type SessionMenuProps } from "./session-menu.tsx";
import { TitleField } from "./title-field.tsx";

interface ChatHeaderProps extends SessionMenuProps {
  agentName: string;
  onToggleList: () => void;
}

/** Which session this is, with whom, how full and how dear, and what can be done to it. */
export function ChatHeader({ agentName, onToggleList, ...menu }: ChatHeaderProps) {
  const { session, title, commands } = menu;
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b px-3">
      <IconButton label="Sessions" icon={PanelLeft} onClick={onToggleList} />
      <TitleField key={menu.sessionKey} title={title} onRename={(label) => void commands.patch({ label })} />
      <Badge className="max-sm:hidden">{agentName}</Badge>
      <div className="ml-auto flex shrink-0 items-center gap-3 text-muted text-xs">
        {session && <Numbers session={session} />}
        <span className="flex items-center gap-1">
          <IconButton
            label="Find in this conversation"
            shortcut={`${useModKey()} F`}
            icon={Search}
            onClick={menu.onFind}
          />
          <SessionMenu {...menu} />
        </span>
      </div>
    </header>
  );
}

function Numbers({ session }: { session: SessionRow }) {
  const share = contextShareOf(session);
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <>
      {session.model && <span className="max-w-40 truncate max-lg:hidden">{session.model}</span>}
      {share !== undefined && percent !== undefined && (
        <span
          className="flex items-center gap-1.5 max-sm:hidden"
          title={`${compactNumber(session.totalTokens ?? 0)} of ${compactNumber(session.contextTokens ?? 0)} tokens of context`}
        >
          <Meter value={share} label="Context used" className="w-12" />
          <span className="min-w-7 text-right">{percent}%</span>
        </span>
      )}
      {session.estimatedCostUsd !== undefined && session.estimatedCostUsd > 0 && (
        <span className="max-sm:hidden" title="Cost of this session">
          {money(session.estimatedCostUsd)}
        </span>
      )}
    </>
  );
}
