/** Register answers: the register API answered from the cloud's store, each question by the part that knows. */
import type { CentreId, DeviceSerial, GatewayId } from '../../contract/ids.ts';
import type { RegisteredPerson } from '../../contract/register-participant.ts';
import type { RegisteredPedometer } from '../../contract/register-pedometer.ts';
import type { RegisterAnswers } from '../../contract/register.ts';
import type { ParticipantId } from '../../contract/ids.ts';
import { CentreDesk } from './centre-desk.ts';
import { History } from './history.ts';
import { LoanDesk } from './loan-desk.ts';
import { LoanDifferences } from './loan-difference.ts';
import { LoanSpans } from './loan-spans.ts';
import { PedometerDesk } from './pedometer-desk.ts';
import { PedometerList } from './pedometer-list.ts';
import { PeopleDesk } from './people-desk.ts';
import { PeopleList } from './people-list.ts';
import { proposalOf } from './proposal.ts';
import { known } from './register-faults.ts';
import { RegisterLog } from './register-log.ts';
import { RegisterRequests } from './register-requests.ts';
import type { RegisterWorld } from './register-world.ts';
import { Saver } from './saved.ts';
import { exportTable } from './table-export.ts';
import { TableImport } from './table-import.ts';

/** The store is open. */
export const registerAnswers = (world: RegisterWorld): RegisterAnswers => {
  const { database, registry } = world.store;
  const log = new RegisterLog(database);
  const requests = new RegisterRequests(world);
  const saver = new Saver(requests, log);
  const history = new History(world, log);
  const spans = new LoanSpans(world, history);
  const lists = { people: new PeopleList(world), pedometers: new PedometerList(world) };
  const people = new PeopleDesk(world, lists.people, saver);
  const pedometers = new PedometerDesk(world, saver);
  const centres = new CentreDesk(world, saver, requests, log);
  const loans = new LoanDesk({ world, requests, log, spans, differences: new LoanDifferences(database) });
  const tables = new TableImport(world, requests, log);
  const centreOf = (id: string) => known(registry.centre(id as CentreId), 'centre');
  return {
    centres: () => centres.centres(),
    stock: () => lists.pedometers.stock(),
    participants: ({ query }) => lists.people.page(query),
    participant: ({ path }) => personAnswer(path.participant, lists.people, spans, history),
    pedometers: ({ query }) => lists.pedometers.page(query),
    pedometer: ({ path }) => pedometerAnswer(path.id as DeviceSerial, world, lists.pedometers, spans, history),
    proposal: ({ query }) => proposalOf(database, query.centre),
    heldHandOvers: () => ({ handOvers: history.held() }),
    gateways: () => centres.gateways(),
    changes: ({ query }) => ({ changes: [...log.page(query.from)], total: log.count() }),
    cards: ({ path }) => ({ centre: centreOf(path.id), participants: lists.people.ofCentre(path.id as CentreId) }),
    labels: ({ path }) => ({ centre: centreOf(path.id), pedometers: lists.pedometers.ofCentre(path.id as CentreId) }),
    exportTable: ({ path }) => exportTable(world, path.id),
    previewLend: ({ body }) => loans.previewLend(body),
    previewTakeBack: ({ body }) => loans.previewTakeBack(body),
    previewCorrection: ({ body }) => loans.previewCorrection(body),
    previewUndo: ({ path }) => loans.previewUndo(path.id),
    previewSettle: ({ path, body }) => loans.previewSettle(path.id, body.at),
    previewAddParticipant: ({ body }) => people.previewAdd(body),
    previewEditParticipant: ({ path, body }) => people.previewEdit(path.participant, body),
    previewAddPedometer: ({ body }) => pedometers.previewAdd(body),
    previewEditPedometer: ({ path, body }) => pedometers.previewEdit(path.id as DeviceSerial, body),
    previewImport: ({ body }) => tables.preview(body),
    lend: ({ body }) => loans.lend(body),
    takeBack: ({ body }) => loans.takeBack(body),
    correct: ({ body }) => loans.correct(body),
    undo: ({ path, body }) => loans.undo(path.id, body),
    settle: ({ path, body }) => loans.settle(path.id, body),
    discard: ({ path, body }) => loans.discard(path.id, body),
    addParticipant: ({ body }) => people.add(body),
    editParticipant: ({ path, body }) => people.edit(path.participant, body),
    addPedometer: ({ body }) => pedometers.add(body),
    editPedometer: ({ path, body }) => pedometers.edit(path.id as DeviceSerial, body),
    addCentre: ({ body }) => centres.add(body),
    editCentre: ({ path, body }) => centres.edit(path.id as CentreId, body),
    addGateway: ({ body }) => centres.addGateway(body),
    editGateway: ({ path, body }) => centres.editGateway(path.id as GatewayId, body),
    renewGateway: ({ path, body }) => centres.renewGateway(path.id as GatewayId, body),
    importTable: ({ body }) => tables.import(body),
  };
};

const personAnswer = (id: ParticipantId, people: PeopleList, spans: LoanSpans, history: History): RegisteredPerson => ({
  person: known(people.one(id), 'participant'),
  loans: spans.ofParticipant(id),
  visits: history.visits('participant', id),
  history: history.ofParticipant(id),
});

const pedometerAnswer = (
  serial: DeviceSerial,
  { store }: RegisterWorld,
  pedometers: PedometerList,
  spans: LoanSpans,
  history: History,
): RegisteredPedometer => {
  const { capacityBuckets, bucketSeconds } = known(store.registry.deviceOf(serial), 'pedometer');
  return {
    pedometer: known(pedometers.one(serial), 'pedometer'),
    capacityBuckets,
    bucketSeconds,
    loans: spans.ofDevice(serial),
    visits: history.visits('device', serial),
    history: history.ofDevice(serial),
  };
};
