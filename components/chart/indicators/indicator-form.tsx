"use client";

import { useId, useState } from "react";
import type { IndicatorDefinition, IndicatorParameter } from "../../../server/domain/indicators/definition.ts";
import { type ChosenIndicator, wordsOf } from "./indicator-settings.ts";

type IndicatorFormProps = {
  readonly definition: IndicatorDefinition;
  readonly chosen: ChosenIndicator;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly onChange: (chosen: ChosenIndicator) => void;
};

/** What is wrong with a parameter as it was typed; null when nothing is. */
function problemOf(text: string, { min, max, isWhole }: IndicatorParameter): string | null {
  const value = Number(text);
  const isFine = text.trim() !== "" && value >= min && value <= max && (!isWhole || Number.isInteger(value));
  return isFine ? null : `“${text}” does not do. Use a ${isWhole ? "whole number" : "number"} from ${min} to ${max}.`;
}

/** The parameters and lines of one indicator, as its own library states them; each valid change is drawn at once. */
export function IndicatorForm({ definition, chosen, instrumentId, symbol, onChange }: IndicatorFormProps) {
  return (
    <fieldset className="flex flex-col gap-2 border-t border-line-subtle pt-2">
      <legend className="sr-only">Settings of {definition.name}</legend>
      <p className="text-[12px] font-semibold">{definition.name}</p>
      {Object.entries(definition.parameters).map(([name, parameter]) => (
        <ParameterField
          key={name}
          name={name}
          parameter={parameter}
          value={chosen.values[name] ?? parameter.default}
          onChange={(value) => onChange({ ...chosen, values: { ...chosen.values, [name]: value } })}
        />
      ))}
      {definition.outputs.length > 1
        ? definition.outputs.map(({ name, pane }) => (
            <Choice
              key={name}
              label={`${wordsOf(name)}${pane === "separate" ? " (own pane)" : ""}`}
              isOn={chosen.outputs.includes(name)}
              // The last line that is drawn stays.
              isFixed={chosen.outputs.length === 1 && chosen.outputs.includes(name)}
              onChange={(isOn) => {
                const wanted = definition.outputs.filter((one) =>
                  one.name === name ? isOn : chosen.outputs.includes(one.name),
                );
                onChange({ ...chosen, outputs: wanted.map((one) => one.name) });
              }}
            />
          ))
        : null}
      <Choice
        label={`On ${symbol} alone`}
        isOn={chosen.instrumentId !== null}
        onChange={(isOn) => onChange({ ...chosen, instrumentId: isOn ? instrumentId : null })}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: the form's fieldset stands around it. */}
      <div role="group" aria-label="Colour" className="flex gap-1">
        {[1, 2, 3, 4, 5, 6].map((number) => (
          <button
            key={number}
            type="button"
            aria-label={`Colour ${number}`}
            aria-pressed={chosen.colour === number - 1}
            className="size-[22px] rounded-sm border-2 border-transparent aria-pressed:border-fg pointer-coarse:size-[36px]"
            style={{ background: `var(--cat-${number})` }}
            onClick={() => onChange({ ...chosen, colour: number - 1 })}
          />
        ))}
      </div>
    </fieldset>
  );
}

type ParameterFieldProps = {
  readonly name: string;
  readonly parameter: IndicatorParameter;
  readonly value: number;
  readonly onChange: (value: number) => void;
};

function ParameterField({ name, parameter, value, onChange }: ParameterFieldProps) {
  const id = useId();
  const [text, setText] = useState(String(value));
  const problem = problemOf(text, parameter);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <label htmlFor={id} className="flex-1 text-fg-2">
          {wordsOf(name)}
        </label>
        <input
          id={id}
          inputMode="decimal"
          value={text}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          className="h-[28px] w-[84px] rounded-md border border-line-strong bg-canvas px-2 text-right aria-invalid:border-danger pointer-coarse:h-[44px] pointer-coarse:text-[16px]"
          onChange={(event) => {
            setText(event.target.value);
            if (problemOf(event.target.value, parameter) === null) onChange(Number(event.target.value));
          }}
        />
      </div>
      {problem === null ? null : (
        <p id={`${id}-problem`} className="text-[11px] text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly isOn: boolean;
  readonly isFixed?: boolean;
  readonly onChange: (isOn: boolean) => void;
};

const Choice = ({ label, isOn, isFixed = false, onChange }: ChoiceProps) => (
  <label className="flex min-h-[max(22px,var(--row))] items-center gap-2 text-fg-2">
    <input
      type="checkbox"
      checked={isOn}
      disabled={isFixed}
      className="accent-(--accent-solid)"
      onChange={(event) => onChange(event.target.checked)}
    />
    {label}
  </label>
);
