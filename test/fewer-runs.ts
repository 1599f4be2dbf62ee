/** For mutation testing: properties are tried on fewer cases, because each of thousands of changes runs them. */
import fc from 'fast-check'

fc.configureGlobal({ numRuns: 25 })
