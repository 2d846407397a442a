import { Ellipsis, Pencil, Plus, Search, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input, Select, Textarea } from "@/components/ui/field.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator, Popover } from "@/components/ui/menu.tsx";
import { SearchField } from "@/components/ui/search-field.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { Checkbox, Switch } from "@/components/ui/toggles.tsx";
import { Specimen } from "./specimen.tsx";

const SIZES = [
  { value: "day", label: "Day" },
  { value: "week", label: "Week" },
  { value: "month", label: "Month" },
] as const;

export function Controls() {
  return (
    <>
      <Specimen name="Button">
        <Button variant="primary">
          <Plus aria-hidden /> Primary
        </Button>
        <Button>Secondary</Button>
        <Button variant="ghost">Ghost</Button>
        <Button variant="danger">Danger</Button>
        <Button size="sm">Small</Button>
        <Button disabled>Disabled</Button>
        <Button busy>Busy</Button>
      </Specimen>
      <Specimen name="Icon button, tooltip">
        <IconButton label="Edit" icon={Pencil} shortcut="e" />
        <IconButton label="Delete" icon={Trash2} />
        <IconButton label="Search" icon={Search} variant="secondary" size="icon" />
        <IconButton label="Not now" icon={Plus} disabled />
      </Specimen>
      <Specimen name="Menu, popover">
        <ExampleMenu />
        <Popover label="Example" trigger={<Button>Popover</Button>} className="w-64">
          <p className="text-sm">Anything that is no list of commands.</p>
        </Popover>
      </Specimen>
      <Toggles />
      <Words />
      <Specimen name="Field">
        <div className="grid w-full gap-4">
          <Field label="Name" hint="What people call it.">
            {(control) => <Input {...control} placeholder="Ops" />}
          </Field>
          <Field label="Address" error="This is no address: it needs a scheme, such as wss://">
            {(control) => <Input {...control} defaultValue="example" />}
          </Field>
          <Field label="Model">
            {(control) => (
              <Select {...control} className="w-full">
                <option>builtin/operator</option>
                <option>openai/gpt-5</option>
              </Select>
            )}
          </Field>
          <Field label="Notes">{(control) => <Textarea {...control} rows={3} />}</Field>
          <Field label="Not now">{(control) => <Input {...control} disabled defaultValue="Disabled" />}</Field>
        </div>
      </Specimen>
    </>
  );
}

function Words() {
  const [words, setWords] = useState("gateway");
  return (
    <Specimen name="Search field">
      <SearchField label="Search the examples" value={words} onValueChange={setWords} boxClassName="w-64" />
      <SearchField label="Search nothing" value="" onValueChange={setWords} boxClassName="w-64" disabled />
    </Specimen>
  );
}

function Toggles() {
  const [size, setSize] = useState<"day" | "week" | "month">("week");
  const [isOn, setIsOn] = useState(true);
  return (
    <Specimen name="Checkbox, switch, segmented">
      <Checkbox aria-label="Off" />
      <Checkbox aria-label="On" checked={isOn} onCheckedChange={(checked) => setIsOn(checked === true)} />
      <Checkbox aria-label="Some" checked="indeterminate" />
      <Checkbox aria-label="Disabled" disabled />
      <Switch aria-label="Switch" checked={isOn} onCheckedChange={setIsOn} />
      <Switch aria-label="Disabled switch" disabled />
      <Segmented label="Range" value={size} onValueChange={setSize} choices={SIZES} />
    </Specimen>
  );
}

function ExampleMenu() {
  const [isPinned, setIsPinned] = useState(true);
  return (
    <Menu
      trigger={
        <Button>
          <Ellipsis aria-hidden /> Menu
        </Button>
      }
    >
      <MenuLabel>Session</MenuLabel>
      <MenuItem shortcut="r">
        <Pencil aria-hidden /> Rename
      </MenuItem>
      <MenuCheckItem checked={isPinned} onCheckedChange={setIsPinned}>
        Pinned
      </MenuCheckItem>
      <MenuItem disabled>Not now</MenuItem>
      <MenuSeparator />
      <MenuItem tone="bad">
        <Trash2 aria-hidden /> Delete …
      </MenuItem>
    </Menu>
  );
}
