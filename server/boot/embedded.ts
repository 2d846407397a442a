import { join } from "node:path";
import { ConfigFile } from "../embedded/config/config-file.ts";
import { createEmbeddedGateway, type EmbeddedGateway } from "../embedded/gateway.ts";
import { createAgentRunner } from "../embedded/runs/run.ts";
import type { Vault } from "../gateways/vault.ts";
import type { Home } from "../home.ts";
import type { Uploads } from "../http/uploads.ts";
import type { Logs } from "../logs/logs.ts";
import type { SettingPath, Settings } from "../settings.ts";
import type { Store } from "../store/contract.ts";
import { configRules } from "./config-rules.ts";

/** The built-in gateway on the configured models. */
export async function openEmbedded(parts: {
  settings: Settings;
  version: string;
  home: Home;
  store: Store;
  logs: Logs;
  uploads: Uploads;
  vault: Vault;
  /** The project's folder, where the skills are that come with it. */
  root: string;
  /** The config file. */
  file: string;
  overrides: ReadonlyMap<SettingPath, string>;
}): Promise<EmbeddedGateway> {
  const { settings, version, home, store, logs, uploads, vault, root, file, overrides } = parts;
  // The runner is needed to build the gateway whose methods its tools call.
  let gateway: EmbeddedGateway | undefined;
  const runner = createAgentRunner({
    models: modelsOf(settings),
    logger: logs.logger.child({ source: "run" }),
    host: (sessionKey) => {
      if (!gateway) throw new Error("a run began before its gateway was open");
      return gateway.toolHost(sessionKey);
    },
  });
  gateway = await createEmbeddedGateway({
    store,
    logs,
    logger: logs.logger.child({ source: "gateway" }),
    home: home.dir,
    runner,
    uploads,
    secrets: vault,
    configuration: {
      file: new ConfigFile({ file, historyDir: join(home.dir, "config-history"), clock: Date.now }),
      rules: configRules({
        version,
        overrides,
        live: {
          "log.level": (level) => logs.setLevel(level),
          "gateway.nodes.commands.allow": (allow) => gateway?.nodes.setPolicy({ allow }),
          "gateway.nodes.commands.deny": (deny) => gateway?.nodes.setPolicy({ deny }),
        },
      }),
    },
    bundledSkills: join(root, "skills"),
    config: {
      concurrentRuns: settings["limits.concurrentRuns"],
      version,
      nodePolicy: {
        allow: settings["gateway.nodes.commands.allow"],
        deny: settings["gateway.nodes.commands.deny"],
      },
    },
  });
  return gateway;
}

/** A key alone means the provider's own address. */
function modelsOf(settings: Settings) {
  const { "models.openai.baseUrl": baseUrl, "models.openai.apiKey": apiKey } = settings;
  const { "models.anthropic.apiKey": anthropicKey, "models.anthropic.baseUrl": anthropicUrl } = settings;
  return {
    ...((baseUrl || apiKey) && { openai: { baseUrl: baseUrl ?? "https://api.openai.com/v1", apiKey } }),
    ...((anthropicKey || anthropicUrl) && { anthropic: { apiKey: anthropicKey, baseUrl: anthropicUrl } }),
    defaultModel: settings["models.default"],
  };
}
