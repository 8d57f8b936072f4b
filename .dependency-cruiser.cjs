/**
 * Data flows one way: doors → usecases → { domain, sectors, store }, sectors → domain, store → domain, domain → nothing.
 * Types count as imports: what only the compiler sees couples two rooms as well.
 */
const tests = '\\.test\\.ts$';
/** Files right under src/ put the parts together and start them. */
const root = '^src/[^/]+\\.ts$';
/** What npm scripts run, and what the process runs as a thread. */
const starts = [
  '^src/main\\.ts$',
  '^src/job-thread\\.ts$',
  '^src/graphql/write-schema\\.ts$',
  '^seeds/main\\.ts$',
];
const graphqlOrHttp = [
  '^node_modules/(type-graphql|graphql|graphql-[^/]+|fastify)/',
  '^node_modules/@(apollo|fastify|graphql-[^/]+)/',
  '^(node:)?(http|http2|https)$',
];

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'A rule that can be replayed depends on its arguments only; hashing is the one thing it may borrow.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: tests },
      to: { pathNot: ['^src/domain/', '^(node:)?crypto$'] },
    },
    {
      name: 'sectors-see-domain-only',
      comment: 'A sector is a formula that data cannot say, and no more.',
      severity: 'error',
      from: { path: '^src/sectors/([^/]+)', pathNot: tests },
      to: { pathNot: ['^src/domain/', '^src/sectors/'] },
    },
    {
      name: 'sectors-are-strangers',
      comment: 'A sector can be taken out without another noticing.',
      severity: 'error',
      from: { path: '^src/sectors/([^/]+)/' },
      to: { path: '^src/sectors/', pathNot: '^src/sectors/$1/' },
    },
    {
      name: 'store-sees-domain-only',
      comment: 'The store answers questions; it knows neither who asks nor why.',
      severity: 'error',
      from: { path: '^src/store/', pathNot: tests },
      to: { path: '^(src|seeds|bench)/', pathNot: ['^src/(store|domain)/', '^src/project-root\\.ts$'] },
    },
    {
      name: 'usecases-see-domain-sectors-store',
      comment: 'A verb can be called from any door, so it knows none of them.',
      severity: 'error',
      from: { path: '^src/usecases/', pathNot: tests },
      to: { path: '^(src|seeds|bench)/', pathNot: '^src/(usecases|domain|sectors|store)/' },
    },
    {
      name: 'usecases-know-no-transport',
      comment: 'Neither GraphQL nor HTTP: the same verb serves requests, jobs and seeds.',
      severity: 'error',
      from: { path: '^src/(usecases|sectors|store|domain)/' },
      to: { path: graphqlOrHttp },
    },
    {
      name: 'doors-never-see-the-store',
      comment:
        'A door that reads tables goes around the walls that verbs keep; verbs hand on the types a door needs.',
      severity: 'error',
      from: { path: '^src/(graphql|jobs|http)/', pathNot: tests },
      to: { path: '^src/(store|sectors)/' },
    },
    {
      name: 'charts-draw-what-they-are-given',
      comment:
        'Figures in, SVG out: a chart that read tables or asked who is looking could show what it should not.',
      severity: 'error',
      from: { path: '^src/charts/', pathNot: tests },
      to: { pathNot: ['^src/(charts|domain)/', '^node_modules/echarts/', '^(node:)?(crypto|module)$'] },
    },
    {
      name: 'only-graphql-draws-charts',
      comment: 'Whatever else wants a chart asks the same field.',
      severity: 'error',
      from: { pathNot: ['^src/(graphql|charts)/', tests] },
      to: { path: '^src/charts/' },
    },
    {
      name: 'verbs-do-not-call-verbs',
      comment:
        'What several verbs share is a step. A verb too long for one file keeps its parts in a folder of its own name.',
      severity: 'error',
      from: { path: '^src/usecases/([^/]+/[^/]+)\\.ts$', pathNot: ['^src/usecases/steps/', tests] },
      to: { path: '^src/usecases/[^/]+/', pathNot: ['^src/usecases/steps/', '^src/usecases/$1/'] },
    },
    {
      name: 'parts-of-a-verb-are-its-own',
      comment: 'What a second verb needs is no part of the first; it is a step.',
      severity: 'error',
      from: { path: '^src/usecases/([^/]+/[^/]+)/', pathNot: tests },
      to: { path: '^src/usecases/[^/]+/', pathNot: ['^src/usecases/steps/', '^src/usecases/$1/'] },
    },
    {
      name: 'steps-do-not-call-verbs',
      comment: 'Verbs call steps, and both use what stands right in usecases/; never the other way round.',
      severity: 'error',
      from: { path: '^src/usecases/(steps/[^/]+|[^/]+)\\.ts$', pathNot: tests },
      to: { path: '^src/usecases/[^/]+/', pathNot: '^src/usecases/steps/' },
    },
    {
      name: 'config-only-at-the-door',
      comment: 'Settings are read once and handed on as values.',
      severity: 'error',
      from: { pathNot: [root, '^seeds/main\\.ts$', tests] },
      to: { path: '^src/config\\.ts$' },
    },
    {
      name: 'only-the-root-composes',
      comment: 'Main and server put the parts together; no part depends on the whole.',
      severity: 'error',
      from: { pathNot: [root, tests] },
      to: { path: root, pathNot: '^src/(config|project-root)\\.ts$' },
    },
    {
      name: 'product-never-sees-tests-or-seeds',
      comment: 'Only main loads a demo district, and only into an empty database.',
      severity: 'error',
      from: { path: '^src/', pathNot: [tests, '^src/main\\.ts$'] },
      to: { path: ['^(tests|seeds|bench|migrations)/', tests] },
    },
    {
      name: 'main-loads-no-tests',
      comment: 'The demo district is the one thing outside src/ that main may start.',
      severity: 'error',
      from: { path: '^src/main\\.ts$' },
      to: { path: ['^(tests|bench|migrations)/', tests] },
    },
    {
      name: 'seeds-go-through-verbs-or-store',
      comment: 'A seed is written as an officer or as the owner would write it.',
      severity: 'error',
      from: { path: '^seeds/', pathNot: tests },
      to: {
        path: '^(src|tests|bench)/',
        pathNot: ['^src/(usecases|domain|sectors|store)/', '^src/(config|project-root)\\.ts$'],
      },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration says today what it said when it was written, whatever the code around it became.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|seeds|tests|bench)/' },
    },
    {
      name: 'bench-measures-through-http',
      comment:
        'What is measured is what a client sees. Made-up input may be made by the rules it has to satisfy.',
      severity: 'error',
      from: { path: '^bench/' },
      to: {
        path: '^(src|tests)/',
        pathNot: ['^src/domain/', '^src/project-root\\.ts$', '^src/store/(embedded-postgres|app-role)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-unreachable',
      comment: 'What no start leads to is dead.',
      severity: 'error',
      from: { path: starts },
      to: { path: '^(src|seeds)/', pathNot: [tests, ...starts], reachable: false },
    },
    {
      name: 'product-runs-without-dev-dependencies',
      comment: '`npm ci --omit=dev` must be enough to start it.',
      severity: 'error',
      from: { path: '^(src|seeds|migrations)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere fails at the first start.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|data|bench/rival)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
