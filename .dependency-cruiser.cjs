/**
 * Who may import whom. Each rule reads as a sentence and carries its cure.
 * Arrows point from what is imported to who imports it:
 *   kit -> protocol -> token -> core -> media | cluster | store -> apps/server
 *   kit -> protocol -> web -> apps/live, apps/console
 *   kit -> protocol -> token -> server-sdk -> apps/cli, apps/console
 */

const TEST = String.raw`(\.test\.tsx?$|/testing/|^tests/|^packages/testkit/)`;
const ADAPTERS = ['media', 'cluster', 'store'];
const packagesNamed = (names) => `^packages/(${names.join('|')})/`;
const installed = (names) => `(^|/)node_modules/(${names.join('|')})/`;

/** For each workspace, the packages of ours that it may import, and what to do instead of importing another. */
const layers = {
  'packages/kit': { may: [], cure: 'Kit is the ground everything stands on: move what knows more than kit upwards.' },
  'packages/protocol': { may: ['kit'], cure: 'Put what needs more than schemas and kit types into core or the SDK.' },
  'packages/token': { may: ['kit', 'protocol'], cure: 'Hand it in as a parameter, or move it to core.' },
  'packages/core': {
    may: ['kit', 'protocol', 'token'],
    cure: 'Name what the domain needs as a port in core/src/ports and let an adapter implement it.',
  },
  'packages/media': {
    may: ['kit', 'protocol', 'core'],
    cure: 'Go through a port of core; apps/server connects the two.',
  },
  'packages/cluster': {
    may: ['kit', 'protocol', 'core'],
    cure: 'Go through a port of core; apps/server connects the two.',
  },
  'packages/store': {
    may: ['kit', 'protocol', 'core'],
    cure: 'Go through a port of core; apps/server connects the two.',
  },
  'packages/web': {
    may: ['kit', 'protocol'],
    cure: 'The browser SDK talks to servers by messages: put the message in protocol.',
  },
  'packages/server-sdk': {
    may: ['kit', 'protocol', 'token'],
    cure: 'A business backend talks to the server API: put the message in protocol.',
  },
  'apps/server': {
    may: ['kit', 'protocol', 'token', 'core', ...ADAPTERS],
    cure: 'The server serves the built files of SDK and pages; it never imports their sources.',
  },
  'apps/live': {
    may: ['kit', 'protocol', 'web', 'server-sdk'],
    cure: 'Pages reach the server by the SDK and by HTTP.',
  },
  'apps/console': {
    may: ['kit', 'protocol', 'web', 'server-sdk'],
    cure: 'Pages reach the server by the SDK and by HTTP.',
  },
  'apps/cli': {
    // Core and store: projects can be made and listed, and the data backed up, while no server runs.
    may: ['kit', 'protocol', 'core', 'store'],
    cure: 'The command talks to a running server over the socket in its data folder.',
  },
};

const layerRules = Object.entries(layers).map(([workspace, { may, cure }]) => ({
  name: `${workspace.replace('/', '-')}-stays-in-its-layer`,
  comment: `${workspace} may import ${may.join(', ') || 'none of our packages'}. ${cure}`,
  severity: 'error',
  from: { path: `^${workspace}/`, pathNot: TEST },
  to: { path: '^(packages|apps|bench|setup)/', pathNot: [`^${workspace}/`, packagesNamed([...may, 'testkit'])] },
}));

const boundaries = [
  {
    name: 'no-cycles',
    comment: 'Files that import each other cannot be read or tested apart. Move what both need into a third file.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'imports-resolve',
    comment:
      'The import leads nowhere. Correct the path, or name the dependency in the package.json of this workspace.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'packages-start-nothing',
    comment: 'Packages are libraries, and apps are built from them. Move what both need into a package.',
    from: { path: '^packages/', pathNot: '^packages/testkit/' },
    to: { path: '^(apps|bench)/' },
  },
  {
    name: 'apps-stand-alone',
    comment: 'Apps do not import each other. Move what both need into a package.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'surface-is-the-exports',
    comment: 'A package is used by its name and its exports. Export what is needed from its index.ts.',
    from: { path: '^(packages/[^/]+|apps/[^/]+|bench|tests)/' },
    to: {
      path: '^packages/[^/]+/src/',
      pathNot: ['^$1/', '^packages/[^/]+/src/((contracts|console|server-api)/)?index[.]ts$'],
    },
  },
  {
    name: 'testkit-is-for-tests',
    comment: 'Only tests and benchmarks use testkit. Move what the product needs into the package that owns it.',
    from: { path: '^(packages|apps|setup)/', pathNot: TEST },
    to: { path: '^packages/testkit/' },
  },
  {
    name: 'product-imports-no-tests',
    comment: 'What ships does not import tests. Move the shared part into a file of its own, or into testkit.',
    from: { path: '^(packages|apps|bench|setup)/', pathNot: TEST },
    to: { path: String.raw`(\.test\.tsx?$|^tests/)` },
  },
  {
    name: 'pages-take-types-of-the-sdk',
    comment: 'Pages load the built script-tag SDK, as an adopter does, and import its types alone. Use `import type`.',
    from: { path: '^apps/(live|console)/src/', pathNot: TEST },
    to: { path: packagesNamed(['web', 'server-sdk']), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'kit-has-no-dependency',
    comment: 'Kit runs anywhere and depends on nothing. Write the few lines, or do it in the package that needs it.',
    from: { path: '^packages/kit/', pathNot: TEST },
    to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-node-in-the-browser-and-at-the-edge',
    comment: 'Protocol, token, web and pages also run where there is no Node. Use what the web platform offers.',
    from: { path: '^(packages/(protocol|token|web|server-sdk)|apps/(live|console))/src/', pathNot: TEST },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'domain-knows-no-technology',
    comment: 'Core knows no socket, no RTP, no database and no log. Name the need as a port and write an adapter.',
    from: { path: '^packages/core/', pathNot: TEST },
    to: {
      path: [
        installed(['mediasoup', 'mediasoup-client', 'ws', 'fastify', '@fastify', '@nats-io', 'pino']),
        '^(node:)?(sqlite|net|dgram|http|https|http2|tls)$',
      ],
    },
  },
  {
    name: 'mediasoup-stays-in-media',
    comment: 'Only packages/media knows mediasoup. Say what is needed in the MediaPlane port of core.',
    from: { pathNot: ['^packages/media/', 'node_modules/'] },
    to: { path: installed(['mediasoup']) },
  },
  {
    name: 'mediasoup-client-stays-in-the-media-folder',
    comment:
      'Only packages/web/src/media knows mediasoup-client, so that a second engine fits beside it. Call that folder.',
    from: { pathNot: ['^packages/web/src/media/', 'node_modules/'] },
    to: { path: installed(['mediasoup-client']) },
  },
  {
    name: 'sdk-has-no-ui-framework',
    comment: 'The SDK works in any page. Keep what draws in apps/live or apps/console.',
    from: { path: '^packages/', pathNot: TEST },
    to: { path: installed(['react', 'react-dom', 'vue', 'svelte', 'preact', 'solid-js']) },
  },
];

module.exports = {
  forbidden: [...boundaries.map((rule) => ({ severity: 'error', ...rule })), ...layerRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: String.raw`(^|/)(dist|\.cache)/` },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
