/** Activity menu: the programme's activities as buttons with a picture, a word and their points, under their headings. */
import {
  Apple,
  Baby,
  Bike,
  BookHeart,
  CalendarHeart,
  CigaretteOff,
  ClipboardCheck,
  Droplet,
  Flag,
  Footprints,
  Hospital,
  House,
  Laugh,
  Presentation,
  Scale,
  ShoppingBasket,
  Smile,
  Stamp,
  Users,
} from 'lucide-preact';
import type { ActivityPicture, DeskActivity } from '../../../contract/desk-programme.ts';
import { amountsText, useDesk } from '../state/desk.ts';

const pictures: Readonly<Record<ActivityPicture, typeof Stamp>> = {
  check: ClipboardCheck,
  clinic: Hospital,
  baby: Baby,
  handbook: BookHeart,
  event: CalendarHeart,
  class: Presentation,
  donation: Droplet,
  group: Users,
  goal: Flag,
  walk: Footprints,
  bicycle: Bike,
  food: Apple,
  mouth: Smile,
  scale: Scale,
  laugh: Laugh,
  'no-smoking': CigaretteOff,
  'family-doctor': House,
  shopping: ShoppingBasket,
};

export const ActivityPictureMark = ({ activity }: { readonly activity: DeskActivity }) => {
  const Icon = activity.picture === null ? Stamp : pictures[activity.picture];
  return <Icon aria-hidden="true" />;
};

export const ActivityMenu = ({ onChoose }: { readonly onChoose: (activity: DeskActivity) => void }) => {
  const { words, language, programme } = useDesk();
  const text = words.activity;
  const { activities } = programme;
  const chapters = [...new Set(activities.map(({ chapter }) => chapter?.[language] ?? ''))];
  return (
    <section class="panel" aria-labelledby="menu-title">
      <h2 id="menu-title">{text.menu}</h2>
      {activities.length === 0 && <p class="empty">{text.menuEmpty}</p>}
      {chapters.map((chapter) => (
        <div key={chapter}>
          {chapter !== '' && <h3>{chapter}</h3>}
          <ul class="menu">
            {activities
              .filter((activity) => (activity.chapter?.[language] ?? '') === chapter)
              .map((activity) => (
                <li key={activity.id}>
                  <MenuButton activity={activity} onChoose={onChoose} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
};

interface MenuButtonProps {
  readonly activity: DeskActivity;
  readonly onChoose: (activity: DeskActivity) => void;
}

const MenuButton = ({ activity, onChoose }: MenuButtonProps) => {
  const desk = useDesk();
  const [first] = activity.points;
  return (
    <button type="button" class="menu-button" onClick={() => onChoose(activity)}>
      <ActivityPictureMark activity={activity} />
      <span class="menu-name">{activity.name[desk.language]}</span>
      <span class="menu-points">{first === undefined ? desk.words.activity.noPoints : amountsText(desk, [first])}</span>
    </button>
  );
};
