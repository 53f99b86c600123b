/** Participant tools: whom the table shows, by group and by what is typed. */
import { Search } from 'lucide-preact';
import type { LiveParticipant } from '../../../contract/live.ts';
import { isInGroup, participantGroups, type ParticipantChoice } from '../view/participant-list.ts';
import { useSpeech } from '../words/speech.ts';

export interface ParticipantToolsProps {
  readonly participants: readonly LiveParticipant[];
  readonly choice: ParticipantChoice;
  readonly onChoice: (choice: ParticipantChoice) => void;
}

export const ParticipantTools = ({ participants, choice, onChoice }: ParticipantToolsProps) => {
  const { words } = useSpeech();
  const text = words.participants;
  return (
    <div class="tools">
      <div class="groups" role="group" aria-label={text.groups}>
        {participantGroups.map((group) => (
          <button
            key={group}
            type="button"
            class="group"
            aria-pressed={choice.group === group}
            onClick={() => onChoice({ ...choice, group })}
          >
            {text.group[group]} <b>{words.figure(participants.filter(isInGroup[group]).length)}</b>
          </button>
        ))}
      </div>
      <label class="search">
        <Search aria-hidden="true" />
        <span class="unseen">{text.search}</span>
        <input
          type="search"
          placeholder={text.search}
          value={choice.text}
          onInput={(event) => onChoice({ ...choice, text: event.currentTarget.value })}
        />
      </label>
    </div>
  );
};
