/** Period choice: one of the usual periods, or two dates; dates that make no sense are explained and change nothing. */
import { CalendarRange } from 'lucide-preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { useAnalyst } from '../state/analyst.ts';
import { nearestSpan, presets, spanFaultOf, type Span } from '../view/span.ts';

/** Somebody who types a year passes through four others. */
const typingMs = 600;

export const PeriodChoice = () => {
  const { words, asked, span, onAsked } = useAnalyst();
  const name = useId();
  const text = words.choose;
  const { kind } = asked.period;
  return (
    <fieldset class="filter-part">
      <legend>{text.period}</legend>
      <div class="chips">
        {presets.map((preset) => (
          <label key={preset} class="chip">
            <input
              type="radio"
              name={name}
              checked={kind === preset}
              onChange={() => onAsked({ ...asked, period: { kind: preset } })}
            />
            {text.presets[preset]}
          </label>
        ))}
        <label class="chip">
          <input
            type="radio"
            name={name}
            checked={kind === 'dates'}
            onChange={() => onAsked({ ...asked, period: { kind: 'dates', ...span } })}
          />
          {text.dates}
        </label>
      </div>
      {kind === 'dates' && <Dates />}
    </fieldset>
  );
};

const Dates = () => {
  const { words, formats, asked, span, terms, onAsked } = useAnalyst();
  const text = words.choose;
  const faultId = useId();
  const [typed, setTyped] = useState<Span>(span);
  const fault = spanFaultOf(typed);
  const nearest = fault === 'too-long' ? nearestSpan(typed) : null;
  useEffect(() => setTyped(span), [span.from, span.to]);
  useEffect(() => {
    if (fault !== null || (typed.from === span.from && typed.to === span.to)) return undefined;
    const timer = setTimeout(() => onAsked({ ...asked, period: { kind: 'dates', ...typed } }), typingMs);
    return () => clearTimeout(timer);
  }, [typed]);
  const field = (which: 'from' | 'to') => (
    <label class="date-field">
      {text[which]}
      <input
        type="date"
        value={typed[which]}
        max={terms.today}
        aria-invalid={fault !== null}
        {...(fault === null ? {} : { 'aria-describedby': faultId })}
        onInput={(event) => setTyped({ ...typed, [which]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      <div class="date-fields">
        {field('from')}
        {field('to')}
      </div>
      {fault !== null && (
        <p id={faultId} class="field-fault" role="alert">
          {text.spanFault[fault]}
        </p>
      )}
      {nearest !== null && (
        <button
          type="button"
          class="button is-small"
          onClick={() => onAsked({ ...asked, period: { kind: 'dates', ...nearest } })}
        >
          <CalendarRange aria-hidden="true" />
          {text.look(words.range(formats.longDate(nearest.from), formats.longDate(nearest.to)))}
        </button>
      )}
    </>
  );
};
