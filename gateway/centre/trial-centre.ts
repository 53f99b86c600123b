/** TrialCentre: a centre on a database of its own, for tests: pedometers, people, a clock in the owner's hand, restarts. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CentreNews } from '../../contract/centre-news.ts';
import { deviceSerialSchema, type DeviceSerial } from '../../contract/ids.ts';
import type { KioskCard } from '../../contract/kiosk.ts';
import type { DeviceStatus } from '../../contract/roster.ts';
import { volunteerActionSchema, type ActionAnswer, type VolunteerDevice } from '../../contract/volunteer.ts';
import { isoInstant, type Clock } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import { Centre } from './centre.ts';
import { PaperGateway } from './paper-gateway.ts';

/** 10 in the morning of a Saturday in Japan. */
export const morningMs = Date.parse('2026-11-21T01:00:00Z');
const dayMs = 86_400_000;

export interface ToldDevice {
  readonly status?: DeviceStatus;
  readonly participant?: string | null;
  readonly since?: string | null;
  readonly lastVisitAt?: string | null;
  readonly unsentSince?: string | null;
  readonly freeAbove?: number | null;
  readonly swappedOn?: string | null;
}

export class TrialCentre {
  readonly #path = join(mkdtempSync(join(tmpdir(), 'ayumi-centre-')), 'gateway.sqlite');
  readonly #speed: number;
  #version = 0;
  #actions = 0;
  nowMs = morningMs;
  gateway: PaperGateway;
  centre: Centre;

  constructor(speed = 1) {
    this.#speed = speed;
    this.gateway = new PaperGateway(this.#path, () => this.nowMs);
    this.centre = this.#open();
  }

  /** As after a power cut. */
  async restart(): Promise<void> {
    await this.close();
    this.gateway = new PaperGateway(this.#path, () => this.nowMs);
    this.centre = this.#open();
  }

  async close(): Promise<void> {
    await this.centre[Symbol.asyncDispose]();
    this.gateway.close();
  }

  /** Time goes by, and the centre looks about. */
  pass(ms: number): void {
    this.nowMs += ms;
    this.wake();
  }

  wake: () => void = () => undefined;

  /** The cloud's word on every pedometer, from the digits of its serial; on loan to a person since ten days ago unless said otherwise. */
  tell(devices: Readonly<Record<string, ToldDevice>>, more: Partial<CentreNews> = {}): void {
    const version = (this.#version += 1);
    const roster = { v: 1, version, devices: Object.fromEntries(Object.entries(devices).map(rosterDevice)) };
    const news = {
      v: 1,
      version,
      at: isoInstant(this.nowMs),
      centre: { id: 'centre-1', name: '中央公民館' },
      devices: Object.fromEntries(Object.entries(devices).map((one) => this.#newsDevice(one))),
      participants: { 'P-1': { nickname: 'さくら' }, 'P-2': { nickname: null }, 'P-3': { nickname: 'もみじ' } },
      outcomes: [],
      week: null,
      ...more,
    };
    this.gateway.tell({ roster, news });
  }

  act(action: object): ActionAnswer {
    return this.centre.act(volunteerActionSchema.parse({ id: `action-${(this.#actions += 1)}`, ...action }));
  }

  device(serial: string): VolunteerDevice {
    const found = this.centre.volunteer().devices.find((device) => device.serial === serial);
    assert(found !== undefined, `${serial} is known`);
    return found;
  }

  /** The one card there is. */
  card(): KioskCard {
    const { cards } = this.centre.kiosk();
    const [card] = cards;
    assert(card !== undefined && cards.length === 1, `one card, not ${cards.length}`);
    return card;
  }

  #open(): Centre {
    const clock: Clock = {
      wallMs: () => this.nowMs,
      monotonicMs: () => this.nowMs - morningMs,
      sleep: (_, signal) =>
        new Promise((resolve) => {
          this.wake = resolve;
          signal?.addEventListener('abort', () => resolve(), { once: true });
        }),
    };
    const centre = new Centre({ gateway: this.gateway, clock, zone: 'Asia/Tokyo', speed: this.#speed });
    void centre.start(new AbortController().signal);
    return centre;
  }

  #newsDevice([serial, told]: readonly [string, ToldDevice]): readonly [string, object] {
    const isLent = (told.status ?? 'on-loan') === 'on-loan';
    const tenDaysAgo = isoInstant(this.nowMs - 10 * dayMs);
    const { participant = isLent ? `P-${Number(serial.slice(-3))}` : null, since = isLent ? tenDaysAgo : null } = told;
    return [
      serial,
      {
        ...{ capacityBuckets: 1440, bucketSeconds: 3600, participant, since },
        lastVisitAt: told.lastVisitAt ?? null,
        unsentSince: told.unsentSince ?? since,
        battery: 70,
        swappedOn: told.swappedOn ?? null,
        freeAbove: told.freeAbove ?? null,
      },
    ];
  }
}

const rosterDevice = ([serial, { status = 'on-loan' }]: readonly [string, ToldDevice]): readonly [string, object] => [
  serial,
  { label: String(Number(serial.slice(-3))), model: 'steplog-1', confirmed: 0, status },
];

export const serialOf = (number: number): DeviceSerial =>
  deviceSerialSchema.parse(`AYM-${String(number).padStart(6, '0')}`);
