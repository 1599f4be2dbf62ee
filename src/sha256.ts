/** The one hash: of chains, versions and tokens. */
import { hash } from 'node:crypto'

/** Lower-case hex of the text's UTF-8. */
export const sha256 = (text: string): string => hash('sha256', text)

export const sha256Bytes = (text: string): Buffer => hash('sha256', text, 'buffer')
