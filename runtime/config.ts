/** Config: one YAML file per process, checked whole: every problem is listed at once, unknown keys included. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { OperatorError, messageOf } from './fault.ts';

/** Reads and checks `path`. Throws OperatorError `config-unreadable`, `config-syntax` or `config-invalid`. */
export const readConfig = <Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new OperatorError(
      'config-unreadable',
      `Cannot read the config file ${path}: ${messageOf(cause)}`,
      'Check the path and that this user may read the file.',
      { cause },
    );
  }
  return checkConfig(text, path, schema);
};

/** The same for a text already read; `name` is how its problems call it. */
export const checkConfig = <Schema extends z.ZodType>(text: string, name: string, schema: Schema): z.output<Schema> => {
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { uniqueKeys: true, prettyErrors: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => `  - ${error.message.split('\n')[0]}`).join('\n');
    throw new OperatorError('config-syntax', `${name} is not valid YAML:\n${problems}`, 'Mend the lines named above.');
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  - ${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new OperatorError(
    'config-invalid',
    `${name} has ${problems.length} problem(s):\n${problems.join('\n')}`,
    'Mend them all, then start again.',
  );
};
