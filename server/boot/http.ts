import type { Deed } from "../auth/audit-trail.ts";
import { ADMIN, type Authority } from "../auth/authority.ts";
import type { Refusal } from "../auth/refusals.ts";
import type { EmbeddedGateway } from "../embedded/gateway.ts";
import { exchangeRoutes } from "../http/exchange.ts";
import type { Route } from "../http/front.ts";
import { channelRoute } from "../http/hooks/channel.ts";
import { hookRoute } from "../http/hooks/route.ts";
import { metricsRoute, openMetrics } from "../http/metrics.ts";
import { completionsRoute } from "../http/openai/completions.ts";
import { modelRoutes } from "../http/openai/models.ts";
import { shareWithOrigins } from "../http/origins.ts";
import { rpcRoute } from "../http/rpc.ts";
import { sessionRoutes } from "../http/sessions.ts";
import { statusRoute } from "../http/status.ts";
import { noUploadRoute, type Uploads, uploadRoute } from "../http/uploads.ts";
import type { StatusResult } from "../protocol/system.ts";
import type { Settings } from "../settings.ts";
import type { Hub } from "./hub.ts";

/** What is served over HTTP beside the pages and the sign-in. */
export function httpRoutes(parts: {
  settings: Settings;
  version: string;
  authority: Authority;
  /** Who may read the process's own numbers. */
  keeper: Authority;
  /** Undefined: nobody here could use one. */
  uploads: Uploads | undefined;
  /** Keeps what was done. */
  note: (deed: Deed) => void;
  /** Keeps from where somebody came whom nobody knew. */
  refused: (address: string, what: Refusal) => void;
  hub: Hub;
  embedded: EmbeddedGateway;
}): Route[] {
  const { settings, version, authority, keeper, uploads, note, refused, hub, embedded } = parts;
  const { dispatch, runs, shapeFault, connections } = hub;
  const metrics = openMetrics({
    version,
    hub: () => connections.status(),
    counters: () => ({ ...connections.counters }),
    runs: async () => statusOf(await embedded.call("status", {}, { principal: ADMIN })).runs,
  });
  const api = exchangeRoutes({ authority, dispatch, shapeFault, onSentAway: (hear) => connections.onEnd(hear) }, [
    ...sessionRoutes,
    statusRoute(version),
    rpcRoute(settings["gateway.path"]),
    completionsRoute({ runs, dispatch }),
    ...modelRoutes,
  ]);
  return [
    ...shareWithOrigins(
      [...api, uploads ? uploadRoute(uploads, authority, note) : noUploadRoute],
      settings["auth.allowedOrigins"],
    ),
    metricsRoute(metrics, keeper),
    hookRoute({ hooks: settings.hooks, dispatch, shapeFault }),
    channelRoute({ inbox: embedded.webhooks, shapeFault, note, refused }),
  ];
}

/** The embedded gateway answers `status` with this. */
function statusOf(answer: unknown): StatusResult {
  return answer as StatusResult;
}
