import {
  Bot,
  Brain,
  Bug,
  CalendarClock,
  ChartColumn,
  CircleDot,
  FolderTree,
  GraduationCap,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  MessageSquare,
  MessagesSquare,
  MonitorSmartphone,
  Palette,
  RadioTower,
  ScrollText,
  Server,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  Waypoints,
} from "lucide-react";
import type { ComponentType } from "react";
import type { Scope } from "@/server/protocol/frames.ts";
import type { Method } from "@/server/protocol/methods.ts";

/** One screen. Navigation, address, palette, shortcut and rights follow from its line here. */
export interface Panel {
  /** First part of its address. */
  slug: PanelSlug;
  title: string;
  icon: LucideIcon;
  /** The right that it needs. */
  scope: Scope;
  /** What the gateway in use must answer for it; left out, it needs none. */
  needs?: Method;
  /** It can show the whole fleet at once. */
  merges?: boolean;
  /** Where it stands in the sidebar; left out, it is found by the palette only. */
  group?: PanelGroup;
  /** Jumps here after `g`. */
  shortcut?: string;
  load: () => Promise<{ default: ComponentType }>;
  /** Most ways lead here: its code is fetched once the page has shown what it was opened for. */
  isEarly?: boolean;
}

export type PanelGroup = "Work" | "Run";

export const PANEL_GROUPS: readonly PanelGroup[] = ["Work", "Run"];

const READ = "operator.read";

/** A line here and a folder of that name make a panel. */
const LINES = {
  overview: {
    title: "Overview",
    icon: LayoutDashboard,
    scope: READ,
    merges: true,
    group: "Work",
    shortcut: "o",
    load: () => import("./overview/index.tsx"),
  },
  chat: {
    title: "Chat",
    icon: MessageSquare,
    scope: READ,
    needs: "chat.history",
    group: "Work",
    shortcut: "c",
    load: () => import("./chat/index.tsx"),
    isEarly: true,
  },
  sessions: {
    title: "Sessions",
    icon: MessagesSquare,
    scope: READ,
    needs: "sessions.list",
    merges: true,
    group: "Work",
    shortcut: "s",
    load: () => import("./sessions/index.tsx"),
    isEarly: true,
  },
  approvals: {
    title: "Approvals",
    icon: ShieldCheck,
    scope: "operator.approvals",
    group: "Work",
    shortcut: "v",
    load: () => import("./approvals/index.tsx"),
  },
  circles: {
    title: "Circles",
    icon: CircleDot,
    scope: READ,
    needs: "circles.list",
    group: "Work",
    shortcut: "i",
    load: () => import("./circles/index.tsx"),
  },
  agents: {
    title: "Agents",
    icon: Bot,
    scope: READ,
    needs: "agents.list",
    merges: true,
    group: "Run",
    shortcut: "a",
    load: () => import("./agents/index.tsx"),
  },
  workspace: {
    title: "Workspace",
    icon: FolderTree,
    scope: READ,
    needs: "agents.workspace.list",
    group: "Run",
    shortcut: "w",
    load: () => import("./workspace/index.tsx"),
  },
  memory: {
    title: "Memory",
    icon: Brain,
    scope: READ,
    needs: "agents.workspace.list",
    group: "Run",
    shortcut: "m",
    load: () => import("./memory/index.tsx"),
  },
  skills: {
    title: "Skills",
    icon: GraduationCap,
    scope: READ,
    needs: "skills.status",
    group: "Run",
    shortcut: "k",
    load: () => import("./skills/index.tsx"),
  },
  cron: {
    title: "Cron",
    icon: CalendarClock,
    scope: READ,
    needs: "cron.list",
    group: "Run",
    shortcut: "r",
    load: () => import("./cron/index.tsx"),
  },
  usage: {
    title: "Usage",
    icon: ChartColumn,
    scope: READ,
    needs: "usage.cost",
    group: "Run",
    shortcut: "u",
    load: () => import("./usage/index.tsx"),
  },
  logs: {
    title: "Logs",
    icon: ScrollText,
    scope: READ,
    needs: "logs.search",
    merges: true,
    group: "Run",
    shortcut: "l",
    load: () => import("./logs/index.tsx"),
  },
  channels: {
    title: "Channels",
    icon: Waypoints,
    scope: READ,
    needs: "channels.status",
    group: "Run",
    shortcut: "h",
    load: () => import("./channels/index.tsx"),
  },
  instances: {
    title: "Instances",
    icon: RadioTower,
    scope: READ,
    needs: "system-presence",
    group: "Run",
    shortcut: "p",
    load: () => import("./instances/index.tsx"),
  },
  nodes: {
    title: "Nodes",
    icon: MonitorSmartphone,
    scope: "operator.pairing",
    needs: "device.pair.list",
    group: "Run",
    shortcut: "n",
    load: () => import("./nodes/index.tsx"),
  },
  gateways: {
    title: "Gateways",
    icon: Server,
    scope: READ,
    group: "Run",
    shortcut: "g",
    load: () => import("./gateways/index.tsx"),
  },
  access: {
    title: "Access",
    icon: KeyRound,
    scope: "operator.admin",
    group: "Run",
    shortcut: "t",
    load: () => import("./access/index.tsx"),
  },
  config: {
    title: "Config",
    icon: Settings,
    scope: READ,
    needs: "config.get",
    group: "Run",
    shortcut: "f",
    load: () => import("./config/index.tsx"),
  },
  debug: {
    title: "Debug",
    icon: Bug,
    scope: READ,
    group: "Run",
    shortcut: "d",
    load: () => import("./debug/index.tsx"),
  },
  settings: {
    title: "Settings",
    icon: SlidersHorizontal,
    scope: READ,
    shortcut: ",",
    load: () => import("./settings/index.tsx"),
  },
  design: { title: "Design system", icon: Palette, scope: READ, load: () => import("./design/index.tsx") },
} satisfies Record<string, Omit<Panel, "slug">>;

/** The first part of a panel's address, and its folder's name. */
export type PanelSlug = keyof typeof LINES;

export const PANEL_SLUGS: readonly PanelSlug[] = slugsOf(LINES);

/** Every panel, in the order of the sidebar. */
export const PANELS: readonly Panel[] = PANEL_SLUGS.map((slug) => ({ slug, ...LINES[slug] }));

export function panelBySlug(slug: string): Panel | undefined {
  return PANELS.find((panel) => panel.slug === slug);
}

/** The panel's slug in an address; undefined where it names none. */
export function slugOf(pathname: string): string | undefined {
  return pathname.split("/")[1] || undefined;
}

/** An object written down above has the keys that its type says. */
function slugsOf(lines: typeof LINES): PanelSlug[] {
  return Object.keys(lines) as PanelSlug[];
}
