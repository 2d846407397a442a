import type { FleetSource } from "../use-fleet-snapshot.ts";

/** One gateway's part of several answers that are shown as one. */
export type MergedSource = FleetSource<unknown>;

/** What stands for a gateway when its answers differ: what is wrong before what is well, and that before what is lacking. */
const RANK: Record<MergedSource["state"], number> = { failed: 0, away: 1, loading: 2, ready: 3, lacking: 4 };

/** Several methods' sources as one a gateway, in the order of the first list. */
export function mergeSources(lists: readonly (readonly MergedSource[])[]): MergedSource[] {
  const [first = [], ...others] = lists;
  return first.map((source) => {
    const all = [source, ...others.flatMap((list) => list.filter(({ gateway }) => gateway.id === source.gateway.id))];
    const shown = all.reduce((worst, each) => (RANK[each.state] < RANK[worst.state] ? each : worst));
    return { ...shown, data: all.find(({ data }) => data !== undefined)?.data };
  });
}
