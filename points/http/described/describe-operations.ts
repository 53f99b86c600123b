/** Describe operations: what each address of the API is told with beside its shapes: an example each way, and how it refuses. Pure. */
import { exampleOf } from './schema-example.ts';
import { isObject, objectAt, type Json, type JsonObject } from './json-schema.ts';

/** How requests are refused, by status: what is said, each by its word. */
export type Refusals = ReadonlyMap<number, Readonly<Record<string, object>>>;

/** The name of a shape, and all in which it is said. */
export interface RefusalsOf {
  readonly schema: string;
  readonly all: Refusals;
}

/** Files are told by their first lines. */
const fileExamples: Readonly<Record<string, string>> = {
  'text/csv': 'participant,date,steps,state\nP-0001,2026-11-20,6214,final\n',
};
const anyFile = 'See docs/openness.md for what the file holds.\n';

const json = 'application/json';

/** `refusalsFor`: in whose words an address refuses. */
export const describeOperations = (document: JsonObject, refusalsFor: (path: string) => RefusalsOf): JsonObject => {
  const components = objectAt(document, 'components');
  const schemas = objectAt(components, 'schemas');
  const responses: Record<string, Json> = {};
  const paths = Object.entries(objectAt(document, 'paths')).map(([path, methods]) => {
    const told = Object.entries(isObject(methods) ? methods : {}).map(([method, operation]) => [
      method,
      described(path, isObject(operation) ? operation : {}, schemas, refusalsFor(path), responses),
    ]);
    return [path, Object.fromEntries(told) as JsonObject] as const;
  });
  return { ...document, paths: Object.fromEntries(paths), components: { ...components, responses } };
};

const described = (
  path: string,
  operation: JsonObject,
  schemas: JsonObject,
  refusals: RefusalsOf,
  shared: Record<string, Json>,
): JsonObject => {
  const body = objectAt(operation, 'requestBody');
  const answers = objectAt(operation, 'responses');
  const statuses = [...refusals.all.keys()].filter(
    (status) => (status !== 413 && status !== 415 && status !== 404) || isSaidOf(status, path, operation),
  );
  for (const status of statuses) shared[`${refusals.schema}${status}`] ??= response(status, refusals);
  return {
    ...operation,
    ...('requestBody' in operation ? { requestBody: withExamples(body, schemas) } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, told]) => [status, inWords(status, told)])),
      '200': inWords('200', withExamples(objectAt(answers, '200'), schemas)),
      ...Object.fromEntries(
        statuses
          .filter((status) => !(String(status) in answers))
          .map((status) => [String(status), { $ref: `#/components/responses/${refusals.schema}${status}` }]),
      ),
    },
  };
};

const words: Readonly<Record<string, string>> = {
  '200': '答え / The answer',
  '4XX': 'ことわり。何も変えていません / Refused; nothing was changed',
  '5XX': 'できませんでした。何も変えていません / It failed; nothing was changed',
};

const inWords = (status: string, told: Json): Json => {
  if (!isObject(told) || told['description'] !== 'Default Response') return told;
  return { ...told, description: words[status] ?? '答え / An answer' };
};

/** Only what has a body can have a wrong one, and only what is named can be missing. */
const isSaidOf = (status: number, path: string, operation: JsonObject): boolean =>
  status === 404 ? path.includes('{') : 'requestBody' in operation;

const response = (status: number, { schema, all }: RefusalsOf): JsonObject => {
  const said = all.get(status) ?? {};
  const examples = Object.entries(said).map(([word, value]) => [word, { value: value as JsonObject }] as const);
  return {
    description: `ことわり。何も変えていません / Refused; nothing was changed: ${Object.keys(said).join(', ')}`,
    content: { [json]: { schema: { $ref: `#/components/schemas/${schema}` }, examples: Object.fromEntries(examples) } },
  };
};

const withExamples = (part: JsonObject, schemas: JsonObject): JsonObject => {
  const content = Object.entries(objectAt(part, 'content')).map(([type, told]) => {
    if (!isObject(told) || 'example' in told || 'examples' in told) return [type, told] as const;
    const example =
      type === json
        ? exampleOf(objectAt(told, 'schema'), schemas)
        : (fileExamples[type.split(';')[0] ?? ''] ?? anyFile);
    return [type, example === undefined ? told : { ...told, example }] as const;
  });
  return content.length === 0 ? part : { ...part, content: Object.fromEntries(content) };
};
