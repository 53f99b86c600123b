/** Poster page: the centre's week as the poster it prints, which is made elsewhere and pinned to the wall here. */
import { Printer } from 'lucide-preact';
import { Poster } from '../../poster/poster.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useVolunteer } from '../state/volunteer.ts';

export const PosterPage = () => {
  const { words, centre, language } = useVolunteer();
  const text = words.poster;
  if (centre.week === null || centre.centre === null) {
    return (
      <>
        <PageTitle title={text.waiting} />
        <Notice kind="plain" title={text.waitingNext} />
      </>
    );
  }
  return (
    <>
      <PageTitle title={text.title} />
      <div class="screen-only">
        <p>{text.what}</p>
        <p class="buttons">
          <button type="button" class="press is-primary is-large" onClick={() => window.print()}>
            <Printer aria-hidden="true" />
            {words.print}
          </button>
        </p>
      </div>
      <div class="poster-room">
        <Poster centre={centre.centre.name} week={centre.week} printedOn={centre.today} language={language} />
      </div>
    </>
  );
};
