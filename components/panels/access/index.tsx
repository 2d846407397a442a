"use client";

import { Plus } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Page } from "@/components/ui/page.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { useTokens } from "@/hooks/use-access.ts";
import { Audit } from "./audit.tsx";
import { NewToken } from "./new-token.tsx";
import { People } from "./people.tsx";
import { Tokens } from "./tokens.tsx";

const VIEWS = ["tokens", "people", "audit"] as const;
const CHOICES = [
  { value: "tokens", label: "Tokens" },
  { value: "people", label: "People" },
  { value: "audit", label: "Audit" },
] as const;

/** Who may come in, who is here, and what was done by whom. */
export default function AccessPanel() {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("tokens"));
  const [isMaking, setIsMaking] = useState(false);
  const { data } = useTokens();
  const make = () => setIsMaking(true);
  return (
    <Page
      title="Access"
      actions={
        view === "tokens" &&
        data &&
        data.unavailable === undefined && (
          <Button variant="primary" onClick={make}>
            <Plus aria-hidden /> New token
          </Button>
        )
      }
    >
      <Tabs label="Access" value={view} onValueChange={setView} choices={CHOICES}>
        {view === "tokens" && <Tokens onNew={make} />}
        {view === "people" && <People />}
        {view === "audit" && <Audit />}
      </Tabs>
      {isMaking && <NewToken onClose={() => setIsMaking(false)} />}
    </Page>
  );
}
