/** JSON schema: the part of it that a description is made of, as plain data. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export const objectAt = (json: Json | undefined, key: string): JsonObject => {
  const value = isObject(json) ? json[key] : undefined;
  return isObject(value) ? value : {};
};

const componentPath = '#/components/schemas/';

/** The name of the component a schema refers to. */
export const referredBy = (schema: JsonObject): string | undefined => {
  const { $ref: reference } = schema;
  return typeof reference === 'string' && reference.startsWith(componentPath)
    ? reference.slice(componentPath.length)
    : undefined;
};
export const referenceTo = (name: string): string => `${componentPath}${name}`;

/** The same with `change` done to every object in it, the innermost first. */
export const changed = (json: Json, change: (object: JsonObject) => Json): Json => {
  if (Array.isArray(json)) return json.map((each: Json) => changed(each, change));
  if (!isObject(json)) return json;
  return change(Object.fromEntries(Object.entries(json).map(([key, value]) => [key, changed(value, change)])));
};

/** Names of all components that are referred to anywhere in it. */
export const referredIn = (json: Json): ReadonlySet<string> => {
  const names = new Set<string>();
  changed(json, (object) => {
    const name = referredBy(object);
    if (name !== undefined) names.add(name);
    return object;
  });
  return names;
};
