import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { Link } from "./link";
import { Page } from "./page";
import { EmptyState, ErrorState, Loading, Skeleton } from "./states";

/**
 * The page of one thing that is not there: it is being read, it could not be read, or there is none.
 * @param list the title of the list that it would be of
 * @param noun what it is: "agent"
 * @param missing says that there is none; `children` says why that may be, `below` stands under it
 */
export function PageWithout({
  list,
  href,
  noun,
  icon,
  missing,
  isLoading,
  error,
  onRetry,
  children,
  below,
}: {
  list: string;
  href: string;
  noun: string;
  icon: LucideIcon;
  missing: string;
  isLoading: boolean;
  error: Error | undefined;
  onRetry: () => void;
  children: ReactNode;
  below?: ReactNode;
}) {
  return (
    <Page title={list}>
      {error ? (
        <ErrorState error={error} title={`The ${noun} could not be read`} onRetry={onRetry} />
      ) : isLoading ? (
        <Loading label={`Loading the ${noun}`} className="grid max-w-6xl gap-4 p-4 lg:grid-cols-2">
          <Skeleton className="h-40" />
          <Skeleton className="h-40" />
        </Loading>
      ) : (
        <>
          <EmptyState
            icon={icon}
            title={missing}
            action={
              <Button asChild>
                <Link href={href}>All {noun}s</Link>
              </Button>
            }
          >
            {children}
          </EmptyState>
          {below}
        </>
      )}
    </Page>
  );
}
