import { type Format, numberFormat } from "./locale.ts";

const whole = numberFormat({ maximumFractionDigits: 0 });
const oneDigit = numberFormat({ maximumFractionDigits: 1 });
const oneTenth = numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
const dollars = dollarsWith(0);
const dollarsAndCents = dollarsWith(2);
const dollarsAndTenthsOfCents = dollarsWith(3);

/** 1234567 → "1,234,567". */
export function exactNumber(value: number): string {
  return whole.format(value);
}

/** 950 → "950", 3214 → "3.2k", 1234567 → "1.2M". */
export function compactNumber(value: number): string {
  if (value < 1_000) return whole.format(value);
  if (value < 999_500) return `${trimmed(value / 1_000)}k`;
  return `${trimmed(value / 1_000_000)}M`;
}

/** US dollars: cents below ten, tenths of a cent below one. */
export function money(amount: number): string {
  if (amount === 0) return dollars.format(0);
  if (amount < 0.001) return `<${dollarsAndTenthsOfCents.format(0.001)}`;
  return (amount < 1 ? dollarsAndTenthsOfCents : dollarsAndCents).format(amount);
}

/** Milliseconds → "320 ms", "8.2 s", "3 min 5 s", "2 h 4 min". */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 10) return `${tenths(seconds)} s`;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 3.14159 → "3.1", 3 → "3.0": of the same digits in a column. */
export function tenths(value: number): string {
  return oneTenth.format(value);
}

/** Milliseconds → "0:07", "3:05", "1:02:09": of steady width, for what still runs. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, "0");
  const [s, m, h] = [seconds % 60, Math.floor(seconds / 60) % 60, Math.floor(seconds / 3_600)];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Bytes → "812 B", "3.4 kB", "1.2 MB". */
export function byteSize(bytes: number): string {
  if (bytes < 1_000) return `${whole.format(bytes)} B`;
  return bytes < 1_000_000 ? `${trimmed(bytes / 1_000)} kB` : `${trimmed(bytes / 1_000_000)} MB`;
}

function trimmed(value: number): string {
  return (value < 100 ? oneDigit : whole).format(value);
}

/** Amounts are in US dollars wherever one reads them: only how they are written differs. */
function dollarsWith(digits: number): Format<number> {
  return numberFormat({
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
