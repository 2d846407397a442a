import type { FleetSource } from "@/hooks/use-fleet-snapshot.ts";

/** "2 gateways", or "1 of 2 gateways" where not every one has answered. */
export function countOfAnswers(sources: readonly FleetSource<unknown>[]): string {
  const answered = sources.filter(({ data }) => data !== undefined).length;
  return answered === sources.length ? `${answered} gateways` : `${answered} of ${sources.length} gateways`;
}
