/** A nickname shows no name of the registry, however it is written. */
import { expect, test } from 'vitest';
import { nicknameFault } from './nickname.ts';
import { sampleRegistry } from './sample-registry.ts';

test.each([
  ['はなちゃん', '山田 花子', undefined],
  ['さくら', '山田 花子', undefined],
  ['山田', '山田 花子', 'tells-the-name'],
  ['花子さん', '山田　花子', 'tells-the-name'],
  ['山 田花・子', '山田花子', 'tells-the-name'],
  ['はなこ', 'ヤマダ ハナコ', 'tells-the-name'],
  ['ﾊﾅｺ', 'やまだ はなこ', 'tells-the-name'],
  ['ＴＡＲＯ１', 'Ayumi Taro', 'tells-the-name'],
  ['', '山田 花子', 'bad-nickname'],
  [' さくら', '山田 花子', 'bad-nickname'],
  ['あ'.repeat(17), '山田 花子', 'bad-nickname'],
  ['さ\u202eくら', '山田 花子', 'bad-nickname'],
  ['🌸', '山田 花子', undefined],
])('%s of %s: %s', (nickname, name, fault) => expect(nicknameFault(nickname, name)).toBe(fault));

test('is kept by whoever does not speak of it, and dropped when the name becomes one that it would tell', () => {
  const { registry } = sampleRegistry();
  const put = (changed: object): string | null | undefined => {
    const held = registry.participants()[0];
    if (held === undefined) throw new Error('the sample has people');
    registry.atomically(() => registry.putParticipant({ ...held, ...changed }));
    return registry.participants()[0]?.nickname;
  };
  expect(put({ nickname: 'さくら' })).toBe('さくら');
  expect(put({ nickname: undefined, birthYear: 1950 })).toBe('さくら');
  expect(put({ nickname: undefined, name: '佐倉 さくら' })).toBeNull();
});
