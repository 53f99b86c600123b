/** Promise of a button pressed again: what could not be kept the first time is kept then, and not only said to be. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serialOf, TrialCentre } from './trial-centre.ts';

const three = serialOf(3);
const pressed = { id: 'pressed', kind: 'lend', device: three, participant: 'P-1' } as const;

let trial: TrialCentre;
beforeEach(() => {
  trial = new TrialCentre();
});
afterEach(() => trial.close());

const bring = (): void => {
  trial.tell({ [three]: { status: 'in-stock' } });
  trial.gateway.visit(three);
};

const noRoom = (): 'full' => 'full';
const cutShort = (): never => {
  throw new Error('a power cut');
};

test.each([
  ['found no room', noRoom],
  ['was cut short', cutShort],
])('an action that %s', async (_, fail) => {
  bring();
  const { gateway } = trial;
  const keep = gateway.keepActions.bind(gateway);
  gateway.keepActions = fail;
  if (fail === noRoom) expect(trial.act(pressed)).toMatchObject({ kind: 'refused', because: 'full' });
  else expect(() => trial.act(pressed)).toThrow('a power cut');
  gateway.keepActions = keep;
  await trial.restart();
  bring();
  expect(trial.act(pressed)).toMatchObject({ kind: 'taken', action: { kind: 'lend' } });
  expect(trial.gateway.keptActions().map(({ action }) => action.id)).toEqual(['pressed']);
});
