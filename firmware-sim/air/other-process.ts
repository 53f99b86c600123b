/** A gateway of its own, for tests: `node other-process.ts <socket>` connects to a peripheral, says so, and stays. */
import { h4Bindings, installH4Driver } from '../../runtime/h4-socket.ts';
import { connectTo, discover } from './test-service.ts';

installH4Driver();
const { withBindings } = await import('@stoprocent/noble');
const noble = withBindings('hci', h4Bindings(process.argv[2] ?? ''));
await noble.waitForPoweredOnAsync();
for (const peripheral of await discover(noble)) {
  const client = await connectTo(peripheral);
  process.stdout.write(`${(await client.readable.readAsync()).toString('hex')}\n`);
}
