// Loaded into a process by `NODE_OPTIONS=--import`: its calendar begins at CLOCK_BEGINS and goes on from there.
const begins = Number(process.env.CLOCK_BEGINS);
const shift = begins - Date.now();
const now = () => RealDate.now() + shift;
const RealDate = Date;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
