/** Slip page: what a visit of today brought, printed on A6 for whoever came. */
import { Printer } from 'lucide-preact';
import { VisitSlip } from '../../slip/visit-slip.tsx';
import { localDateOf } from '../../shared/local-date.ts';
import { Link } from '../parts/link.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { firstPlace } from '../state/place.ts';
import { useVolunteer } from '../state/volunteer.ts';

export const SlipPage = ({ serial }: { readonly serial: string | null }) => {
  const { words, centre, language } = useVolunteer();
  const text = words.slip;
  const came = centre.came.findLast((each) => each.serial === serial && each.result !== null);
  if (came === undefined || came.result === null) {
    return (
      <>
        <PageTitle title={text.none} />
        <Notice kind="plain" title={text.noneNext} />
        <p class="buttons">
          <Link to={firstPlace} class="press is-primary">
            {words.done.next}
          </Link>
        </p>
      </>
    );
  }
  return (
    <>
      <PageTitle title={text.title(came.label ?? '？')} />
      <p>{text.what}</p>
      <p class="buttons">
        <button type="button" class="press is-primary is-large" onClick={() => window.print()}>
          <Printer aria-hidden="true" />
          {words.print}
        </button>
      </p>
      <VisitSlip
        centre={centre.centre?.name ?? null}
        date={localDateOf(Date.parse(came.at), centre.zone)}
        label={came.label}
        nickname={came.nickname}
        result={came.result}
        language={language}
        furigana={language === 'ja'}
      />
    </>
  );
};
