/** Speaker: reads sentences out with the browser's own voice of the language, where there is one. */
import type { Language } from '../../shared/language.ts';

/** A little slower than a voice speaks by itself. */
const speechRate = 0.9;
const voicedMax = 4;

export class Speaker {
  readonly #voices = window.speechSynthesis;
  #waiting = 0;

  /** Calls `tell` now and whenever voices come or go, until the function it returns is called. */
  watch(tell: () => void): () => void {
    // A browser without speech has none of this either.
    if (!('speechSynthesis' in window)) return () => undefined;
    this.#voices.addEventListener('voiceschanged', tell);
    tell();
    return () => this.#voices.removeEventListener('voiceschanged', tell);
  }

  has(language: Language): boolean {
    return this.#voiceOf(language) !== undefined;
  }

  /** After the pattern has sounded; sentences wait for one another, up to a few. */
  say(text: string, language: Language, loudness: number): void {
    const voice = this.#voiceOf(language);
    if (voice === undefined || this.#waiting >= voicedMax) return;
    const sentence = new SpeechSynthesisUtterance(text);
    sentence.voice = voice;
    sentence.lang = voice.lang;
    sentence.rate = speechRate;
    sentence.volume = loudness;
    this.#waiting += 1;
    const done = (): void => {
      this.#waiting -= 1;
    };
    sentence.addEventListener('end', done);
    sentence.addEventListener('error', done);
    this.#voices.speak(sentence);
  }

  stop(): void {
    if ('speechSynthesis' in window) this.#voices.cancel();
  }

  #voiceOf(language: Language): SpeechSynthesisVoice | undefined {
    if (!('speechSynthesis' in window)) return undefined;
    const spoken = this.#voices.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(language));
    // A voice of this machine speaks with the line cut, and tells nobody what it says.
    return spoken.find((voice) => voice.localService);
  }
}
