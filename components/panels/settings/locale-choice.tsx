import { useSyncExternalStore } from "react";
import { slowTicker } from "@/components/ui/clock.ts";
import { Select } from "@/components/ui/field.tsx";
import { byteSize, duration, exactNumber, money } from "@/components/ui/format.ts";
import { chooseLocale, LOCALES, localeOf, timeFormat, useLocaleChoice } from "@/components/ui/locale.ts";
import { Row } from "./row.tsx";

const names = new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" });
const moment = timeFormat({ dateStyle: "full", timeStyle: "short" });

/** What dates and numbers are written in. */
export function LocaleChoice() {
  const { locale } = useLocaleChoice();
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, slowTicker.now);
  const example = [moment.format(now), exactNumber(1_234_567), money(8.5), duration(8_200), byteSize(3_400)];
  return (
    <>
      <Row
        name="Language and region"
        hint="Of dates, numbers, durations and amounts. The words of the panels stay English."
      >
        <Select
          aria-label="Language and region"
          value={locale ?? ""}
          onChange={({ target }) => chooseLocale(localeOf(target.value))}
        >
          <option value="">As the browser: {nameOf(navigator.language)}</option>
          {LOCALES.map((tag) => (
            <option key={tag} value={tag}>
              {nameOf(tag)}
            </option>
          ))}
        </Select>
      </Row>
      <Row
        name="For example"
        hint={
          <output aria-label="Example" className="tabular-nums">
            {example.join(" · ")}
          </output>
        }
      />
    </>
  );
}

/** "German (Germany)"; a browser may have none for what it calls its own. */
function nameOf(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
