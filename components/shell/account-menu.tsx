import { Keyboard, LogOut, Settings } from "lucide-react";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { AccountButton } from "./account-button.tsx";
import { openOverlay } from "./overlay-store.ts";
import { DENSITIES, setPreference, THEMES, usePreferences } from "./preferences.ts";
import { signOut } from "./sign-out.ts";

/** Looks, shortcuts, and leaving. Opens as soon as it is there: it is loaded by the press on its button. */
export default function AccountMenu() {
  const { theme, density } = usePreferences();
  return (
    <Menu defaultOpen trigger={<AccountButton />}>
      <MenuLabel>Theme</MenuLabel>
      {THEMES.map(({ value, label }) => (
        <MenuCheckItem
          key={value}
          checked={theme === value}
          onSelect={stayOpen}
          onCheckedChange={() => setPreference("theme", value)}
        >
          {label}
        </MenuCheckItem>
      ))}
      <MenuSeparator />
      <MenuLabel>Density</MenuLabel>
      {DENSITIES.map(({ value, label }) => (
        <MenuCheckItem
          key={value}
          checked={density === value}
          onSelect={stayOpen}
          onCheckedChange={() => setPreference("density", value)}
        >
          {label}
        </MenuCheckItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => navigate("/settings")}>
        <Settings aria-hidden /> Settings
      </MenuItem>
      <MenuItem shortcut="?" onSelect={() => openOverlay("shortcuts")}>
        <Keyboard aria-hidden /> Shortcuts
      </MenuItem>
      <MenuItem onSelect={signOut}>
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}

function stayOpen(event: Event): void {
  event.preventDefault();
}
