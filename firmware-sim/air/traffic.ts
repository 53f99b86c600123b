/** Traffic: what a link has cost in radio time, on the LE 1M PHY without encryption (Core Specification, Vol 6, Part B, §2.1). */
const preambleBytes = 1;
const accessAddressBytes = 4;
const headerBytes = 2;
const checkBytes = 3;
const microsecondsPerByte = 8;

/** The pause between two packets of one connection event, T_IFS. */
export const interFrameUs = 150;

/** The time one link layer packet with `payloadBytes` is on the air; an empty one takes 80 µs. */
export const packetUs = (payloadBytes: number): number =>
  (preambleBytes + accessAddressBytes + headerBytes + payloadBytes + checkBytes) * microsecondsPerByte;

export interface Traffic {
  /** Connection events in which there was something to say. Idle ones are not played out. */
  readonly events: number;
  /** Link layer data packets sent, repeated ones included; empty packets are not counted, only their time is. */
  readonly packets: number;
  readonly retransmissions: number;
  readonly payloadBytes: number;
  /** Packets, the empty ones that answer them, and the pauses between. */
  readonly airtimeUs: number;
  /** Simulated time from the connection to its last event; at unlimited speed hosts think in no time. */
  readonly connectedUs: number;
}

export const noTraffic: Traffic = {
  events: 0,
  packets: 0,
  retransmissions: 0,
  payloadBytes: 0,
  airtimeUs: 0,
  connectedUs: 0,
};

export const addTraffic = (a: Traffic, b: Traffic): Traffic => ({
  events: a.events + b.events,
  packets: a.packets + b.packets,
  retransmissions: a.retransmissions + b.retransmissions,
  payloadBytes: a.payloadBytes + b.payloadBytes,
  airtimeUs: a.airtimeUs + b.airtimeUs,
  connectedUs: a.connectedUs + b.connectedUs,
});
