import { Bell, BellOff } from "lucide-react";
import { useState } from "react";
import { chooseNotify, useNotifyChoice } from "@/components/shell/notify/notify-choice.ts";
import { Button } from "@/components/ui/button.tsx";
import { Row } from "./row.tsx";

type Permission = NotificationPermission | "unsupported";

const HINTS: Record<Permission, string> = {
  default: "Tells of commands that wait and of runs that end while this page is not looked at. The browser asks first.",
  granted: "Tells of commands that wait and of runs that end while this page is open but not looked at.",
  denied: "This browser has been told to show none from this page: allow them in its settings for this site.",
  unsupported: "This browser shows none for this page. They need HTTPS or localhost.",
};

/** Notifications of the browser, once somebody wants them. */
export function Notifications() {
  const isChosen = useNotifyChoice(({ isOn }) => isOn);
  const [permission, setPermission] = useState<Permission>(permissionNow);
  const isOn = isChosen && permission === "granted";

  async function turnOn() {
    const answer = await Notification.requestPermission();
    setPermission(answer);
    chooseNotify(answer === "granted");
  }

  return (
    <Row name={isOn ? "Notifications are on" : "Notifications are off"} hint={HINTS[permission]}>
      {isOn ? (
        <Button onClick={() => chooseNotify(false)}>
          <BellOff aria-hidden /> Turn off
        </Button>
      ) : (
        <Button onClick={turnOn} disabled={permission === "denied" || permission === "unsupported"}>
          <Bell aria-hidden /> Turn on
        </Button>
      )}
    </Row>
  );
}

function permissionNow(): Permission {
  return typeof Notification === "undefined" ? "unsupported" : Notification.permission;
}
