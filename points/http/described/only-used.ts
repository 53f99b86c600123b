/** Only used: a description without groups and ways to sign that none of its addresses knows: nobody is asked to sign in for nothing. Pure. */
import { isObject, objectAt, type Json, type JsonObject } from './json-schema.ts';

export const onlyUsed = (document: JsonObject): JsonObject => {
  const operations = Object.values(objectAt(document, 'paths'))
    .flatMap((methods) => (isObject(methods) ? Object.values(methods) : []))
    .filter(isObject);
  const tags = new Set(operations.flatMap((operation) => listAt(operation, 'tags')));
  const schemes = new Set(
    operations.flatMap((operation) =>
      listAt(operation, 'security').flatMap((way) => Object.keys(isObject(way) ? way : {})),
    ),
  );
  const { securitySchemes, ...components } = objectAt(document, 'components');
  const used = Object.entries(isObject(securitySchemes) ? securitySchemes : {}).filter(([name]) => schemes.has(name));
  return {
    ...document,
    tags: listAt(document, 'tags').filter((tag) => isObject(tag) && tags.has(tag['name'] ?? null)),
    components: { ...components, ...(used.length === 0 ? {} : { securitySchemes: Object.fromEntries(used) }) },
  };
};

const listAt = (object: JsonObject, key: string): readonly Json[] => {
  const value = object[key];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
};
