/** Promises of the form for somebody of the register: what is typed in any width is understood, and an edit sends only what is different. */
import { expect, test } from 'vitest';
import { personRowSchema } from '../../../contract/register-participant.ts';
import { askedPerson, editedPerson, emptyPerson, typedPersonOf } from './asked-person.ts';

const row = personRowSchema.parse({
  id: 'P-0001',
  name: '山田 ハナ',
  birthYear: 1948,
  birthDate: '1948-02-03',
  centre: { id: 'hoken', name: '保健センター' },
  nickname: null,
  age: 78,
  pedometer: null,
});

test('the day says the year', () => {
  const typed = { ...emptyPerson, id: 'Ｐ-0001', name: ' 山田 ハナ ', centre: 'hoken', birthDate: '1948-02-03' };
  expect(askedPerson(typed)).toMatchObject({ id: 'P-0001', name: '山田 ハナ', birthYear: 1948, nickname: null });
});

test.each([{ name: '' }, { centre: '' }, { id: 'P 1' }, { birthDate: '', birthYear: '19' }])(
  '%o cannot be asked for',
  (missing) => {
    expect(askedPerson({ ...typedPersonOf(row), ...missing })).toBeNull();
  },
);

test('an edit sends what is different and nothing else', () => {
  const same = askedPerson(typedPersonOf(row));
  const other = askedPerson({ ...typedPersonOf(row), nickname: 'はな', birthDate: '', birthYear: '１９４９' });
  if (same === null || other === null) throw new Error('not understood');
  expect(editedPerson(row, same)).toEqual({});
  expect(editedPerson(row, other)).toEqual({ nickname: 'はな', birthDate: null, birthYear: 1949 });
});
