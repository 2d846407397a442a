import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { APPLY_PREFERENCES } from "@/components/shell/preferences-script.ts";

export const metadata: Metadata = {
  applicationName: "Mission Control",
  icons: "/icon.svg",
  manifest: "/manifest.webmanifest",
  // Other sites learn nothing; our own forms must say where they come from, or the server refuses them.
  referrer: "same-origin",
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f7f9" },
    { media: "(prefers-color-scheme: dark)", color: "#0d0e11" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* Before the first paint, so that no other theme flashes. */}
        <script>{APPLY_PREFERENCES}</script>
      </head>
      <body>{children}</body>
    </html>
  );
}
