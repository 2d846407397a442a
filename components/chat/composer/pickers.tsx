import { Brain, Cpu } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { useModels } from "@/hooks/use-models.ts";
import { modelNamed, thinkingChoice } from "./thinking-choice.ts";

/** Chooses the session's model; null takes the agent's own again. */
export function ModelPicker(props: {
  agentId: string;
  model: string | undefined;
  onChange: (model: string | null) => void;
}) {
  const { models } = useModels({ agentId: props.agentId });
  const current = modelNamed(models, props.model);
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
      <MenuSeparator />
      <MenuItem onSelect={() => props.onChange(null)}>Use the agent’s model</MenuItem>
    </Menu>
  );
}

/** Chooses how much the session’s model thinks before it answers; null leaves it to the model, whose own level then counts. */
export function ThinkingPicker(props: {
  agentId: string;
  model: string | undefined;
  level: string | undefined;
  onChange: (level: string | null) => void;
}) {
  const { models } = useModels({ agentId: props.agentId });
  const { levels, own, current } = thinkingChoice(modelNamed(models, props.model), props.level);
  const shown = current ?? own;
  return (
    <Menu
      align="start"
      trigger={
        <Trigger
          label="Thinking"
          icon={<Brain aria-hidden className={current?.isUnknown ? "text-warn" : undefined} />}
          value={current?.isUnknown ? `${current.label}, unknown to this model` : (shown?.label ?? "Thinking")}
        />
      }
    >
      <MenuLabel>Thinking</MenuLabel>
      {current?.isUnknown && (
        <MenuCheckItem checked disabled>
          {current.label}
          <span className="ml-auto pl-4 text-faint text-xs">unknown to this model</span>
        </MenuCheckItem>
      )}
      {levels.map(({ id, label }) => (
        <MenuCheckItem key={id} checked={id === shown?.id} onSelect={() => props.onChange(id)}>
          {label}
        </MenuCheckItem>
      ))}
      {levels.length === 0 && <MenuItem disabled>This model has no levels</MenuItem>}
      <MenuSeparator />
      <MenuItem onSelect={() => props.onChange(null)}>Use the model’s own{own && ` (${own.label})`}</MenuItem>
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
