/** Markdown without its marks and line breaks, for where it is read out or shown in one line. Code is only named. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?(?:```|$)/g, " Code. ")
    .replace(/!?\[([^\]]*)\]\([^)]*(?:\)|$)/g, "$1")
    .replace(/[*_`#>|~]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
