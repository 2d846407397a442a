import { create } from "zustand";

const KEY = "mc:notify";

/** Whether this browser tells of what happens while nobody looks. Kept in this browser. */
export const useNotifyChoice = create<{ isOn: boolean }>(() => ({ isOn: stored() }));

export function chooseNotify(isOn: boolean): void {
  useNotifyChoice.setState({ isOn });
  try {
    if (isOn) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function stored(): boolean {
  if (typeof window === "undefined") return false;
  try {
    return localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}
