/** The form's boxes: each with its label, why it is asked, and what is wrong with it, tied together for every reader. */
import type { ComponentChildren } from "preact";

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
}

const describedBy = ({ id, hint, problem }: FieldProps) =>
  [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ") || undefined;

function Notes({ id, hint, problem }: FieldProps) {
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </>
  );
}

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly numeric?: boolean;
  readonly wide?: boolean;
}

export function TextField(props: TextProps) {
  const { id, label, value, onValue, numeric, wide, problem } = props;
  return (
    <div class={problem ? "field wrong" : "field"}>
      <label for={id}>{label}</label>
      <Notes {...props} />
      <input
        id={id}
        class={wide ? "wide" : undefined}
        type="text"
        inputMode={numeric ? "decimal" : undefined}
        autocomplete="off"
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={problem ? true : undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </div>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly note?: string | undefined;
  /** The label is a name the platform knows (a month, a country), not a sentence of the catalogue. */
  readonly datum?: boolean;
}

interface ChoiceProps extends FieldProps {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onValue: (value: string) => void;
}

export function SelectField(props: ChoiceProps) {
  const { id, label, value, choices, onValue, problem } = props;
  return (
    <div class={problem ? "field wrong" : "field"}>
      <label for={id}>{label}</label>
      <Notes {...props} />
      <select
        id={id}
        value={value}
        aria-describedby={describedBy(props)}
        aria-invalid={problem ? true : undefined}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} translate={choice.datum ? false : undefined}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

export function RadioField(props: ChoiceProps & { readonly children?: ComponentChildren }) {
  const { id, label, value, choices, onValue, problem } = props;
  return (
    <fieldset class={problem ? "field wrong" : "field"} id={id} aria-describedby={describedBy(props)}>
      <legend>{label}</legend>
      <Notes {...props} />
      <div class="choices">
        {choices.map((choice) => (
          <label class="choice" key={choice.value}>
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onValue(choice.value)}
            />
            <span>
              {choice.label}
              {choice.note && <small>{choice.note}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
