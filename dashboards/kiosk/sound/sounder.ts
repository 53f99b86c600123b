/** Sounder: plays tone patterns one after the other, once the browser lets it. */
import { lengthMsOf, type Note } from './tones.ts';

/** Between two people's patterns. */
const pauseMs = 400;
/** Answers that wait longer than this are not worth hearing any more. */
const waitMaxMs = 6000;
/** Loudness by step of the volume: each sounds about as much louder as the one before. */
const gains = [0.06, 0.12, 0.25, 0.5, 0.9] as const;
const attackSeconds = 0.015;
const releaseSeconds = 0.08;

export class Sounder {
  #context: AudioContext | undefined;
  #freeAtSeconds = 0;
  readonly #onReady: (isReady: boolean) => void;

  /** `onReady` hears whether sound comes out: browsers may ask for a touch first. */
  constructor(onReady: (isReady: boolean) => void) {
    this.#onReady = onReady;
  }

  /** A kiosk's browser is started with leave to sound; any other needs a touch or a key, and then this again. */
  start(): void {
    this.#context ??= this.#open();
    const context = this.#context;
    const tell = (): void => this.#onReady(context.state === 'running');
    void context.resume().then(tell, tell);
    tell();
  }

  /** `volume` from 1. Says nothing where no sound may be made yet: the screen has said it already. */
  play(pattern: readonly Note[], volume: number): void {
    const context = this.#context;
    if (context?.state !== 'running') return;
    const startSeconds = Math.max(context.currentTime, this.#freeAtSeconds);
    if (startSeconds - context.currentTime > waitMaxMs / 1000) return;
    this.#freeAtSeconds = startSeconds + (lengthMsOf(pattern) + pauseMs) / 1000;
    for (const note of pattern) playNote(context, note, startSeconds + note.atMs / 1000, gains[volume - 1] ?? gains[2]);
  }

  /** Silence at once; what waited is not caught up on. */
  async stop(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    this.#freeAtSeconds = 0;
    await context?.close();
  }

  #open(): AudioContext {
    const context = new AudioContext();
    context.addEventListener('statechange', () => {
      if (context === this.#context) this.#onReady(context.state === 'running');
    });
    return context;
  }
}

const playNote = (context: AudioContext, note: Note, startSeconds: number, loudness: number): void => {
  const endSeconds = startSeconds + note.durationMs / 1000;
  const source = context.createOscillator();
  const gain = context.createGain();
  source.type = 'triangle';
  source.frequency.value = note.hertz;
  gain.gain.setValueAtTime(0, startSeconds);
  gain.gain.linearRampToValueAtTime(loudness, startSeconds + attackSeconds);
  gain.gain.setValueAtTime(loudness, Math.max(startSeconds + attackSeconds, endSeconds - releaseSeconds));
  gain.gain.linearRampToValueAtTime(0, endSeconds);
  source.connect(gain).connect(context.destination);
  source.start(startSeconds);
  source.stop(endSeconds);
};
