/** Behaviour catalogue: each behaviour by its name, with what it leaves open drawn from a seed. */
import type { Random } from '../../runtime/random.ts';
import { behaviourNames, type Behaviour, type BehaviourName } from './behaviour.ts';
import { batterySwapped, clockDrift, ringOverwritten, sensorFault } from './device-faults.ts';
import { linkLostMidPage, notifyWithoutEnd, repeatedSegments, slowDevice } from './link-faults.ts';
import { repeatedPages, wrongKey } from './page-faults.ts';

export const isBehaviourName = (name: string): name is BehaviourName => behaviourNames.some((each) => each === name);

/** The same random draws the same behaviour. */
export const behaviourNamed = (name: BehaviourName, random: Random): Behaviour => {
  switch (name) {
    case 'link-lost-mid-page':
      return linkLostMidPage({ visits: random.int(1, 3), segmentsBefore: () => random.int(0, 5) });
    case 'battery-swapped':
      return batterySwapped({ when: { kind: 'visit', number: random.int(1, 3) } });
    case 'clock-drift':
      return clockDrift(random.pick([-500, -200, -100, 100, 200, 500]));
    case 'wrong-key':
      return wrongKey(Uint8Array.from({ length: 32 }, () => random.int(0, 255)));
    case 'repeated-pages':
      return repeatedPages(0.5, random);
    case 'repeated-segments':
      return repeatedSegments(0.3, random);
    case 'ring-overwritten':
      return ringOverwritten(random.int(24, 72));
    case 'sensor-fault': {
      const every = random.int(5, 50);
      return sensorFault((sequence) => sequence % every === every - 1);
    }
    case 'slow-device':
      return slowDevice({ betweenNotificationsMs: random.int(50, 400), answerMs: random.int(100, 800) });
    case 'notify-without-end':
      return notifyWithoutEnd();
  }
};
