/** The longest token in a mail address (see tokens.ts): a name of 13 characters, a hyphen, a signature of 16. Browser-safe. */
export const LONGEST_TOKEN = 30
