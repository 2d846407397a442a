/** What of the cron panel an address shows. */
export type CronRoute = { view: "list" } | { view: "job"; id: string };

/** Reads `/cron` and `/cron/<id>`; what follows is ignored. */
export function cronRoute(pathname: string): CronRoute {
  const [, , id] = pathname.split("/");
  return id ? { view: "job", id: decode(id) } : { view: "list" };
}

/** The address of one job. */
export function jobHref(id: string): string {
  return `/cron/${encodeURIComponent(id)}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
