/** Day behind: what a day's points rest on, from the pages of the pedometer to the entries, each part folded away. */
import type { ComponentChildren } from 'preact';
import type { ExplainedDay, ExplainedPage } from '../../../contract/desk-day.ts';
import { amountText, useDesk } from '../state/desk.ts';
import { clockOf } from '../view/hours-of-day.ts';
import { DecisionWords } from './decision-words.tsx';
import { EntryWords } from './entries.tsx';

export const DayBehind = ({ day }: { readonly day: ExplainedDay }) => {
  const { words } = useDesk();
  const text = words.day;
  const buckets = day.pages.reduce((sum, page) => sum + page.buckets.length, 0);
  return (
    <div class="panel behind">
      <Fold title={text.pages(day.pages.length, buckets)}>
        {day.pages.length === 0 ? (
          <p class="empty">{text.pagesEmpty}</p>
        ) : (
          day.pages.map((page, index) => <PageTable key={index} page={page} />)
        )}
      </Fold>
      <Fold title={text.total(day.revisions.length)}>
        <Revisions day={day} />
      </Fold>
      <RuleFold day={day} />
      <Fold title={text.entries(day.entries.length)}>
        <DayEntries day={day} />
      </Fold>
      <Fold title={text.decisions(day.decisions.length)}>
        {day.decisions.length === 0 ? (
          <p class="empty">{text.decisionsEmpty}</p>
        ) : (
          <ul class="lines">
            {day.decisions.map((decision) => (
              <li key={decision.at}>
                <DecisionWords decision={decision} />
              </li>
            ))}
          </ul>
        )}
      </Fold>
    </div>
  );
};

const Fold = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <details>
    <summary>{title}</summary>
    {children}
  </details>
);

const PageTable = ({ page }: { readonly page: ExplainedPage }) => {
  const { words, formats, language } = useDesk();
  const text = words.day;
  const { label, receivedAt, centre, firstSequence, trust, buckets } = page;
  const moment = receivedAt === null ? null : formats.dateAndTime(Date.parse(receivedAt));
  const asides = [firstSequence === null ? null : text.firstSequence(firstSequence), text[trust]];
  return (
    <table class="plain-table">
      <caption>
        {text.page(label, moment, centre)}
        <span class="entry-aside">{asides.filter((aside) => aside !== null).join(words.clauseMark)}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{text.time}</th>
          <th scope="col" class="number">
            {text.steps}
          </th>
          <th scope="col">{text.counted}</th>
        </tr>
      </thead>
      <tbody>
        {buckets.map((bucket) => (
          <tr key={bucket.fromMinute}>
            <th scope="row">
              {clockOf(bucket.fromMinute)}–{clockOf(bucket.fromMinute + bucket.minutes)}
            </th>
            <td class="number">{words.stepsOf(bucket.steps)}</td>
            <td>
              {bucket.isCounted ? text.isCounted : text.notCounted} {bucket.note?.[language]}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Revisions = ({ day }: { readonly day: ExplainedDay }) => {
  const { words, formats, language } = useDesk();
  const text = words.day;
  if (day.revisions.length === 0) return <p class="empty">{text.pagesEmpty}</p>;
  return (
    <table class="plain-table is-wrapping">
      <thead>
        <tr>
          <th scope="col">{text.revision}</th>
          <th scope="col">{text.arrived}</th>
          <th scope="col" class="number">
            {text.steps}
          </th>
          <th scope="col">{text.fate}</th>
        </tr>
      </thead>
      <tbody>
        {day.revisions.map((revision) => (
          <tr key={revision.revision}>
            <th scope="row">{words.figure(revision.revision)}</th>
            <td>
              {revision.arrivedAt === null
                ? formats.date(revision.syncedOn)
                : formats.dateAndTime(Date.parse(revision.arrivedAt))}
            </td>
            <td class="number">{words.stepsOf(revision.steps)}</td>
            <td>{revision.sentence[language]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const RuleFold = ({ day: { rule, awards } }: { readonly day: ExplainedDay }) => {
  const desk = useDesk();
  const { words, formats, language } = desk;
  const text = words.day;
  if (rule === null) return <Fold title={text.ruleNone}>{null}</Fold>;
  return (
    <Fold title={text.rule(rule.version)}>
      <p>
        {rule.sentence[language]} <span class="faint">{text.ruleFrom(formats.longDate(rule.effectiveFrom))}</span>
      </p>
      <ul class="lines">
        {awards.map((award) => (
          <li key={`${award.account} ${award.rule} ${award.sentence.ja}`}>
            {award.sentence[language]} <strong>{words.signed(award.points, amountText(desk, award))}</strong>
          </li>
        ))}
      </ul>
    </Fold>
  );
};

const DayEntries = ({ day }: { readonly day: ExplainedDay }) => {
  const desk = useDesk();
  const { words, formats } = desk;
  const { column } = words.person;
  if (day.entries.length === 0) return <p class="empty">{words.day.entriesEmpty}</p>;
  return (
    <table class="entry-table">
      <thead>
        <tr>
          <th scope="col">{column.written}</th>
          <th scope="col">{column.what}</th>
          <th scope="col" class="number">
            {column.points}
          </th>
          <th scope="col" class="number">
            {column.sum}
          </th>
        </tr>
      </thead>
      <tbody>
        {day.entries.map(({ sum, ...entry }) => (
          <tr key={entry.id}>
            <th scope="row">{formats.dateAndTime(Date.parse(entry.at))}</th>
            <td>
              <EntryWords entry={entry} />
            </td>
            <td class="number">{words.signed(entry.points, amountText(desk, entry))}</td>
            <td class="number">{amountText(desk, { account: entry.account, points: sum })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
