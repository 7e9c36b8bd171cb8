/** The documented texts (answers.ts) in their own letters: "Bad Request" is what web servers say by themselves. */
export const mobileRefusal = /appsflyer_id|Payload is missing|failed to parse|\bBad request\b/
