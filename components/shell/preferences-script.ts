/** Under which names a browser keeps what somebody chose. */
export const PREFERENCE_KEYS = { theme: "mc:theme", density: "mc:density" } as const;

/**
 * Runs in the page's head before anything is painted. What is not chosen is left to the stylesheet, which follows the
 * system by itself.
 */
export const APPLY_PREFERENCES = `try{for(const[k,n]of${JSON.stringify(Object.entries(PREFERENCE_KEYS))}){const v=localStorage.getItem(n);if(v&&v!=="system")document.documentElement.dataset[k]=v}}catch{}`;
