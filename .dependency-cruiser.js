/** Who may import whom: main, cli → http → features → db, core; core → core and temporal-polyfill; web → contracts and core. */
const tests = '\\.test\\.tsx?$'

/** @type {(name: string, comment: string, from: object, to: object) => object} */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    forbid(
      'no-circle',
      'Two files that import each other are one file, or hide a third.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'no-missing',
      'An import that resolves to nothing.',
      {},
      { couldNotResolve: true, pathNot: '^virtual:' },
    ),
    forbid(
      'core-is-pure',
      'The core imports the core and temporal-polyfill, nothing else.',
      { path: '^src/core/', pathNot: tests },
      { pathNot: '^(src/core/|node_modules/temporal-polyfill)' },
    ),
    forbid(
      'db-knows-no-feature',
      'The database layer serves the features; it does not know them.',
      { path: '^src/db/', pathNot: tests },
      { path: '^src/(features|http|cli|context|main)' },
    ),
    forbid(
      'features-know-little-http',
      'A feature uses what describes its routes (fields, formats, route, validation, the bearer token, the key of a retry), not the server.',
      { path: '^src/features/', pathNot: tests },
      { path: '^src/(http/(?!(auth|fields|formats|idempotency|route|validation)\\.ts)|cli/|main)' },
    ),
    forbid(
      'http-knows-no-cli',
      'The command line starts HTTP, not the other way round.',
      { path: '^src/http/', pathNot: tests },
      { path: '^src/(cli/|main)' },
    ),
    forbid(
      'web-knows-contracts-and-core',
      'The web app knows of the server what it takes and answers, and the rules; not how it does it.',
      { path: '^web/', pathNot: tests },
      { path: '^(src|test|scripts|bench)/', pathNot: '^src/(core/|errors\\.ts$|.*\\.contract\\.ts$)' },
    ),
    forbid(
      'web-takes-types-of-contracts',
      'Of a contract the browser needs the types alone; its schemas would come along.',
      { path: '^web/', pathNot: tests },
      { path: '^src/(errors\\.ts$|.*\\.contract\\.ts$)', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'server-knows-no-web',
      'The server serves what was built of the web app; it does not import it.',
      { path: '^src/' },
      { path: '^web/' },
    ),
    forbid(
      'source-knows-no-test',
      'What is shipped does not need the tests.',
      { path: '^src/', pathNot: tests },
      { path: `^(test|bench|scripts)/|${tests}` },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
