/** The embedded PostgreSQL cannot be had; the message is a sentence that says what to do. */
export class EmbeddedError extends Error {}
