// `npm start` and `npm run dev`: install and build what is missing, then become the server.
import { spawn } from "node:child_process";
import module from "node:module";
import { join } from "node:path";
import { build, install, nodeBinary, ROOT, SetupError } from "./setup.mjs";

const args = process.argv.slice(2);
const needsPages = !args.some((arg) => ["--dev", "--help", "-h", "--version", "backup", "restore"].includes(arg));

try {
  await install(say);
  if (needsPages) await build(say);
  await serve();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function serve() {
  const main = join(ROOT, "server", "main.ts");
  const env = {
    NODE_ENV: args.includes("--dev") ? /** @type {const} */ ("development") : /** @type {const} */ ("production"),
    // What was compiled once is not compiled again, and the TypeScript compiler's memory is not needed: 40 MB less.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(ROOT, ".cache", "compile"),
  };
  if (process.execPath === nodeBinary()) {
    Object.assign(process.env, env);
    process.argv = [process.execPath, main, ...args];
    // Threads find it in the environment; this one has begun already.
    module.enableCompileCache(env.NODE_COMPILE_CACHE);
    await import("../server/main.ts");
    module.flushCompileCache();
    return;
  }
  const server = spawn(nodeBinary(), [main, ...args], { stdio: "inherit", env: { ...process.env, ...env } });
  // The terminal sends Ctrl-C to both of us: only what reaches this process alone is passed on.
  process.on("SIGINT", () => {});
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) process.on(signal, () => server.kill(signal));
  server.on("exit", (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1);
  });
}

/** @param {string} text */
function say(text) {
  console.log(text);
}
