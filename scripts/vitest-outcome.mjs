// A reporter of vitest that writes an Outcome (test-report.mjs) to the file named by TEST_OUTCOME: its own JSON leaves out
// errors that no test caught, which end a run badly too.
import { writeFileSync } from "node:fs";
import { line } from "./test-report.mjs";

export default class VitestOutcome {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly { message: string }[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failed = tests.filter((test) => test.result().state === "failed");
    const failures = [
      ...failed.map((test) => line(test.module.relativeModuleId, test.fullName, test.result().errors?.[0]?.message)),
      // Of a file that could not be run, or a suite's set-up.
      ...modules.flatMap((module) =>
        module.errors().map(({ message }) => line(module.relativeModuleId, "outside of a test", message)),
      ),
      ...unhandled.map(({ message }) => line("vitest", "an error that no test caught", message)),
    ];
    const passed = tests.filter((test) => test.result().state === "passed").length;
    writeFileSync(String(process.env.TEST_OUTCOME), JSON.stringify({ passed, failures }));
  }
}
