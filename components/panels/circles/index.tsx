"use client";

import { usePathname } from "next/navigation";
import { CircleList } from "./circle-list.tsx";
import { CircleRoom } from "./circle-room.tsx";
import { circleOf } from "./circles-route.ts";

/** All circles; one of them with what is said there. */
export default function CirclesPanel() {
  const name = circleOf(usePathname() ?? "");
  return name === undefined ? <CircleList /> : <CircleRoom key={name} name={name} />;
}
