// `npm run bench`: speed as ratios against baselines of the same run. Names narrow it: `npm run bench -- store`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { install, nodeBinary, ROOT, SetupError } from "./setup.mjs";

const BENCHES = ["start", "hub", "store", "markdown", "gateway", "browser"];
const asked = process.argv.slice(2);

try {
  const unknown = asked.find((name) => !BENCHES.includes(name));
  if (unknown) throw new SetupError(`There is no bench "${unknown}": name ${BENCHES.join(", ")}.`);
  await install((text) => console.log(text));
  for (const name of BENCHES.filter((bench) => asked.length === 0 || asked.includes(bench))) {
    console.log(`\n— ${name} —`);
    const { status } = spawnSync(nodeBinary(), [join(ROOT, "bench", `${name}.ts`)], { cwd: ROOT, stdio: "inherit" });
    if (status !== 0) throw new SetupError(`The bench "${name}" ended with ${status}.`);
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
