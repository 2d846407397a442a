/** The circle that an address names; undefined for all of them. */
export function circleOf(pathname: string): string | undefined {
  return pathname.split("/")[2] || undefined;
}

/** The address of one circle, whose name needs no escaping. */
export function circleHref(name: string): string {
  return `/circles/${name}`;
}
