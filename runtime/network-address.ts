/** Network address: where a config says to listen or to connect, checked before anybody tries. */
import { isIP } from 'node:net';
import { z } from 'zod';

/** Over the open net only encrypted; a receiver on this machine may do without. */
const webhookUrlText = 'like https://points.example.jp/totals; http:// only to this machine';
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const isWebhookUrl = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHost.test(url.hostname));
};

export const webhookUrlSchema = z.string().refine(isWebhookUrl, { error: webhookUrlText });

const brokerUrlText = 'like mqtt://host:1883 or mqtts://host:8883';
/** No user and password: they belong in a file that only its owner may read. */
const brokerUrl = /^mqtts?:\/\/[^\s/?#@]+$/;
const hostName = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

const isBrokerUrl = (text: string): boolean => {
  const url = brokerUrl.test(text) ? URL.parse(text) : null;
  return url !== null && url.hostname !== '' && url.port !== '0';
};

export const brokerUrlSchema = z.string().refine(isBrokerUrl, { error: brokerUrlText });

/** A name or an address of this machine, IPv6 as it is: `::1`. */
export const listenHostSchema = z.string().refine((host) => isIP(host) !== 0 || hostName.test(host), {
  error: 'a host name or an IP address, without http:// and without a port',
});

/** Whether listening there is listening on every address the machine has. */
export const isEveryAddress = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** Whether nobody but this machine reaches what listens there. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
