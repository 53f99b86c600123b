/** Promises of the kiosk's sounds: each answer has a rhythm of its own, where older ears hear best, and one tap is silence. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { KioskStep } from '../../contract/kiosk.ts';
import { kioskCardWith, kioskResultWith, kioskStateWith } from '../../dashboards/fixture/kiosk-with.ts';
import { describeWithServer } from '../../runtime/test-server.ts';
import { received, secondsAgo } from './kiosk-people.ts';
import { eventually, KioskVisits, type KioskGateway } from './kiosk-visit.ts';

interface PlayedNote {
  readonly hertz: number;
  readonly at: number;
  readonly seconds: number;
}
interface Heard {
  readonly notes: PlayedNote[];
  readonly loudness: number[];
  /** Of the sound that was turned on last. */
  context: AudioContext | undefined;
  readonly said: { readonly text: string; readonly lang: string }[];
}
declare global {
  interface Window {
    heard: Heard;
  }
}

/** Writes down every note, how loud, and every sentence that is spoken; the real ones still sound. */
const listen = (): void => {
  const heard: Heard = { notes: [], loudness: [], said: [], context: undefined };
  class HeardContext extends AudioContext {
    constructor() {
      super();
      heard.context = this;
    }
    override createOscillator(): OscillatorNode {
      const source = super.createOscillator();
      const start = source.start.bind(source);
      const stop = source.stop.bind(source);
      let startedAt = 0;
      source.start = (at = 0) => {
        startedAt = at;
        start(at);
      };
      source.stop = (until = 0) => {
        heard.notes.push({ hertz: source.frequency.value, at: startedAt, seconds: until - startedAt });
        stop(until);
      };
      return source;
    }
    override createGain(): GainNode {
      const node = super.createGain();
      const set = node.gain.setValueAtTime.bind(node.gain);
      node.gain.setValueAtTime = (value, at) => {
        if (value > 0) heard.loudness.push(value);
        return set(value, at);
      };
      return node;
    }
  }
  Object.assign(window, { heard, AudioContext: HeardContext });
};

/** A machine with a Japanese voice of its own; Debian's Chromium has none. */
const giveVoice = (): void => {
  const voice = { lang: 'ja-JP', localService: true, name: 'voice', default: true, voiceURI: 'voice' };
  const voices = Object.assign(new EventTarget(), {
    getVoices: () => [voice],
    cancel: () => undefined,
    speak: (sentence: { readonly text: string; readonly lang: string }) =>
      window.heard.said.push({ text: sentence.text, lang: sentence.lang }),
  });
  const Sentence = class extends EventTarget {
    readonly text: string;
    constructor(text: string) {
      super();
      this.text = text;
    }
  };
  Object.defineProperty(window, 'speechSynthesis', { value: voices });
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Sentence });
};

const answers: readonly KioskStep[] = [
  received,
  { kind: 'already', result: kioskResultWith() },
  { kind: 'again', isPartial: false },
  { kind: 'staff', because: 'link' },
];

describeWithServer('chromium', 'the sounds of the kiosk', (chromium) => {
  let visits: KioskVisits;
  let gateway: KioskGateway;

  beforeAll(async () => {
    visits = await KioskVisits.begin(chromium);
  });
  afterAll(() => visits[Symbol.asyncDispose]());
  afterEach(async () => {
    visits.forget('AudioContext was not allowed');
    expect(await visits.endTest()).toEqual([]);
  });

  const open = async (prepare: (page: Page) => Promise<unknown> = () => Promise.resolve()): Promise<Page> => {
    gateway = await visits.gateway();
    return visits.open(gateway, '', {}, async (page) => {
      await page.addInitScript(listen);
      await prepare(page);
    });
  };
  /** As somebody does who reads on the screen that one touch turns the sound on. */
  const touch = async (page: Page): Promise<void> => {
    await page.locator('h1').click();
    await page.getByText('さわると').waitFor({ state: 'detached' });
  };
  const notes = (page: Page): Promise<readonly PlayedNote[]> => page.evaluate(() => window.heard.notes);
  const show = (step: KioskStep, id: string): void =>
    gateway.stand.show(kioskStateWith({ cards: [kioskCardWith({ id, at: secondsAgo(1), step })] }));
  const rhythmOf = (played: readonly PlayedNote[]): string =>
    played.map(({ at, seconds }) => `${(at - (played[0]?.at ?? 0)).toFixed(2)}+${seconds.toFixed(2)}`).join(' ');

  test('says on the screen that a touch turns the sound on, and then it is', async () => {
    const page = await open();
    await page.getByText('画面に 一度 さわると 音が 出ます').waitFor();
    show(received, 'before');
    await page.locator('.is-big').waitFor();
    expect(await notes(page)).toEqual([]);
    await touch(page);
    show(received, 'after');
    await eventually(async () => (await notes(page)).length).toBe(3);
  });

  test('each answer has its own pattern, between 500 and 1,000 Hz', async () => {
    const page = await open();
    await touch(page);
    const rhythms: string[] = [];
    for (const step of answers) {
      const before = (await notes(page)).length;
      show(step, `stay-${step.kind}`);
      await eventually(async () => (await notes(page)).length).toBeGreaterThan(before);
      const played = (await notes(page)).slice(before);
      rhythms.push(rhythmOf(played));
      for (const { hertz } of played) {
        expect(hertz).toBeGreaterThanOrEqual(500);
        expect(hertz).toBeLessThanOrEqual(1000);
      }
    }
    expect(new Set(rhythms).size).toBe(answers.length);
  });

  test('two people at once are heard one after the other', async () => {
    const page = await open();
    await touch(page);
    const cards = ['a', 'b'].map((id) => kioskCardWith({ id, label: id, at: secondsAgo(1), step: received }));
    gateway.stand.show(kioskStateWith({ cards }));
    await eventually(async () => (await notes(page)).length).toBe(6);
    const played = await notes(page);
    const [firstEnd, secondStart] = [played[2], played[3]];
    expect(secondStart?.at).toBeGreaterThan((firstEnd?.at ?? 0) + (firstEnd?.seconds ?? 0));
  });

  test('one tap is silence, remembered, and one tap is sound again', async () => {
    const page = await open();
    await touch(page);
    await page.getByRole('button', { name: '音を 止める' }).click();
    show(received, 'silent');
    await page.locator('.is-big').waitFor();
    expect(await notes(page)).toEqual([]);
    await page.reload();
    // A card that stands there when the page opens is not sounded again.
    await page.locator('.is-big').waitFor();
    await page.getByRole('button', { name: '音を 出す' }).click();
    // A machine takes a moment to open its loudspeaker; whoever comes within it is not heard.
    await eventually(() => page.evaluate(() => window.heard.context?.state)).toBe('running');
    show(received, 'heard');
    await eventually(async () => (await notes(page)).length).toBe(3);
  });

  test('louder is louder and is remembered, and every sound can be tried', async () => {
    const page = await open();
    await touch(page);
    await page.getByRole('button', { name: '音と 声' }).click();
    await page.getByText('この 画面には 声が ありません').waitFor();
    const loudness = (): Promise<number> => page.evaluate(() => Math.max(...window.heard.loudness.slice(-2)));
    await page.getByRole('button', { name: '届いた 音' }).first().click();
    const before = await loudness();
    for (const level of [4, 5]) {
      await page.getByRole('button', { name: '大きく' }).click();
      await page.getByText(`音の 大きさ ${level}／5`).waitFor();
    }
    expect(await loudness()).toBeGreaterThan(before);
    expect(await page.getByRole('button', { name: '大きく' }).isDisabled()).toBe(true);
    expect(await page.locator('.tones button').count()).toBe(4);
    await page.reload();
    await page.getByRole('button', { name: '音と 声' }).click();
    await page.getByText('音の 大きさ 5／5').waitFor();
  });

  test('where there is a voice it reads the sentence written out, and only when asked to', async () => {
    const page = await open((fresh) => fresh.addInitScript(giveVoice));
    await touch(page);
    show(received, 'unsaid');
    await eventually(async () => (await notes(page)).length).toBe(3);
    await page.getByRole('button', { name: '音と 声' }).click();
    await page.getByRole('button', { name: '声でも 読む' }).click();
    await page.keyboard.press('Escape');
    show({ kind: 'already', result: kioskResultWith() }, 'said');
    await eventually(() => page.evaluate(() => window.heard.said)).toEqual([
      {
        text: 'じゅうにばんさん。きょうは もう とどいています。きのう ろくせんにひゃくじゅうよんほ。こんげつ ろくじゅうにポイント。でんちは げんきです。',
        lang: 'ja-JP',
      },
    ]);
  });
});
