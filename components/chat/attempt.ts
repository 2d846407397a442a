import { toast } from "@/components/ui/toast";

/** Lets something go on by itself, and says so when it fails. `failure` is what did not happen: "No fork was made". */
export function attempt(failure: string, work: Promise<unknown>): void {
  work.catch((error: unknown) =>
    toast(failure, { tone: "bad", detail: error instanceof Error ? error.message : String(error) }),
  );
}
