/** Answer icon: the sign that stands before an answer's words. */
import { CircleCheck, MessageCircle, RotateCcw } from 'lucide-preact';
import type { Tone } from '../view/saying.ts';

const icons = { received: CircleCheck, already: CircleCheck, again: RotateCcw, staff: MessageCircle } as const;

export const AnswerIcon = ({ tone }: { readonly tone: Tone }) => {
  const Icon = icons[tone];
  return <Icon aria-hidden="true" class="answer-icon" />;
};
