/** The shell says so itself, for addresses that never reach the server too: here is the status alone. */
export default function PanelNotFound() {
  return null;
}
