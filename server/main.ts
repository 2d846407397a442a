import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import packageJson from "../package.json" with { type: "json" };
import { mistakeOf } from "./boot/mistakes.ts";
import { readConfig } from "./config.ts";
import type { MissionControl } from "./mission-control.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** How long a graceful stop may take before the process ends anyway. */
const STOP_DEADLINE_MS = 10_000;

// Everything that this process writes is for its user alone.
process.umask(0o077);

try {
  // Each command loads what it needs itself.
  const command = readConfig(process.argv.slice(2), process.env);
  if (command.run === "help") console.log(command.text);
  else if (command.run === "version") console.log(packageJson.version);
  else if (command.run === "backup") {
    const { backUp } = await import("./backup/backup.ts");
    const { bytes } = await backUp({ ...command, version: packageJson.version });
    console.log(
      `Backed up ${command.home} to ${command.file} (${(bytes / 1_000_000).toFixed(1)} MB). Keep it safe: keys and tokens are in it.`,
    );
  } else if (command.run === "restore") {
    const { restore } = await import("./backup/restore.ts");
    const { createdAt, aside } = await restore(command);
    console.log(`Restored ${command.home} as it was on ${new Date(createdAt).toISOString()}.`);
    if (aside) console.log(`What was there is in ${aside}.`);
  } else {
    const { openMissionControl } = await import("./mission-control.ts");
    const missionControl = await openMissionControl({ ...command.config, root: ROOT, version: packageJson.version });
    const { port, yielded } = missionControl;
    if (yielded !== undefined) {
      console.log(
        `\nAn OpenClaw gateway has port ${yielded}, so Mission Control took ${port}. It can use that gateway: see Gateways.`,
      );
    }
    const { address, once } = missionControl.signInUrl();
    const how = once ? "Open this address, it signs your browser in" : "People sign in at this address";
    console.log(`\nMission Control is ready. ${how}:\n\n  ${address}\n`);
    stopOnSignal(missionControl);
  }
} catch (error) {
  const sentence = mistakeOf(error);
  if (!sentence) throw error;
  console.error(sentence);
  process.exitCode = 2;
}

function stopOnSignal(missionControl: MissionControl): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log(`\n${signal}: stopping; once more to stop at once.`);
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    missionControl.close("stopped").then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
}
