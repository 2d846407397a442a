import { tenths } from "@/components/ui/format.ts";
import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { usePageRecord } from "@/hooks/debug/use-page-record.ts";

/** How long this page's calls took, and what its connection went through. */
export function Timings() {
  const { timings, states } = usePageRecord();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 p-4">
      <Section title="Calls of this page">
        <div className="overflow-x-auto">
          <table className="w-full text-xs tabular-nums">
            <thead className="text-muted">
              <tr className="h-8 border-b text-right [&>th]:px-3 [&>th]:font-medium">
                <th scope="col" className="text-left">
                  Method
                </th>
                <th scope="col">Calls</th>
                <th scope="col">Failed</th>
                <th scope="col">p50 ms</th>
                <th scope="col">p95 ms</th>
                <th scope="col">Longest</th>
              </tr>
            </thead>
            <tbody>
              {timings.map(({ method, count, failed, p50Ms, p95Ms, maxMs }) => (
                <tr key={method} className="h-7 border-b text-right last:border-b-0 [&>td]:px-3">
                  <th scope="row" className="px-3 text-left font-mono font-normal">
                    {method}
                  </th>
                  <td>{count}</td>
                  <td className={failed > 0 ? "text-bad" : "text-muted"}>{failed}</td>
                  <td>{tenths(p50Ms)}</td>
                  <td>{tenths(p95Ms)}</td>
                  <td>{tenths(maxMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section title="Connection">
        <ol aria-label="Connection" className="text-xs">
          {states.map(({ id, at, state, reason }) => (
            <li key={id} className="flex flex-wrap gap-x-3 border-b px-3 py-1.5 last:border-b-0">
              <RelativeTime time={at} className="w-24 shrink-0 text-muted" />
              <span className="w-20 shrink-0 font-medium">{state}</span>
              <span className="min-w-0 text-muted">{reason}</span>
            </li>
          ))}
        </ol>
      </Section>
    </div>
  );
}
