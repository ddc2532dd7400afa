/**
 * The house's one-way data flow, as rules (docs/decisions/0002). Tests may look anywhere: they are outside of every rule but
 * the cycles. `scripts/dependencies.test.mjs` proves that each rule bites.
 */
const ROOMS = ['core', 'tlsi', 'schemas', 'facturation', 'simulators', 'validators', 'judge', 'requirements', 'campaign', 'drivers', 'steps', 'reports', 'reference', 'cli', 'bench', 'docs', 'sandbox']
/** Tests, and what only tests use. */
const TEST = '\\.test\\.m?[jt]s$|/testing[/.]'

/** Where production starts: the commands, what cucumber loads, the reference software, measurements, documentation, coverage. */
const ENTRIES = '^(cli/main|reference/main|bench/[^/]+|docs/generate|requirements/coverage|steps/[^/]+)\\.ts$'
/** Not code, or code that nobody imports by design: the adapter skeleton given to vendors. */
const DATA = '\\.(json|ya?ml|xsd|html|css|js|cjs|feature|md)$|\\.exemple\\.mjs$'

const inRoom = (...rooms) => `^(${rooms.join('|')})/`
const production = (...rooms) => ({ path: inRoom(...rooms), pathNot: TEST })

/** A room imports only those named, and itself. */
const only = (room, allowed, comment) => ({
  name: `${room}-imports-only`,
  comment,
  severity: 'error',
  from: production(room),
  to: { path: inRoom(...ROOMS.filter((other) => other !== room && !allowed.includes(other))) },
})

/** Rooms never import those named. */
const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from: production(...from), to: { path: inRoom(...to) } })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('core', [], 'core is the vocabulary: it imports no sibling.'),
    only('tlsi', ['core', 'schemas'], 'The frame knows the vocabulary and XML, not the services.'),
    only('schemas', ['core'], 'Schemas and packs know the vocabulary only.'),
    only('facturation', ['core', 'schemas'], 'Lots and returns as canonical models: shared by those who receive them and those who judge them.'),
    only('judge', ['core', 'validators', 'schemas', 'tlsi', 'facturation', 'requirements'], 'Judging is a pure function of evidence, checks, schemas and catalogue.'),
    only('reports', ['core', 'schemas'], 'A renderer reads Readiness and computes no verdict.'),
    only('reference', [], 'The reference software is a vendor like any other: it imports nothing of the bench.'),
    never(
      'validators-see-no-driver',
      ['validators'],
      ['drivers', 'simulators', 'steps', 'campaign', 'reports', 'cli', 'reference', 'judge'],
      'A check reads evidence; it never sees who produced it nor who judges with it.',
    ),
    never('simulators-see-no-check', ['simulators'], ['validators', 'judge', 'steps', 'campaign', 'drivers', 'reports'], 'A simulated service answers as the real one; it does not judge.'),
    never('nobody-imports-cli', ROOMS.filter((room) => room !== 'cli'), ['cli'], 'The command line is an edge.'),
    never('nobody-imports-reference', ROOMS.filter((room) => room !== 'reference'), ['reference'], 'The bench runs without the reference software.'),
    {
      name: 'no-cycle',
      comment: 'Modules that import each other are one module. A type-only cycle is no cycle at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphan',
      comment: 'A module with no import either way is dead.',
      severity: 'error',
      from: { orphan: true, path: inRoom(...ROOMS), pathNot: [TEST, ENTRIES, '\\.d\\.ts$', DATA] },
      to: {},
    },
    {
      name: 'no-unreached',
      comment: 'Production code is reached from an entry point; code that only its own test imports is dead too.',
      severity: 'error',
      from: { path: ENTRIES },
      to: { path: inRoom(...ROOMS), pathNot: [TEST, ENTRIES, '\\.d\\.ts$', DATA], reachable: false },
    },
    {
      name: 'resolved-and-declared',
      comment: 'Every import resolves, and its package is in package.json.',
      severity: 'error',
      from: { path: inRoom(...ROOMS) },
      to: { dependencyTypes: ['unknown', 'undetermined', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-package-in-production',
      comment: 'What ships runs without the development packages.',
      severity: 'error',
      from: production(...ROOMS),
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-import-of-tests',
      comment: 'Tests are leaves.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.cache|reports/out)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
}
