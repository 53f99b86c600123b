/** Mutating: one line of the production code is changed as it is loaded, to see whether any checker notices. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OperatorError } from '../../../runtime/fault.ts';
import { mutants, type Mutant } from './mutants.ts';

const root = join(import.meta.dirname, '../../..');

/** Throws OperatorError `mutant-unknown`. */
export const mutantNamed = (name: string): Mutant => {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined)
    throw new OperatorError(
      'mutant-unknown',
      `There is no mutant "${name}"`,
      `There are: ${mutants.map((each) => `"${each.name}"`).join(', ')}`,
    );
  return mutant;
};

/** To be called before anything of the product is loaded. Throws where the code is no longer what the mutant changes. */
export const mutate = ({ name, changes }: Mutant): void => {
  const sources = new Map<string, string>();
  for (const { file, from, to } of changes) {
    const url = pathToFileURL(join(root, file)).href;
    const source = sources.get(url) ?? readFileSync(join(root, file), 'utf8');
    if (source.split(from).length !== 2) throw new Error(`mutant ${name}: ${file} does not have once: ${from}`);
    sources.set(
      url,
      source.replace(from, () => to),
    );
  }
  registerHooks({
    load: (url, context, nextLoad) => {
      const source = sources.get(url);
      return source === undefined
        ? nextLoad(url, context)
        : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
};
