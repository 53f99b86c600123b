/** Rules page: what the programme's rules say, in sentences, version by version. */
import type { DeskRuleVersion } from '../../../contract/desk-programme.ts';
import { ActivityPictureMark } from '../parts/activity-menu.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { amountsText, useDesk } from '../state/desk.ts';

export const RulesPage = () => {
  const { words, formats, programme } = useDesk();
  const text = words.rules;
  const inForce = programme.rules.find(({ state }) => state === 'in-force');
  return (
    <>
      <PageTitle
        title={
          inForce === undefined ? text.titleNone : text.title(inForce.version, formats.longDate(inForce.effectiveFrom))
        }
      />
      <p>{text.note}</p>
      {programme.rules.map((version) => (
        <VersionPanel key={version.version} version={version} />
      ))}
      {programme.activities.length > 0 && <ActivityTable />}
    </>
  );
};

const VersionPanel = ({ version }: { readonly version: DeskRuleVersion }) => {
  const { words, formats, language } = useDesk();
  const text = words.rules;
  return (
    <details class="panel" open={version.state !== 'past'}>
      <summary>
        {text.version(version.version, formats.longDate(version.effectiveFrom))}
        {words.clauseMark}
        {text.state[version.state]}
      </summary>
      {version.chapters.map(({ title, sentences }) => (
        <section key={title.ja}>
          <h2>{title[language]}</h2>
          <ul class="sentences">
            {sentences.map((sentence) => (
              <li key={sentence.ja}>{sentence[language]}</li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
};

const ActivityTable = () => {
  const desk = useDesk();
  const { words, language, programme } = desk;
  return (
    <section class="panel" aria-labelledby="limits-title">
      <h2 id="limits-title">{words.rules.limits}</h2>
      <table class="entry-table is-stacking">
        <thead>
          <tr>
            <th scope="col">{words.stamps.activity}</th>
            {programme.accounts.map(({ id, name }) => (
              <th key={id} scope="col" class="number">
                {name[language]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {programme.activities.map((activity) => (
            <tr key={activity.id}>
              <th scope="row">
                <span class="mark-line">
                  <ActivityPictureMark activity={activity} />
                  {activity.name[language]}
                </span>
                {activity.limits !== null && <span class="entry-aside">{activity.limits[language]}</span>}
              </th>
              {programme.accounts.map(({ id, name }) => {
                const amount = activity.points.find(({ account }) => account === id);
                return (
                  <td key={id} class="number" data-name={name[language]}>
                    {amount === undefined ? words.none : amountsText(desk, [amount])}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
