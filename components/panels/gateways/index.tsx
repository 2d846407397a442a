"use client";

import { usePathname } from "next/navigation";
import { Fleet } from "./fleet.tsx";
import { GatewayDetail } from "./gateway-detail.tsx";
import { gatewaysRoute } from "./gateways-route.ts";

/** The fleet; one of its gateways with what is wrong with it and what mends that. */
export default function GatewaysPanel() {
  const route = gatewaysRoute(usePathname() ?? "");
  return route.view === "fleet" ? <Fleet /> : <GatewayDetail key={route.id} id={route.id} />;
}
