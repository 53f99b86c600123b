/** Evidence page: everything a clerk judges a day in doubt by, on one screen, and the judgement. */
import { ArrowLeft, TriangleAlert } from 'lucide-preact';
import { useCallback } from 'preact/hooks';
import type { Evidence } from '../../../contract/desk-review.ts';
import { ChartFrame } from '../../shared/charts/chart-frame.tsx';
import type { ChartPaint } from '../../shared/charts/chart-paint.ts';
import { evidenceOptionOf } from '../charts/evidence-option.ts';
import { Answered } from '../parts/answered.tsx';
import { DecisionPanel } from '../parts/decision-panel.tsx';
import { Link } from '../parts/link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { markOf } from '../parts/person-strip.tsx';
import { useDesk } from '../state/desk.ts';
import { useAsked } from '../state/use-asked.ts';

export interface EvidencePageProps {
  readonly id: string;
  readonly date: string;
}

export const EvidencePage = ({ id, date }: EvidencePageProps) => {
  const asking = useAsked('evidence', { path: { participant: id, date } });
  return (
    <Answered asking={asking} title={`${id} ${date}`}>
      {(evidence) => (
        <>
          <EvidenceTitle evidence={evidence} />
          <div class="evidence-board">
            <div>
              <Findings evidence={evidence} />
              <Curve evidence={evidence} />
              <Figures evidence={evidence} />
            </div>
            <DecisionPanel evidence={evidence} onChanged={asking.again} />
          </div>
        </>
      )}
    </Answered>
  );
};

const EvidenceTitle = ({ evidence }: { readonly evidence: Evidence }) => {
  const desk = useDesk();
  const { words, formats } = desk;
  const { participant: id, label, name, centre, date, steps, isWaiting } = evidence;
  const isDecided = evidence.decisions.some(({ undone }) => undone === null);
  const state = isDecided ? 'decided' : isWaiting ? 'waiting' : 'plain';
  return (
    <>
      <p class="strip">
        <Link to={{ kind: 'held' }} class="button">
          <ArrowLeft aria-hidden="true" />
          {words.nav.held}
        </Link>
        <Link to={{ kind: 'day', id, date }}>
          {[name, markOf(desk, { id, label }), centre].filter((part) => part !== null).join(words.clauseMark)}
        </Link>
      </p>
      <PageTitle title={words.review.dayTitle(formats.date(date), words.stepsOf(steps), state)} />
    </>
  );
};

const Findings = ({ evidence: { findings } }: { readonly evidence: Evidence }) => {
  const { words, language } = useDesk();
  return (
    <section class="panel" aria-labelledby="findings-title">
      <h2 id="findings-title">{words.review.findings}</h2>
      {findings.length === 0 ? (
        <p class="empty">{words.review.findingsEmpty}</p>
      ) : (
        <ul class="sentences">
          {findings.map(({ code, sentence }) => (
            <li key={code} class="finding">
              <TriangleAlert aria-hidden="true" />
              {sentence[language]}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Curve = ({ evidence }: { readonly evidence: Evidence }) => {
  const { words, formats } = useDesk();
  const text = words.review;
  const flagged = evidence.hours.filter(({ isFlagged }) => isFlagged);
  const option = useCallback(
    (paint: ChartPaint) => evidenceOptionOf(evidence, { ...words.review, ...words, ...formats }, paint),
    [evidence, words, formats],
  );
  if (evidence.hours.length === 0) return <p class="panel empty">{text.curveMissing}</p>;
  const hours = flagged.map(({ hour }) => text.hourRange(hour)).join(words.listMark);
  return (
    <section class="panel" aria-labelledby="curve-title">
      <h2 id="curve-title">{text.chart(flagged.length)}</h2>
      <ChartFrame
        text={text.chartText(hours === '' ? words.none : hours)}
        missingText={words.chartMissing}
        option={option}
      />
      <ul class="legend">
        <li>
          <span class="swatch is-finished" aria-hidden="true" />
          {text.today}
        </li>
        <li>
          <span class="swatch is-usual" aria-hidden="true" />
          {evidence.usualDays === 0 ? text.usualNone : text.usual(evidence.usualDays)}
        </li>
        {flagged.length > 0 && (
          <li>
            <span class="swatch is-flagged" aria-hidden="true" />
            {text.flagged}
          </li>
        )}
        {evidence.twin !== null && (
          <li>
            <span class="swatch is-twin" aria-hidden="true" />
            {text.twin(evidence.twin.participant)}
          </li>
        )}
      </ul>
      <details>
        <summary>{words.table}</summary>
        <HourTable evidence={evidence} />
      </details>
    </section>
  );
};

const HourTable = ({ evidence: { hours, twin } }: { readonly evidence: Evidence }) => {
  const { words } = useDesk();
  const text = words.review;
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{text.hour}</th>
          <th scope="col" class="number">
            {text.value}
          </th>
          <th scope="col" class="number">
            {text.usualValue}
          </th>
          {twin !== null && (
            <th scope="col" class="number">
              {twin.participant}
            </th>
          )}
          <th scope="col">{text.findings}</th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ hour, steps, usual, isFlagged }) => (
          <tr key={hour}>
            <th scope="row">{text.hourRange(hour)}</th>
            <td class="number">{words.stepsOf(steps)}</td>
            <td class="number">{usual === null ? words.unknown : words.stepsOf(usual)}</td>
            {twin !== null && <td class="number">{words.stepsOf(twin.hours[hour] ?? 0)}</td>}
            <td>{isFlagged ? text.flagged : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Figures = ({ evidence: { figures } }: { readonly evidence: Evidence }) => {
  const { words, language } = useDesk();
  const text = words.review;
  if (figures.length === 0) return null;
  return (
    <section class="panel">
      <table class="entry-table">
        <thead>
          <tr>
            <th scope="col">{text.figure}</th>
            <th scope="col">{text.value}</th>
            <th scope="col">{text.usualValue}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ name, value, usual }) => (
            <tr key={name.ja}>
              <th scope="row">{name[language]}</th>
              <td>{value[language]}</td>
              <td>{usual === null ? words.none : usual[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
