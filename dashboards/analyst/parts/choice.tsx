/** Choice: one of a few, on a line, that changes what a picture shows and nothing else. */

export interface ChoiceProps<Value extends string> {
  /** Of the group, for the browser. */
  readonly name: string;
  readonly label: string;
  readonly texts: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

export const Choice = <Value extends string>({ name, label, texts, chosen, onChoose }: ChoiceProps<Value>) => (
  <fieldset class="filter-part">
    <legend>{label}</legend>
    <div class="chips">
      {(Object.entries(texts) as [Value, string][]).map(([value, text]) => (
        <label key={value} class="chip">
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          {text}
        </label>
      ))}
    </div>
  </fieldset>
);
