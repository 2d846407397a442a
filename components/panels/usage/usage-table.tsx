import { compactNumber, exactNumber, money } from "@/components/ui/format.ts";
import { Link } from "@/components/ui/link.tsx";
import { amountOf, hasKnownCost, type Measure, type UsageRow } from "./usage-view.ts";

/** Tokens and cost of each, with its share of what was counted. */
export function UsageTable({ rows, measure, label }: { rows: readonly UsageRow[]; measure: Measure; label: string }) {
  const sum = rows.reduce((total, { totals }) => total + amountOf(totals, measure), 0);
  return (
    <table aria-label={label} className="w-full table-fixed text-sm">
      <thead className="text-left text-muted text-xs">
        <tr className="border-b">
          <th scope="col" className="px-3 py-1.5 font-medium">
            {label}
          </th>
          <th scope="col" className="hidden w-20 px-2 py-1.5 text-right font-medium md:table-cell">
            Input
          </th>
          <th scope="col" className="hidden w-20 px-2 py-1.5 text-right font-medium md:table-cell">
            Output
          </th>
          <th scope="col" className="hidden w-20 px-2 py-1.5 text-right font-medium md:table-cell">
            Cached
          </th>
          <th scope="col" className="w-20 px-2 py-1.5 text-right font-medium">
            Tokens
          </th>
          <th scope="col" className="w-24 px-3 py-1.5 text-right font-medium">
            Cost
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {rows.map((row) => (
          <Row key={row.id} row={row} share={shareOf(row, measure, sum)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row: { name, detail, href, totals }, share }: { row: UsageRow; share: number | undefined }) {
  return (
    <tr>
      <th scope="row" className="px-3 py-1.5 text-left font-normal">
        <span className="flex items-baseline gap-2">
          {href ? (
            <Link href={href} className="truncate rounded-sm font-medium underline-offset-2 hover:underline">
              {name}
            </Link>
          ) : (
            <span className="truncate font-medium">{name}</span>
          )}
          {share !== undefined && (
            <span className="shrink-0 text-muted text-xs tabular-nums">{Math.round(share * 100)} %</span>
          )}
        </span>
        {detail && <span className="block truncate text-muted text-xs">{detail}</span>}
        <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-hover">
          <span className="block h-full rounded-full bg-accent" style={{ width: `${(share ?? 0) * 100}%` }} />
        </span>
      </th>
      <Amount value={totals.input} isExtra />
      <Amount value={totals.output} isExtra />
      <Amount value={totals.cacheRead} isExtra />
      <Amount value={totals.totalTokens} />
      <td className="px-3 py-1.5 text-right align-top tabular-nums">
        <Cost totals={totals} />
      </td>
    </tr>
  );
}

/** Undefined where nobody knows. */
function shareOf({ totals }: UsageRow, measure: Measure, sum: number): number | undefined {
  if (measure === "cost" && !hasKnownCost(totals)) return undefined;
  return sum > 0 ? amountOf(totals, measure) / sum : 0;
}

function Amount({ value, isExtra = false }: { value: number; isExtra?: boolean }) {
  return (
    <td
      title={exactNumber(value)}
      className={`px-2 py-1.5 text-right align-top tabular-nums ${isExtra ? "hidden text-muted md:table-cell" : ""}`}
    >
      {compactNumber(value)}
    </td>
  );
}

/** What is not known is said: it is not 0. */
function Cost({ totals }: Pick<UsageRow, "totals">) {
  const { totalCost, missingCostEntries } = totals;
  if (missingCostEntries === 0) return money(totalCost);
  if (!hasKnownCost(totals)) return <span className="text-muted">no price</span>;
  return (
    <>
      {money(totalCost)}
      <span className="block text-muted text-xs">{missingCostEntries} unpriced</span>
    </>
  );
}
