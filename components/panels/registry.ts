import {
  Bot,
  LayoutDashboard,
  type LucideIcon,
  MessageSquare,
  MessagesSquare,
  Palette,
  ScrollText,
} from "lucide-react";
import type { ComponentType } from "react";
import type { Scope } from "@/server/protocol/frames.ts";

/** One screen. Navigation, address, palette, shortcut and rights follow from its line here. */
export interface Panel {
  /** First part of its address. */
  slug: string;
  title: string;
  icon: LucideIcon;
  /** The right that it needs. */
  scope: Scope;
  /** Where it stands in the sidebar; left out, it is found by the palette only. */
  group?: PanelGroup;
  /** Jumps here after `g`. */
  shortcut?: string;
  load: () => Promise<{ default: ComponentType }>;
}

export type PanelGroup = "Work" | "Run";

export const PANEL_GROUPS: readonly PanelGroup[] = ["Work", "Run"];

export const PANELS: readonly Panel[] = [
  {
    slug: "overview",
    title: "Overview",
    icon: LayoutDashboard,
    scope: "operator.read",
    group: "Work",
    shortcut: "o",
    load: () => import("./overview/index.tsx"),
  },
  {
    slug: "chat",
    title: "Chat",
    icon: MessageSquare,
    scope: "operator.read",
    group: "Work",
    shortcut: "c",
    load: () => import("./chat/index.tsx"),
  },
  {
    slug: "sessions",
    title: "Sessions",
    icon: MessagesSquare,
    scope: "operator.read",
    group: "Work",
    shortcut: "s",
    load: () => import("./sessions/index.tsx"),
  },
  {
    slug: "agents",
    title: "Agents",
    icon: Bot,
    scope: "operator.read",
    group: "Run",
    shortcut: "a",
    load: () => import("./agents/index.tsx"),
  },
  {
    slug: "logs",
    title: "Logs",
    icon: ScrollText,
    scope: "operator.read",
    group: "Run",
    shortcut: "l",
    load: () => import("./logs/index.tsx"),
  },
  {
    slug: "design",
    title: "Design system",
    icon: Palette,
    scope: "operator.read",
    load: () => import("./design/index.tsx"),
  },
];

/** What `/` shows. */
export const HOME = "overview";

export function panelBySlug(slug: string): Panel | undefined {
  return PANELS.find((panel) => panel.slug === slug);
}

/** The panel's slug in an address. */
export function slugOf(pathname: string): string {
  return pathname.split("/")[1] || HOME;
}
