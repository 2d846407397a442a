import { create } from "zustand";

const KEY = "mc:locale";

/** The languages and regions that dates and numbers can be written in. */
export const LOCALES = [
  "en-US",
  "en-GB",
  "de-DE",
  "de-CH",
  "fr-FR",
  "es-ES",
  "it-IT",
  "pt-BR",
  "nl-NL",
  "sv-SE",
  "pl-PL",
  "cs-CZ",
  "tr-TR",
  "uk-UA",
  "hi-IN",
  "ja-JP",
  "ko-KR",
  "zh-CN",
  "zh-TW",
] as const;

export type Locale = (typeof LOCALES)[number];

/** What dates and numbers are written in; undefined is the browser's own. Kept in this browser. */
export const useLocaleChoice = create<{ locale: Locale | undefined }>(() => ({ locale: stored() }));

export function chooseLocale(locale: Locale | undefined): void {
  useLocaleChoice.setState({ locale });
  try {
    if (locale) localStorage.setItem(KEY, locale);
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Undefined for what is no locale to choose. */
export function localeOf(text: string | null): Locale | undefined {
  return LOCALES.find((locale) => locale === text);
}

/** Writes something as the chosen locale has it at that time. */
export interface Format<Value> {
  format: (value: Value) => string;
}

/** For times, in milliseconds since 1970 or as a Date. @throws RangeError for a time zone that the browser does not know */
export function timeFormat(options: Intl.DateTimeFormatOptions): Format<number | Date> {
  return formatBy((locale) => new Intl.DateTimeFormat(locale, options));
}

export function numberFormat(options: Intl.NumberFormatOptions = {}): Format<number> {
  return formatBy((locale) => new Intl.NumberFormat(locale, options));
}

/** To make one is slow: the last one is kept. */
function formatBy<Value>(make: (locale: Locale | undefined) => Format<Value>): Format<Value> {
  let made = { locale: undefined as Locale | undefined, format: make(undefined) };
  return {
    format(value) {
      const { locale } = useLocaleChoice.getState();
      if (made.locale !== locale) made = { locale, format: make(locale) };
      return made.format.format(value);
    },
  };
}

function stored(): Locale | undefined {
  if (typeof window === "undefined") return undefined;
  try {
    return localeOf(localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}
