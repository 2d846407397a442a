/** Frames that a test draws when it wants: what is due is kept until then. */
export function manualFrames() {
  let due: (() => void)[] = [];
  return {
    nextFrame: (draw: () => void) => {
      due.push(draw);
      return () => {
        due = due.filter((each) => each !== draw);
      };
    },
    /** Draws until nothing is due; returns how many callbacks ran. */
    draw: (): number => {
      let drawn = 0;
      while (due.length > 0) {
        const now = due;
        due = [];
        for (const each of now) each();
        drawn += now.length;
      }
      return drawn;
    },
    get waiting() {
      return due.length;
    },
  };
}
