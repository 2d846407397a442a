"use client";

/** Words not sent yet, kept on this device for each session over a reload. */
export declare function useDraft(sessionKey: string): {
  draft: string;
  setDraft: (text: string) => void;
  clearDraft: () => void;
};
