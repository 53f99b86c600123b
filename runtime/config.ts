/** Config: one YAML file per process, checked whole: every problem is listed at once, unknown keys included. */
import { readFileSync, statSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { OperatorError, messageOf } from './fault.ts';
import { nearestKey } from './nearest-key.ts';

/** No config is near it; what is larger is another file. */
const configBytesMax = 1024 * 1024;
const anybodyMayWrite = 0o002;

/**
 * Reads and checks `path`. Throws OperatorError `config-unreadable`, `config-open` (anybody may change it), `config-syntax` or
 * `config-invalid`.
 */
export const readConfig = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> =>
  checkConfig(readText(path), path, schema);

/** The same for a text already read; `name` is how its problems call it. */
export const checkConfig = <Schema extends z.ZodType>(text: string, name: string, schema: Schema): z.output<Schema> => {
  const parsed = schema.safeParse(readYaml(text, name));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `  - ${issue.path.join('.') || '(top)'}: ${wordsOf(issue, schema)}`,
  );
  throw new OperatorError(
    'config-invalid',
    `${name} has ${problems.length} problem(s):\n${problems.join('\n')}`,
    'Mend them all, then start again.',
  );
};

const readText = (path: string): string => {
  let text: string;
  try {
    const about = statSync(path);
    const { mode, size } = about;
    // A pipe or a device may never end.
    if (!about.isFile()) throw new Error('it is no file');
    if ((mode & anybodyMayWrite) !== 0) {
      throw new OperatorError('config-open', `Anybody may change the config file ${path}`, `Run: chmod o-w ${path}`);
    }
    if (size > configBytesMax) throw new Error(`${size} bytes are no config`);
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError(
      'config-unreadable',
      `Cannot read the config file ${path}: ${messageOf(cause)}`,
      'Check the path and that this user may read the file.',
      { cause },
    );
  }
  return text;
};

const readYaml = (text: string, name: string): unknown => {
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { uniqueKeys: true, prettyErrors: true });
  // What YAML only warns of, such as a tag nobody knows, is not read as something else.
  const problems = [...document.errors, ...document.warnings].map((error) => error.message.split('\n')[0] ?? '');
  let value: unknown;
  try {
    value = problems.length > 0 ? undefined : document.toJS();
  } catch (error) {
    // Aliases of aliases that would fill the memory.
    problems.push(messageOf(error));
  }
  if (problems.length === 0 && value === null) problems.push('it is empty');
  if (problems.length === 0) return value;
  const lines = problems.map((problem) => `  - ${problem}`).join('\n');
  throw new OperatorError('config-syntax', `${name} is not valid YAML:\n${lines}`, 'Mend the lines named above.');
};

const wordsOf = (issue: z.core.$ZodIssue, schema: z.ZodType): string => {
  if (issue.code !== 'unrecognized_keys') return issue.message;
  const guesses = issue.keys.flatMap((key) => nearestKey(schema, issue.path, key) ?? []);
  return guesses.length === 0 ? issue.message : `${issue.message}; did you mean ${guesses.join(', ')}?`;
};
