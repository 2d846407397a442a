import { Brain, Cpu } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckItem, MenuItem, MenuLabel } from "@/components/ui/menu";
import { useModels } from "@/hooks/use-models.ts";
import { THINKING_LEVELS } from "./slash-commands.ts";

/** Chooses the session's model; null takes the agent's own again. */
export function ModelPicker(props: {
  agentId: string;
  model: string | undefined;
  onChange: (model: string | null) => void;
}) {
  const { models } = useModels({ agentId: props.agentId });
  const current = models.find(({ id }) => id === props.model || id.endsWith(`/${props.model}`));
  return (
    <Menu
      align="start"
      trigger={<Trigger label="Model" icon={<Cpu aria-hidden />} value={current?.name ?? props.model ?? "Model"} />}
    >
      <MenuLabel>Model</MenuLabel>
      <div className="max-h-80 overflow-y-auto">
        {models.map((model) => (
          <MenuCheckItem
            key={model.id}
            checked={model.id === current?.id}
            disabled={model.available === false}
            onSelect={() => props.onChange(model.id)}
          >
            <span className="truncate">{model.name}</span>
            <span className="ml-auto pl-4 text-faint text-xs">
              {model.available === false ? "unavailable" : model.provider}
            </span>
          </MenuCheckItem>
        ))}
        {models.length === 0 && <MenuItem disabled>No models</MenuItem>}
      </div>
      <MenuItem onSelect={() => props.onChange(null)}>Use the agent’s model</MenuItem>
    </Menu>
  );
}

/** Chooses how much the model thinks before it answers. */
export function ThinkingPicker(props: { level: string | undefined; onChange: (level: string | null) => void }) {
  return (
    <Menu
      align="start"
      trigger={<Trigger label="Thinking" icon={<Brain aria-hidden />} value={props.level ?? "Thinking"} />}
    >
      <MenuLabel>Thinking</MenuLabel>
      {THINKING_LEVELS.map((level) => (
        <MenuCheckItem key={level} checked={level === props.level} onSelect={() => props.onChange(level)}>
          {level}
        </MenuCheckItem>
      ))}
      <MenuItem onSelect={() => props.onChange(null)}>Use the model’s own</MenuItem>
    </Menu>
  );
}

function Trigger({ label, icon, value, ...props }: { label: string; icon: ReactNode; value: string }) {
  return (
    <Button
      {...props}
      variant="ghost"
      size="sm"
      aria-label={`${label}: ${value}`}
      className="min-w-0 shrink font-normal"
    >
      {icon}
      <span className="max-w-48 truncate max-sm:sr-only">{value}</span>
    </Button>
  );
}
