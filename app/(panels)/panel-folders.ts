/** The folders in `components/panels`, each the first part of its panel's address. */
export const PANEL_FOLDERS: readonly string[] = (process.env.PANEL_FOLDERS ?? "").split(" ");
