/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by `npm run verify`, for the whole project at once.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};
