import { readdirSync } from "node:fs";

const panels = readdirSync(new URL("components/panels", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by `npm run verify`, for the whole project at once.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // Browsers ask for the icon again at each navigation.
  headers: async () => [{ source: "/icon.svg", headers: [{ key: "Cache-Control", value: "public, max-age=86400" }] }],
  experimental: { preloadEntriesOnStart: false },
  // Built in. The pages cannot ask the registry: it would put every panel's code into every page.
  env: { PANEL_FOLDERS: panels.join(" ") },
};
