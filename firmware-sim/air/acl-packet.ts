/** ACL packets of the host, and the link layer packets they are cut into and put together from. */
export interface AclPacket {
  readonly handle: number;
  /** False for what continues an L2CAP message begun in an earlier packet. */
  readonly isStart: boolean;
  readonly data: Buffer;
}

/** Packet boundary flags: hosts begin with 0 (not flushable) or 2, controllers always with 2 (Vol 4, Part E, §5.4.2). */
const continuing = 1;
const startingFromController = 2;

/** A whole H4 ACL packet; a handle has 12 bits, so any two bytes are one. */
export const decodeAcl = (packet: Buffer): AclPacket => {
  const head = packet.readUInt16LE(1);
  return { handle: head & 0x0fff, isStart: ((head >> 12) & 3) !== continuing, data: packet.subarray(5) };
};

/** As a controller writes it. */
export const encodeAcl = (acl: AclPacket): Buffer => {
  const packet = Buffer.allocUnsafe(5 + acl.data.byteLength);
  packet.writeUInt8(0x02, 0);
  packet.writeUInt16LE(acl.handle | ((acl.isStart ? startingFromController : continuing) << 12), 1);
  packet.writeUInt16LE(acl.data.byteLength, 3);
  acl.data.copy(packet, 5);
  return packet;
};

/** One data packet of the link layer, or the link layer's own goodbye. */
export type LinkPdu =
  | { readonly kind: 'data'; readonly isStart: boolean; readonly data: Buffer; readonly endsAclPacket: boolean }
  | { readonly kind: 'terminate'; readonly reason: number };

/** LL_TERMINATE_IND: an opcode and a reason. */
const terminateBytes = 2;

export const pduBytes = (pdu: LinkPdu): number => (pdu.kind === 'data' ? pdu.data.byteLength : terminateBytes);

/** Cuts an ACL packet into link layer packets of at most `bytesMax`; only the last ends it. Empty for an empty packet. */
export const cutAcl = (acl: AclPacket, bytesMax: number): readonly LinkPdu[] => {
  const pdus: LinkPdu[] = [];
  for (let at = 0; at < acl.data.byteLength; at += bytesMax) {
    pdus.push({
      kind: 'data',
      isStart: acl.isStart && at === 0,
      data: acl.data.subarray(at, at + bytesMax),
      endsAclPacket: at + bytesMax >= acl.data.byteLength,
    });
  }
  return pdus;
};
