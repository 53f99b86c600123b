/** The arrows between the rooms (docs/architecture.md), held by a machine. */
const room = (name, others) => ({
  name: `${name}-knows-only-contract-and-runtime`,
  severity: 'error',
  from: { path: `^${name}/` },
  to: { path: `^(${others.join('|')})/` },
});
const rooms = ['firmware-sim', 'gateway', 'ingest', 'points', 'dashboards'];
const outside = ['test', 'bench', 'commands'];
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    room('contract', ['runtime', ...rooms, ...outside]),
    room('runtime', ['contract', ...rooms, ...outside]),
    ...rooms.map((name) => room(name, [...rooms.filter((other) => other !== name), ...outside])),
    {
      name: 'contract-is-pure',
      severity: 'error',
      from: { path: '^contract/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ships-no-dev-dependency',
      severity: 'error',
      from: {
        path: '^(contract|runtime|firmware-sim|gateway|ingest|points|commands)/|^ayumi\\.ts$',
        pathNot: '(\\.test|\\.suite|test-server)\\.ts$',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphan-import',
      severity: 'error',
      from: {},
      // topojson-specification is a package of types alone (@types): the compiler resolves it, and nothing of it runs.
      to: { couldNotResolve: true, pathNot: '^(node:sqlite|dbus-next|topojson-specification$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
