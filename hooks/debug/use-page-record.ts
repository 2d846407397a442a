"use client";

import { useSyncExternalStore } from "react";
import { useGateway } from "../gateway-provider.tsx";
import { type PageRecordView, recordOf } from "./page-record.ts";

/** How the page's calls went and what its connection went through, live. */
export function usePageRecord(): PageRecordView {
  const record = recordOf(useGateway().client);
  return useSyncExternalStore(record.subscribe, record.view, record.view);
}
