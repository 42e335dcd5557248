/** A record's words cannot move the cursor, ring the bell or turn the line round. */
export const inTerminal = (text: string) => text.replace(/[\p{Cc}\p{Bidi_Control}]+/gu, " ");
