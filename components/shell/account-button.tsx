import { Settings2 } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button.tsx";

export function AccountButton(props: ComponentProps<typeof Button>) {
  return (
    <Button variant="ghost" size="icon" aria-label="Settings" aria-haspopup="menu" {...props}>
      <Settings2 aria-hidden />
    </Button>
  );
}
