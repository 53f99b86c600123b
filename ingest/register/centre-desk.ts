/** Centre desk: the centres and gateways of the register: how many of what each has, adding, renaming, and secrets shown once. */
import type { CentreId, GatewayId } from '../../contract/ids.ts';
import type {
  CentreBody,
  CentreEdit,
  Centres,
  GatewayBody,
  GatewayEdit,
  GatewayRenew,
  Gateways,
  GatewaySecret,
} from '../../contract/register-centre.ts';
import type { Saved } from '../../contract/register-terms.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { cellChanges } from '../registry/cell-changes.ts';
import { instantOf } from './pedometer-list.ts';
import { known } from './register-faults.ts';
import { fieldChanges, type RegisterLog } from './register-log.ts';
import type { RegisterRequests } from './register-requests.ts';
import { refused } from './register-words.ts';
import type { RegisterWorld } from './register-world.ts';
import type { Saver } from './saved.ts';

const counted = `SELECT c.id, c.name, (SELECT count(*) FROM participant p WHERE p.centre = c.id) AS participants,
    (SELECT count(*) FROM device d WHERE d.centre = c.id) AS pedometers,
    (SELECT count(*) FROM gateway g WHERE g.centre = c.id) AS gateways,
    (SELECT count(*) FROM device d JOIN loan l ON l.device = d.serial
      WHERE d.centre = c.id AND l.from_ms <= :now AND (l.to_ms IS NULL OR l.to_ms > :now)) AS lent
  FROM centre c ORDER BY c.id`;

export class CentreDesk {
  readonly #world: RegisterWorld;
  readonly #saver: Saver;
  readonly #requests: RegisterRequests;
  readonly #log: RegisterLog;
  readonly #prepared: Prepared;

  constructor(world: RegisterWorld, saver: Saver, requests: RegisterRequests, log: RegisterLog) {
    this.#world = world;
    this.#saver = saver;
    this.#requests = requests;
    this.#log = log;
    this.#prepared = new Prepared(world.store.database);
  }

  centres(): Centres {
    const rows = this.#prepared.of(counted).all({ now: this.#world.clock.wallMs() });
    return {
      centres: rows.map((row) => ({
        id: row['id'] as CentreId,
        name: row['name'] as string,
        participants: Number(row['participants']),
        pedometers: Number(row['pedometers']),
        onLoan: Number(row['lent']),
        gateways: Number(row['gateways']),
      })),
    };
  }

  add(body: CentreBody): Saved {
    const { registry } = this.#world.store;
    return this.#saver.save(body, 'centre-add', () => {
      const { id, name } = body;
      if (registry.centre(id) !== undefined) return refused('id-taken');
      const changes = fieldChanges(cellChanges(undefined, { name }));
      const write = (): undefined => {
        registry.putCentre({ id, name });
      };
      return { of: 'centre', id, kind: 'added', changes, notes: [], write };
    });
  }

  /** Throws DeskFault `unknown-centre`. */
  edit(id: CentreId, body: CentreEdit): Saved {
    const { registry } = this.#world.store;
    return this.#saver.save({ ...body, ...{ id } }, 'centre-edit', () => {
      const { name } = body;
      const held = known(registry.centre(id), 'centre');
      const changes = fieldChanges(cellChanges({ name: held.name }, { name }));
      if (changes.length === 0) return refused('nothing-to-change');
      const write = (): undefined => {
        registry.putCentre({ id, name });
      };
      return { of: 'centre', id, kind: 'edited', changes, notes: [], write };
    });
  }

  gateways(): Gateways {
    const { store, fleet } = this.#world;
    const names = new Map(store.registry.centres().map(({ id, name }) => [id, name]));
    return {
      gateways: store.registry
        .gateways()
        .map(({ id, centre }) => {
          const news = fleet?.of(id);
          return {
            id,
            centre: { id: centre, name: names.get(centre) ?? centre },
            state: news?.state ?? ('unknown' as const),
            since: instantOf(news?.sinceMs),
            lastVisitAt: instantOf(news?.lastVisitMs),
            health: news?.health ?? null,
          };
        })
        .sort((a, b) => (a.centre.id < b.centre.id ? -1 : a.centre.id > b.centre.id ? 1 : 0)),
    };
  }

  addGateway(body: GatewayBody): GatewaySecret {
    const { id, centre } = body;
    return this.#secret(id, body, 'added', () => {
      const added = this.#world.store.registry.addGateway(id, centre);
      if (added.kind === 'added') return added;
      return refused(added.fault === 'gateway-exists' ? 'id-taken' : added.fault);
    });
  }

  /** Throws DeskFault `unknown-gateway`. */
  editGateway(id: GatewayId, body: GatewayEdit): Saved {
    const { registry } = this.#world.store;
    return this.#saver.save({ ...body, ...{ id } }, 'gateway-edit', () => {
      const { centre } = body;
      const held = known(
        registry.gateways().find((gateway) => gateway.id === id),
        'gateway',
      );
      if (registry.centre(centre) === undefined) return refused('unknown-centre');
      const changes = fieldChanges(cellChanges({ centre: held.centre }, { centre }));
      if (changes.length === 0) return refused('nothing-to-change');
      const write = (): undefined => {
        registry.moveGateway(id, centre);
      };
      return { of: 'gateway', id, kind: 'edited', changes, notes: [], write };
    });
  }

  /** Throws DeskFault `unknown-gateway`. */
  renewGateway(id: GatewayId, body: GatewayRenew): GatewaySecret {
    return this.#secret(id, { ...body, ...{ id } }, 'secret', () => ({
      kind: 'added',
      secret: known(this.#world.store.registry.renewGatewaySecret(id), 'gateway'),
    }));
  }

  #secret(
    id: GatewayId,
    asked: GatewayRenew | GatewayBody,
    kind: 'added' | 'secret',
    make: () => { readonly kind: 'added'; readonly secret: string } | ReturnType<typeof refused>,
  ): GatewaySecret {
    return this.#requests.once<GatewaySecret>(
      `gateway-${kind}`,
      asked,
      (atMs) => {
        const made = make();
        if (made.kind === 'refused') return made;
        const { actor } = asked;
        const centre = 'centre' in asked ? { centre: asked.centre } : {};
        const changes = fieldChanges(cellChanges(undefined, centre));
        const reason = 'reason' in asked ? asked.reason : undefined;
        this.#log.add({ atMs, kind, of: 'gateway', subject: id, actor, reason, changes });
        return { kind: 'saved', id, changes, notes: [], secret: made.secret };
      },
      (answer) => (answer.kind === 'saved' ? { ...answer, secret: null } : answer),
    );
  }
}
