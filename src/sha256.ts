/** The one hash of chains, versions and digests. */
import { hash } from 'node:crypto'

/** Lower-case hex of the text's UTF-8. */
export const sha256 = (text: string): string => hash('sha256', text)
